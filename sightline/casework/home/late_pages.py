"""What first pages say of what arrives late: how each agency delivers, and how much of it waits for whom."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sightline.casework.backlog.plans import BacklogLine, backlog_lines
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.go_live.backlog import day_of, go_live_days
from sightline.casework.go_live.layouts import pairs_received
from sightline.casework.late.delivery import DeliveryLine, delivery_lines
from sightline.casework.late.escalates import AwaitedData, awaited_data
from sightline.model.rows.clocks import ServedLateClock


@dataclass(frozen=True, slots=True)
class LateCount:
    """Open clocks that arrived late, of one agency: those whose answer is not due yet, and those overdue since."""

    agency: str
    to_answer: int
    overdue: int


@dataclass(frozen=True, slots=True)
class LatePart:
    """Counts alone. `delivered` is by the agency whose record came late, `answering` by the one that must answer."""

    deliveries: tuple[DeliveryLine, ...] = ()
    delivered: tuple[LateCount, ...] = ()
    answering: tuple[LateCount, ...] = ()
    backlog: tuple[BacklogLine, ...] = ()
    without_go_live: int = 0
    awaited: tuple[AwaitedData, ...] = ()

    @property
    def with_backlog(self) -> tuple[BacklogLine, ...]:
        """Of each agency that has a backlog to answer."""
        return tuple(line for line in self.backlog if line.waiting)

    @property
    def late_agencies(self) -> int:
        """How many agencies' newest records came later than their limit, or whose next file has not come."""
        return count_late(self.deliveries, self.awaited)


def count_late(deliveries: Iterable[DeliveryLine], awaited: Iterable[AwaitedData]) -> int:
    """How many agencies delivered late or have not delivered, each once."""
    return len({*(line.agency for line in deliveries if line.is_late), *(one.agency for one in awaited)})


def late_part(session: ReaderSession) -> LatePart:
    """As the house, in counts: what arrives late, for a first page that is audited by its own selector."""
    with session.open_current() as opened:
        if opened is None:
            return LatePart()
        rows, now = opened[1].conclusions.late_counts(), clock.now_at()
    return LatePart(
        deliveries=delivery_lines(session),
        delivered=_counts(rows, "delivered_by", now),
        answering=_counts(rows, "answering_agency", now),
        backlog=backlog_lines(session),
        without_go_live=_without_go_live(session),
        awaited=awaited_data(session, now=now),
    )


def _without_go_live(session: ReaderSession) -> int:
    """How many layouts that came from an agency nobody has set a go-live day for."""
    days = go_live_days(session)
    return sum(day_of(days, agency, layout) is None for agency, layout in pairs_received(session))


def _counts(
    rows: Iterable[ServedLateClock], column: Literal["delivered_by", "answering_agency"], now: str
) -> tuple[LateCount, ...]:
    running, over = Counter[str](), Counter[str]()
    for row in rows:
        (over if row["answer_due_at"] < now else running)[row[column]] += 1
    return tuple(LateCount(one, running[one], over[one]) for one in sorted({*running, *over}))
