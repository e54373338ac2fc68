"""The tick: opens what has come to climb, works what has come due, in the order in which it came due.

A newcomer would get this wrong: a tick needs no memory of the last one. Two at once, or one after an outage, end at the
same rows: every item is worked under its own lock, and each step stands once by the database's own rule.
"""

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import Q

from sightline.casework import clock
from sightline.casework.actors import Actor, operator_actor
from sightline.casework.audit import audited
from sightline.casework.escalating import (
    Candidate,
    hold,
    open_item,
    opening_moment,
    rules_switched_on,
    settle,
)
from sightline.casework.escalation_models import Item, Lease, Step
from sightline.casework.permissions import check_accounts
from sightline.model.calendar import latest_moment
from sightline.model.errors import SightlineError, Usage
from sightline.model.when import utc_text

logger = logging.getLogger(__name__)
NAME = "tick"
EVERY_SECONDS, LEASE_SECONDS, LATE_SECONDS = 60, 150, 300
BATCH = 500
Source = Callable[[str], Iterable[Candidate]]


@dataclass(frozen=True, slots=True)
class TickReport:
    """What a tick did. `went_wrong` counts what could not be worked; the rest was."""

    as_at: str
    opened: int
    steps: int
    went_wrong: int


def tick(*, actor: Actor, as_at: str = "", sources: Sequence[Source] | None = None) -> TickReport:
    """Bring every item to how it stands at a moment (now where not given), as somebody who looks after Sightline."""
    with audited(actor=actor, action="tick") as trail:
        check_accounts(actor=actor)
        now = read_moment(as_at) if as_at else clock.now_at()
        report = run_tick(actor=actor, now=now, sources=sources)
        trail.details = {"as_at": now, "opened": report.opened, "steps": report.steps, "went_wrong": report.went_wrong}
    return report


def run_tick(*, actor: Actor, now: str, sources: Sequence[Source] | None = None) -> TickReport:
    """The tick itself. What it does is audited item by item; a tick that finds nothing to do leaves no row."""
    opened, wrong_sources = open_due(actor=actor, now=now, sources=sources)
    worked, wrong_items = work_due(actor=actor, now=now)
    steps = worked + Step.objects.filter(item__in=opened).count()
    report = TickReport(now, len(opened), steps, wrong_sources + wrong_items)
    ended = {"last_tick_at": clock.now_at(), "went_wrong": report.went_wrong}
    Lease.objects.update_or_create(name=NAME, defaults=ended)
    return report


def open_due(*, actor: Actor, now: str, sources: Sequence[Source] | None = None) -> tuple[list[Item], int]:
    """Open what is past its moment, the earliest first; those opened, and how many sources could not be read."""
    from sightline.casework.climbing import SOURCES

    found, went_wrong = gather(now=now, sources=SOURCES if sources is None else sources)
    switched, opened = rules_switched_on(), list[Item]()
    known = set(Item.objects.values_list("item_id", flat=True))
    for candidate in sorted(found, key=lambda each: (each.due_at, each.item_id)):
        opened_at = opening_moment(candidate, switched=switched)
        if opened_at is None or opened_at >= now or candidate.item_id in known:
            continue
        try:
            item = open_item(actor=actor, candidate=candidate, opened_at=opened_at, now=now)
        except SightlineError as error:
            logger.error("item %s could not be opened: %s", candidate.item_id, error.code)
            went_wrong += 1
            continue
        if item is not None:
            opened.append(item)
    return opened, went_wrong


def gather(*, now: str, sources: Sequence[Source]) -> tuple[list[Candidate], int]:
    """What every source gives. One that cannot be read stops no other."""
    found: list[Candidate] = []
    went_wrong = 0
    for source in sources:
        try:
            found += source(now)
        except (SightlineError, OSError) as error:
            logger.error("a source of items could not be read: %s", type(error).__name__)
            went_wrong += 1
    return found, went_wrong


