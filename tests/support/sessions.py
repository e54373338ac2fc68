"""Sessions for tests: one call of an actor, as a command has it."""

from sightline.casework.core.actor import Actor
from sightline.casework.core.pages import FileGround
from sightline.casework.core.session import ReaderSession


def session_of(actor: Actor) -> ReaderSession:
    """A session that keeps nothing open and commits each audit row by itself."""
    return ReaderSession(actor)


def leaving(actor: Actor) -> ReaderSession:
    """The same, as of a command that asked a second person before it writes a file."""
    session = session_of(actor)
    session.give_ground(FileGround.WHOLE_LIST)
    return session
