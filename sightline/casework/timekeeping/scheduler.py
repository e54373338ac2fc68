"""The tick: opens what has come to climb, works what has come due, in the order in which it came due.

A tick needs no memory of the last one. Two at once, or one after an outage, end at the same rows: every item is worked
under its own lock, and each step stands once by the database's own rule.
"""

import heapq
import logging
import os
import socket
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.db import DatabaseError, OperationalError, close_old_connections, connection, transaction
from django.db.models import Min

from sightline.casework.access.services.allocations import read_extracts
from sightline.casework.access.services.numbers import check_numbers
from sightline.casework.accounts.endings import close_ended
from sightline.casework.audit.latest_moment import keep_latest
from sightline.casework.audit.services import keep_todays_heads
from sightline.casework.audit.trail import audited
from sightline.casework.ceilings.services import ask_executive
from sightline.casework.core import clock
from sightline.casework.core.rights import check_accounts
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession, house_session
from sightline.casework.escalation.adulthood import add_adult_safeguarding
from sightline.casework.escalation.engine import CLOCK, Candidate, lock_item, open_item, opening_moment, recompute_state
from sightline.casework.escalation.handover import hand_over_absences
from sightline.casework.escalation.models import Item, Lease, LiveClock, Step
from sightline.casework.escalation.restricted_records import ask_holders, close_needless
from sightline.casework.escalation.services.conflict_checks import check_conflicts
from sightline.casework.escalation.sources import Finder, finders, refresh_items
from sightline.casework.finding.services import end_old_searches
from sightline.casework.notices.delivery import Sender
from sightline.casework.recertification.services import end_unconfirmed
from sightline.casework.rule_switches.switches import rules_switched_on
from sightline.casework.straight_line.services import tell_all
from sightline.casework.timekeeping.lateness import LATE_SECONDS as LATE_SECONDS
from sightline.casework.timekeeping.lateness import is_late as is_late
from sightline.casework.timekeeping.lateness import last_tick as last_tick
from sightline.casework.timekeeping.leases import LEASE_SECONDS as LEASE_SECONDS
from sightline.casework.timekeeping.leases import NAME, LeaseLost, drop_lease, fenced, take_lease
from sightline.casework.unusual_reading.services import ask_about_days
from sightline.model.calendar import latest_moment
from sightline.model.errors import SightlineError, Usage
from sightline.model.when import utc_text

logger = logging.getLogger(__name__)
EVERY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class TickReport:
    """What a tick did. `went_wrong` counts what could not be worked; the rest was."""

    as_at: str
    opened: int
    steps: int
    went_wrong: int


@dataclass(frozen=True, slots=True, order=True)
class DueWork:
    """Something that came due: a step of an item, or, with a candidate, the opening of one."""

    at: str
    item_id: str
    candidate: Candidate | None = field(default=None, compare=False, repr=False)


def tick(session: ReaderSession, *, as_at: str = "", sources: Sequence[Finder] | None = None) -> TickReport:
    """Bring every item to how it stands at a moment (now where not given), as somebody who looks after Sightline."""
    with audited(session, action="tick") as trail:
        check_accounts(actor=session.actor)
        now = read_moment(as_at) if as_at else clock.now_at()
        report = run_tick(session, now=now, sources=sources)
        trail.details = {"as_at": now, "opened": report.opened, "steps": report.steps, "went_wrong": report.went_wrong}
    return report


