"""Whether something that was recognised stands for a reader: who may not open everybody in it knows of none."""

from sightline.casework.core.session import ReaderSession
from sightline.casework.people.selectors import may_open


def is_recognised(session: ReaderSession, *, instance_key: str) -> bool:
    """Whether an instance stands now, for this reader. For a page that is audited by its own selector."""
    sight = session.sight
    with session.open_current() as opened:
        row = opened[1].patterns.one(instance_key=instance_key, sight=sight) if opened else None
        return bool(
            opened and row and all(may_open(opened[1], one, sight) for one in opened[1].patterns.people(row=row))
        )
