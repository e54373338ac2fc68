"""What waits for information governance: each domain counts its own and registers here, and the first page lists all.

A count tells of no person. It is read as the house, for a page that checks the role and is audited by its own selector.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sightline.casework.core.registry import Registry
from sightline.casework.core.session import ReaderSession


@dataclass(frozen=True, slots=True)
class GovernanceWork:
    """One kind of work: what it is called, the name of the address that lists it, how many wait, since when.

    `oldest_at` is when the oldest began; empty where none waits. `overdue` are those past a deadline. `query` chooses
    them in a list that has others too.
    """

    label: str
    page: str
    count: int
    oldest_at: str = ""
    overdue: int = 0
    query: str = ""


CountGovernanceWork = Callable[[ReaderSession], GovernanceWork]
GOVERNANCE_WORK: Registry[CountGovernanceWork] = Registry("work of information governance")


def count_work(session: ReaderSession) -> tuple[GovernanceWork, ...]:
    """Every kind of work: what is overdue first, then the oldest, and last what nobody waits for."""
    return in_order(count(session) for count in GOVERNANCE_WORK.all())


def in_order(work: Iterable[GovernanceWork]) -> tuple[GovernanceWork, ...]:
    """What is overdue first, then the oldest, and last the lists that are empty."""
    return tuple(sorted(work, key=lambda one: (not one.count, -one.overdue, one.oldest_at)))


def sum_up(*, label: str, page: str, since: Iterable[str], overdue: int = 0, query: str = "") -> GovernanceWork:
    """The work that began at these moments."""
    moments = sorted(since)
    return GovernanceWork(label, page, len(moments), moments[0] if moments else "", overdue, query)
