"""Counts as the house what arrived late: one a thing, each with the time to answer of its open item.

The deadline was over before the record came, so only the time to answer says whether an agency is slow.
"""

from dataclasses import dataclass

from sightline import timescales
from sightline.casework.backlog.conclusions import STANDS
from sightline.casework.escalation.engine import CLOCK
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.querysets import ARRIVED_LATE
from sightline.casework.escalation.selectors import counted_as
from sightline.model.nouns import ClockState
from sightline.model.rows.clocks import ServedLateClock
from sightline.store.snapshot_reader import SnapshotReader


@dataclass(frozen=True, slots=True)
class LateThing:
    """A deadline that arrived late: whose answer it needs and by when, and whose record came late."""

    agency: str
    delivered_by: str
    answer_by: str


def late_things(store: SnapshotReader, *, now: str) -> list[LateThing]:
    """As the house, for counts alone: what arrived late and nobody has answered; not where data are awaited."""
    rows = [row for row in store.conclusions.late_counts() if not _awaits_data(row, now)]
    if not rows:
        return []
    asked, answered = _asked_and_answered()
    things: dict[tuple[str, ...], list[ServedLateClock]] = {}
    for row in rows:
        if row["clock_id"] not in answered:
            things.setdefault(_thing(row), []).append(row)
    return [_as_thing(min(same, key=_leads), asked) for same in things.values()]


def _as_thing(row: ServedLateClock, asked: dict[tuple[str, str], str]) -> LateThing:
    agency = row["answering_agency"]
    return LateThing(agency, row["delivered_by"], asked.get((row["clock_id"], agency), row["answer_due_at"]))


def _thing(row: ServedLateClock) -> tuple[str, ...]:
    counted = counted_as(rule_id=row["rule_id"])
    return (counted, row["record_id"], row["person_id"] or "") if counted else (row["clock_id"],)


def _leads(row: ServedLateClock) -> bool:
    return row["rule_id"] != counted_as(rule_id=row["rule_id"])


def _asked_and_answered() -> tuple[dict[tuple[str, str], str], set[str]]:
    """By when each open item is to be answered; and the clocks that every agency that was asked has answered."""
    late = Item.objects.filter(ARRIVED_LATE, source=CLOCK)
    waiting = late.exclude(state__in=STANDS)
    asked = {(about, agency): by for about, agency, by in waiting.values_list("about_id", "agency", "answer_by")}
    answered = set(late.filter(state__in=STANDS).values_list("about_id", flat=True))
    return asked, answered - {about for about, _ in asked}


def _awaits_data(row: ServedLateClock, now: str) -> bool:
    state = timescales.read_state(due_at=row["due_at"], stopped_at=None, known_through=row["known_through"], now=now)
    return state is ClockState.NOT_KNOWN