def run_tick(
    session: ReaderSession, *, now: str, sources: Sequence[Finder] | None = None, stop: threading.Event | None = None
) -> TickReport:
    """Open and escalate what is due now. Each item is audited; a tick that finds nothing to do leaves no row.

    Once `stop` is set it ends after the item in hand and does not count as ended: the next does the rest.
    """
    went_wrong, session = 0, session.as_house()
    if sources is None:
        went_wrong += _take_over(lambda: refresh_items(session, now=now))
    found, failed = gather(session, now=now, sources=finders() if sources is None else sources)
    went_wrong += failed
    if sources is None and not failed:
        went_wrong += _take_over(lambda: close_needless(session, candidates=found, now=now))
    opened, steps = 0, 0
    queue = [*due_openings(session, found, now=now), *due_steps(now=now)]
    heapq.heapify(queue)
    while queue and not (stop and stop.is_set()):
        due = heapq.heappop(queue)
        try:
            is_new, worked, next_due_at = _work(session, due, now)
        except SightlineError as error:
            logger.error("item %s could not be worked: %s", due.item_id, error.code)
            went_wrong += 1
            continue
        opened, steps = opened + is_new, steps + worked
        if next_due_at is not None and next_due_at < now:
            heapq.heappush(queue, DueWork(next_due_at, due.item_id))
    if stop and stop.is_set():
        return TickReport(now, opened, steps, went_wrong)
    went_wrong += _take_over(lambda: check_conflicts(session, now=now))
    went_wrong += _take_over(lambda: tell_all(session, now=now))
    went_wrong += _take_over(lambda: ask_executive(now=now))
    went_wrong += _take_over(lambda: hand_over_absences(now=now))
    went_wrong += _take_over(lambda: _add_adults(session, now))
    went_wrong += _take_over(lambda: close_ended(session))
    went_wrong += _take_over(lambda: check_numbers(session))
    went_wrong += _take_over(lambda: read_extracts(session))
    went_wrong += _take_over(lambda: end_old_searches(session))
    went_wrong += _take_over(lambda: end_unconfirmed(session))
    went_wrong += _take_over(lambda: ask_about_days(session))
    _note_end(went_wrong)
    return TickReport(now, opened, steps, went_wrong)


def _add_adults(session: ReaderSession, now: str) -> int:
    with transaction.atomic():
        return add_adult_safeguarding(session, now=now)


def _note_end(went_wrong: int) -> None:
    """That a tick ended now, by the clock and by the seconds since the machine started."""
    boot = "" if clock.is_invented() else clock.boot_id()
    now, steady = clock.now_at(), clock.steady_seconds()
    ended = {"last_tick_at": now, "tick_boot": boot, "tick_steady": steady, "went_wrong": went_wrong}
    Lease.objects.update_or_create(name=NAME, defaults=ended)
    if boot:
        keep_latest(moment=now)


def due_openings(session: ReaderSession, found: Iterable[Candidate], *, now: str) -> list[DueWork]:
    """What is past its moment, by a rule that is on, and stands as no item yet."""
    switched, known = rules_switched_on(session), set(Item.objects.values_list("item_id", flat=True))
    told = ask_holders(found, switched=switched)
    moments = {each.item_id: (opening_moment(each, switched=switched), each) for each in told}
    straight = set(Item.objects.filter(source=CLOCK).values_list("rule_id", "record_id", "agency"))
    return [
        DueWork(at, item_id, candidate)
        for item_id, (at, candidate) in moments.items()
        if at is not None and at < now and item_id not in known and not is_one_of(candidate, straight)
    ]


def is_one_of(candidate: Candidate, items: Collection[tuple[str, str, str]]) -> bool:
    """Whether what goes the straight line from a record has an item of its agency already, of whatever id."""
    of_record = candidate.straight and candidate.source == CLOCK
    return of_record and (candidate.rule_id, candidate.record_id, candidate.agency) in items


def due_steps(*, now: str) -> list[DueWork]:
    """The items of which a step is past its moment."""
    rows = Item.objects.filter(next_due_at__lt=now).values_list("next_due_at", "item_id")
    return [DueWork(at or now, item_id) for at, item_id in rows]


def next_due(*, since: str) -> str | None:
    """When something comes due next, from a moment on: a step of an item, or a clock of a concern entered here."""
    step = Item.objects.filter(next_due_at__gte=since).aggregate(at=Min("next_due_at"))["at"]
    over = LiveClock.objects.filter(climbs=True, due_at__gte=since).aggregate(at=Min("due_at"))["at"]
    return min((at for at in (step, over) if at), default=None)


def _work(session: ReaderSession, due: DueWork, now: str) -> tuple[bool, int, str | None]:
    """Do what came due at one moment of one item: is it new, how many steps, when more comes due. All or nothing."""
    with transaction.atomic():
        if due.candidate is not None:
            opened = open_item(session, candidate=due.candidate, opened_at=due.at, now=now, through=due.at)
            if opened is not None:
                return True, Step.objects.of_item(opened).count(), opened.next_due_at
        item = lock_item(due.item_id)
        if item is None or item.next_due_at is None or item.next_due_at >= now:
            return False, 0, None
        return False, len(recompute_state(session, item=item, now=now, through=item.next_due_at)), item.next_due_at


