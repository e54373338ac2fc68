"""Whether deadlines are checked, and whether the clock can be believed: for doctor and for first pages.

Nothing here is audited or decided: it compares moments that were written with what the clocks say now.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import F

from sightline.casework.audit.latest_moment import latest_moment
from sightline.casework.audit.trail import audited
from sightline.casework.concerns.models import Concern
from sightline.casework.core import clock
from sightline.casework.core.clock import DOUBT_SECONDS, is_ahead, moved, seconds_between
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.rights import check_accounts
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item, Lease
from sightline.casework.escalation.querysets import ItemQuerySet
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.timekeeping.leases import NAME
from sightline.model.when import london_time
from sightline.store import Workspace
from sightline.store.batches import parts_received_after
from sightline.translation.dates import time_on_day

LATE_SECONDS, DAY_SECONDS = 300, 86_400
PUT_RIGHT = "sightline clock --today DAY"


@dataclass(frozen=True, slots=True)
class WrittenAhead:
    """How much was written with a later moment than now: the last such moment, and what must be worked again."""

    last_written_at: str
    items: int
    rules: int
    concerns: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing must be worked again."""
        return not (self.items or self.rules or self.concerns)


def last_tick() -> Lease | None:
    """The row that says who ticks, and when the last tick ended."""
    return Lease.objects.filter(name=NAME).first()


def is_late(*, lease: Lease | None, now: str) -> bool:
    """Whether pages are served and no tick has ended for five minutes, by any clock, or the last one is yet to come."""
    if lease is None or not lease.serving_from_at:
        return False
    if lease.last_tick_at and is_ahead(lease.last_tick_at, now=now):
        return True
    known = [at for at in (lease.last_tick_at, lease.serving_from_at) if at and not is_ahead(at, now=now)]
    if not known or seconds_between(max(known), now) > LATE_SECONDS:
        return True
    return lease.tick_boot == clock.boot_id() and clock.steady_seconds() - lease.tick_steady > LATE_SECONDS


def measure_written_ahead(*, now: str) -> WrittenAhead:
    """What was written with a moment more than a minute after now."""
    limit = moved(now, seconds=DOUBT_SECONDS)
    newest = [model.objects.order_by("-sequence").first() for model in (AuditEntry, Decision)]
    latest = max(latest_moment(), *(row.at for row in newest if row), "")
    return WrittenAhead(
        last_written_at=latest if latest > limit else "",
        items=items_ahead(limit=limit).count(),
        rules=RuleSwitch.objects.filter(on=True, at__gt=limit).count(),
        concerns=Concern.objects.filter(entered_at__gt=limit).count(),
    )


def items_ahead(*, limit: str) -> ItemQuerySet:
    """The open items that were worked through to a moment after `limit`: those opened early no further than that."""
    return Item.objects.open().filter(worked_through__gt=limit).filter(worked_through__gt=F("opened_at"))


def moved_since_tick(*, lease: Lease | None) -> int:
    """By how many seconds the machine's clock moved against the time since the machine started, since the last tick."""
    if lease is None or not lease.last_tick_at or lease.tick_boot != clock.boot_id():
        return 0
    passed = clock.steady_seconds() - lease.tick_steady
    return round(seconds_between(lease.last_tick_at, clock.now_at()) - passed)


def clock_doubts() -> tuple[str, ...]:
    """Why the clock cannot be believed, in sentences; none where it can."""
    return _doubts(last_tick())


def _doubts(lease: Lease | None) -> tuple[str, ...]:
    now, said = clock.now_at(), []
    off = clock.jump() or moved_since_tick(lease=lease)
    if abs(off) > DOUBT_SECONDS:
        said.append(f"The machine's clock has moved {'ahead' if off > 0 else 'back'} by {duration_in_words(abs(off))}.")
    ahead = measure_written_ahead(now=now)
    if ahead.last_written_at:
        said.append(f"The clock says {in_words(now)}, but the last entry is dated {in_words(ahead.last_written_at)}.")
    if ahead.items:
        were = "was" if ahead.items == 1 else "were"
        said.append(f"{_how_many(ahead.items, 'open item')} {were} escalated too early, while the clock was ahead.")
    if ahead.rules:
        are = "is" if ahead.rules == 1 else "are"
        said.append(f"{_how_many(ahead.rules, 'rule')} {are} switched on only from a future time.")
    if ahead.concerns == 1:
        said.append("1 concern has a future date, so its deadlines are too late.")
    elif ahead.concerns:
        said.append(f"{ahead.concerns} concerns have a future date, so their deadlines are too late.")
    return tuple(said)


def _how_many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def in_words(moment: str) -> str:
    """A moment as people say it: `2:05pm on 3 March 2026`, in London."""
    return time_on_day(london_time(moment))


def all_doubts() -> tuple[str, ...]:
    """The same, and which received files have a date that is still to come: that reads every receipt."""
    if settings.SIGHTLINE_WORKSPACE is None:
        return clock_doubts()
    limit = moved(clock.now_at(), seconds=DOUBT_SECONDS)
    files = len(parts_received_after(Workspace(settings.SIGHTLINE_WORKSPACE), moment=limit))
    one = "1 received file has a future date, so updates leave it out."
    many = f"{files} received files have a future date, so updates leave them out."
    said = (one if files == 1 else many,)
    return (*clock_doubts(), *(said if files else ()))


def duration_in_words(seconds: int) -> str:
    """A length of time in words, in its largest unit."""
    for name, size in (("day", DAY_SECONDS), ("hour", 3600), ("minute", 60)):
        if seconds >= size:
            return _how_many(seconds // size, name)
    return _how_many(seconds, "second")


def troubles() -> tuple[str, ...]:
    """What the operator and the partnership's executive must know of at once, in sentences."""
    lease = last_tick()
    said = []
    if is_late(lease=lease, now=clock.now_at()):
        last = lease.last_tick_at if lease else ""
        ended = f"The last check ended at {in_words(last)}." if last else "There was no check yet."
        said.append(f"Deadlines are not being checked, so nothing is escalated. {ended}")
    return (*said, *_doubts(lease))


def check_clock(session: ReaderSession) -> tuple[str, ...]:
    """Why the clock cannot be believed, in sentences, for whoever looks after Sightline."""
    with audited(session, action="check_clock"):
        check_accounts(actor=session.actor)
        return all_doubts()
