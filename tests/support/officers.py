"""A request of a first officer that waits, for tests that need one and no rota."""

from datetime import date

from support.sessions import session_of

from sightline.casework.core.actor import Actor
from sightline.casework.two_officers.pages import HiddenKind, OfficersEntryKind
from sightline.casework.two_officers.writer import OFFICERS, OfficersDraft


def asked_by(officer: Actor, why: str, *, name: str = "Sealed Name") -> str:
    """The request for a sealed identity of police, by its id."""
    session = session_of(officer)
    draft = OfficersDraft(
        kind=OfficersEntryKind.ASKED, word=HiddenKind.SEALED_IDENTITY, words=why, agency="police", device="1" * 64,
        who=name, what=date(2011, 1, 1).isoformat(),
    )  # fmt: skip
    with OFFICERS.hold(session, action="ask_second_officer") as trail:
        entry = OFFICERS.write(session, subject=None, draft=draft, trail=trail)
    return entry.entry_id