def _take_over(work: Callable[[], int]) -> int:
    """Do it; 1 where that failed. What cannot be read stops nothing that is due."""
    try:
        work()
    except LeaseLost:
        raise
    except Exception as error:  # the same
        logger.error("what is known now could not be taken over: %s", type(error).__name__)
        return 1
    return 0


def gather(session: ReaderSession, *, now: str, sources: Sequence[Finder]) -> tuple[list[Candidate], int]:
    """What every source gives. One that cannot be read stops no other."""
    found: list[Candidate] = []
    went_wrong = 0
    for source in sources:
        try:
            found += source(session, now)
        except LeaseLost:
            raise
        except Exception as error:  # whatever is wrong with one source, what is due of the others must be worked
            logger.error("a source of items could not be read: %s", type(error).__name__)
            went_wrong += 1
    return found, went_wrong


def read_moment(written: str) -> str:
    """A moment as typed: `2026-12-25T14:30:00Z`, or a day, which means its last second in London."""
    try:
        return utc_text(latest_moment(written))
    except ValueError as error:
        raise Usage(
            "That is not a date and time.", code="bad_moment", what_to_do="Write it as 2026-12-25T14:30:00Z, or a day."
        ) from error


def note_serving(*, serving: bool) -> None:
    """Note that pages are served from now on, or cleanly no more: only while they are must ticks come."""
    Lease.objects.update_or_create(name=NAME, defaults={"serving_from_at": clock.now_at() if serving else None})
    _let_go()


class ArrivalWatch(Protocol):
    """Looks whether files arrived that no run has taken in."""

    def look(self) -> bool:
        """Whether a run was started for them."""


class Ticker:
    """Ticks each minute in a thread of its own, then sends, while it holds the lease. Several may run; one ticks.

    With `arrivals` it then looks whether files arrived that no run has taken in.
    """

    def __init__(self, *, every_seconds: float = EVERY_SECONDS, arrivals: ArrivalWatch | None = None) -> None:
        self._arrivals = arrivals
        self.holder = f"{socket.gethostname()[:60]} {os.getpid()} {id(self)}"
        self._every = every_seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sightline-tick", daemon=True)
        self._sender = Sender()

    def start(self) -> None:
        """Begin; the first tick comes at once."""
        self._sender.start()
        self._thread.start()

    def begin_stop(self) -> None:
        """From now on nothing new is begun; the item in hand is finished."""
        self._stop.set()

    def stop(self, *, seconds: float = 20) -> None:
        """End after the item that is being worked, and let another tick; what takes longer is left to the next."""
        self._stop.set()
        self._thread.join(timeout=seconds)
        self._sender.stop()

    def _run(self) -> None:
        failed = 0
        while not self._stop.is_set():
            failed = 0 if self._try() else failed + 1
            self._stop.wait(wait_seconds(failed, every=self._every))
        try:
            drop_lease(holder=self.holder)
        except DatabaseError:
            logger.error("the lease could not be let go")
        finally:
            _let_go()

    def _try(self) -> bool:
        """Tick, and wake the sender; whether it went well. The next tick must come, whatever this one met."""
        try:
            if self.tick_once() is not None:
                self._sender.wake()
        except LeaseLost:
            logger.warning("another worker took over this tick")
        except OperationalError:
            logger.warning("the database was busy: this tick is tried again")
            return False
        except Exception as error:
            logger.error("a tick failed: %s", type(error).__name__)
        finally:
            _let_go()
        return True

    def tick_once(self) -> TickReport | None:
        """Tick if the lease is ours; what was done, None where somebody else ticks."""
        close_old_connections()
        token = take_lease(holder=self.holder, now=clock.now_at())
        if not token:
            return None
        with fenced(token=token):
            report = run_tick(house_session(), now=clock.now_at(), stop=self._stop)
        _keep_heads()
        if self._arrivals is not None:
            _take_over(self._arrivals.look)
        return report


def wait_seconds(failed: int, *, every: float) -> float:
    """How long until the next tick: soon where the database was busy, and later each time, up to the usual time."""
    return min(every, float(1 << min(failed, 10))) if failed else every


def _keep_heads() -> None:
    """Keep the day's heads of audit and decisions; a folder that cannot be written stops no tick."""
    try:
        keep_todays_heads(workspace=current_workspace())
    except (SightlineError, OSError) as error:
        logger.error("the heads of the audit could not be kept: %s", type(error).__name__)


def _let_go() -> None:
    """Close this thread's connection; a forked worker opens its own."""
    connection.close()
