"""What first pages say of what arrives late: how each agency delivers, and how much of it waits for whom."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sightline.casework.backlog.plans import BacklogLine, backlog_lines, own_backlog
from sightline.casework.clocks.pages import ClockLine, one_a_thing
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.go_live.backlog import day_of, go_live_days
from sightline.casework.go_live.layouts import pairs_received
from sightline.casework.home.late_counts import late_things
from sightline.casework.late.delivery import DeliveryLine, delivery_lines
from sightline.casework.late.escalates import AwaitedData, awaited_data
from sightline.sharing import can_count_whole


@dataclass(frozen=True, slots=True)
class LateCount:
    """Deadlines that arrived late, of one agency: those to be answered in time, those past the time to answer."""

    agency: str
    to_answer: int
    past_answer: int

    @property
    def number(self) -> int:
        """All of them."""
        return self.to_answer + self.past_answer


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


def late_part(session: ReaderSession, *, over: Iterable[ClockLine] = ()) -> LatePart:
    """What arrives late, in counts, for a first page that is audited by its own selector.

    Who may not count the whole reads of their own agency alone: of `over`, its deadlines that are over and that they
    may see, and of the backlog that they may see.
    """
    with session.open_current() as opened:
        if opened is None:
            return LatePart()
        now, whole = clock.now_at(), can_count_whole(reader=session.actor.reader)
        late = late_things(opened[1], now=now) if whole else []
    return LatePart(
        deliveries=delivery_lines(session),
        delivered=_counts([(one.delivered_by, one.answer_by) for one in late], now),
        answering=_counts([(one.agency, one.answer_by) for one in late], now) if whole else _own(session, over, now),
        backlog=backlog_lines(session) if whole else own_backlog(session),
        without_go_live=_without_go_live(session),
        awaited=awaited_data(session, now=now),
    )


def _without_go_live(session: ReaderSession) -> int:
    """How many layouts that came from an agency nobody has set a go-live day for."""
    days = go_live_days(session)
    return sum(day_of(days, agency, layout) is None for agency, layout in pairs_received(session))


def _own(session: ReaderSession, over: Iterable[ClockLine], now: str) -> tuple[LateCount, ...]:
    """What the reader's own agency must answer, as the tile and the list of this page count it."""
    agency = session.actor.reader.agency
    return _counts([(agency, one.answer_by) for one in one_a_thing(line for line in over if line.came_late)], now)


def _counts(things: Iterable[tuple[str, str]], now: str) -> tuple[LateCount, ...]:
    """By agency, from the agency and the time to answer of each deadline."""
    running, over = Counter[str](), Counter[str]()
    for agency, answer_by in things:
        (over if answer_by < now else running)[agency] += 1
    return tuple(LateCount(one, running[one], over[one]) for one in sorted({*running, *over}))
