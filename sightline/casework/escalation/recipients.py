"""Who learns of a step of an item beside those at its stage: adult safeguarding, and who may settle a match."""

from collections.abc import Callable, Iterable
from datetime import date

from sightline.casework.core.registry import Registry
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item
from sightline.casework.posts.services.posts import holders_at
from sightline.escalation import ADULT_SAFEGUARDING, read_ladder

# Of an item that waits for something else: the account names of those with whom that is, on a day.
Finder = Callable[[ReaderSession, Item, date], Iterable[str]]
BESIDE: Registry[Finder] = Registry("beside a step")


def find_beside(session: ReaderSession, item: Item, *, on: date) -> tuple[str, ...]:
    """The account names of those who learn of each step of this item, wherever it is."""
    others = (name for find in BESIDE.all() for name in find(session, item, on))
    return tuple(sorted({*_adult_safeguarding(item, on=on), *others}))


def _adult_safeguarding(item: Item, *, on: date) -> tuple[str, ...]:
    """Adult safeguarding, once it is told of an item because the child has turned 18."""
    if not item.adult_told_at:
        return ()
    ladder = read_ladder(ADULT_SAFEGUARDING)
    return holders_at(ladder=ladder, stage=ladder.first, organisation="", on=on)