def work_due(*, actor: Actor, now: str) -> tuple[int, int]:
    """Work the steps that came due, the earliest first: how many steps, and how many items could not be worked."""
    steps, failed = 0, set[str]()
    while True:
        due = Item.objects.filter(next_due_at__lt=now).exclude(item_id__in=failed).order_by("next_due_at", "item_id")
        item_ids = list(due.values_list("item_id", flat=True)[:BATCH])
        if not item_ids:
            return steps, len(failed)
        for item_id in item_ids:
            try:
                steps += work_item(actor=actor, item_id=item_id, now=now)
            except SightlineError as error:
                logger.error("item %s could not be worked: %s", item_id, error.code)
                failed.add(item_id)


def work_item(*, actor: Actor, item_id: str, now: str) -> int:
    """Work one item; the number of steps. Killed in the middle, nothing of it is done and the next tick does it."""
    with transaction.atomic():
        item = hold(item_id)
        return len(settle(actor=actor, item=item, now=now)) if item is not None else 0


def read_moment(written: str) -> str:
    """A moment as typed: `2026-12-25T14:30:00Z`, or a day, which means its last second in London."""
    try:
        return utc_text(latest_moment(written))
    except ValueError as error:
        raise Usage(
            "That is no moment.", code="bad_moment", what_to_do="Write it as 2026-12-25T14:30:00Z, or a day."
        ) from error


def take_lease(*, holder: str, now: str) -> bool:
    """Whether `holder` may tick now: it holds the lease, or nobody has held it for some time. One of all wins."""
    Lease.objects.get_or_create(name=NAME)
    until = utc_text(datetime.fromisoformat(now) + timedelta(seconds=LEASE_SECONDS))
    free = Lease.objects.filter(name=NAME).filter(Q(holder=holder) | Q(holder="") | Q(until_at__lt=now))
    return free.update(holder=holder, until_at=until) == 1


def drop_lease(*, holder: str) -> None:
    """Let another tick at once."""
    Lease.objects.filter(name=NAME, holder=holder).update(holder="", until_at="")


def mark_serving(*, serving: bool) -> None:
    """Note that pages are served from now on, or cleanly no more: only while they are must ticks come."""
    Lease.objects.update_or_create(name=NAME, defaults={"serving_from_at": clock.now_at() if serving else ""})
    _let_go()


def last_tick() -> Lease | None:
    """The row that says who ticks, and when the last tick ended."""
    return Lease.objects.filter(name=NAME).first()


def is_late(*, lease: Lease | None, now: str) -> bool:
    """Whether pages are served and no tick has ended for five minutes."""
    if lease is None or not lease.serving_from_at:
        return False
    since = max(lease.last_tick_at, lease.serving_from_at)
    return datetime.fromisoformat(now) - datetime.fromisoformat(since) > timedelta(seconds=LATE_SECONDS)


class Ticker:
    """Ticks each minute in a thread of its own, while it holds the lease. Several may run; one ticks."""

    def __init__(self, *, every_seconds: float = EVERY_SECONDS) -> None:
        self.holder = f"{socket.gethostname()[:60]} {os.getpid()} {id(self)}"
        self._every = every_seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sightline-tick", daemon=True)

    def start(self) -> None:
        """Begin; the first tick comes at once."""
        self._thread.start()

    def stop(self) -> None:
        """End after the item that is being worked, and let another tick."""
        self._stop.set()
        self._thread.join(timeout=20)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self.tick_once()
            except Exception as error:  # the next minute must come, whatever this one met
                logger.error("a tick failed: %s", type(error).__name__)
            finally:
                _let_go()
            self._stop.wait(self._every)
        try:
            drop_lease(holder=self.holder)
        except DatabaseError:
            logger.error("the lease could not be let go")
        finally:
            _let_go()

    def tick_once(self) -> TickReport | None:
        """Tick if the lease is ours; what was done, None where somebody else ticks."""
        close_old_connections()
        if not take_lease(holder=self.holder, now=clock.now_at()):
            return None
        return run_tick(actor=operator_actor(), now=clock.now_at())


def _let_go() -> None:
    """Close this thread's connection; a forked worker opens its own."""
    connection.close()
