"""What people answered about records that may tell of one event: decisions that are only ever added to."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sightline.casework.core.models import Decision
from sightline.known_facts.event_verdicts import DatedVerdict
from sightline.model.when import london_day

SAME, SEPARATE = "same_event", "separate_events"


@dataclass(frozen=True, slots=True)
class RecordVerdict:
    """What a person said about some records: that they tell of one event, or not, and why."""

    event_ids: frozenset[str]
    is_same: bool
    by: str
    at: str
    words: str = field(repr=False)


def event_verdicts_in_force() -> tuple[DatedVerdict, ...]:
    """Every answer, as a run obeys it: of two about the same records the later counts, each from its own day on."""
    rows = Decision.objects.filter(kind__in=(SAME, SEPARATE)).order_by("sequence")
    return tuple(
        DatedVerdict(row.sequence, frozenset(row.body["record_ids"]), row.kind == SAME, london_day(row.at))
        for row in rows
    )


def event_verdicts_until(at: str) -> tuple[DatedVerdict, ...]:
    """The same as they were at a moment (UTC)."""
    given = set(Decision.objects.filter(kind__in=(SAME, SEPARATE), at__lte=at).values_list("sequence", flat=True))
    return tuple(one for one in event_verdicts_in_force() if one.decision in given)


def read_event_verdicts(*, here: Collection[str]) -> list[RecordVerdict]:
    """The answers that name none but these records, in the order in which people gave them."""
    known = set(here)
    bodies = Decision.objects.filter(kind__in=(SAME, SEPARATE)).values_list("sequence", "body")
    own = [number for number, body in bodies if known.issuperset(body["record_ids"])]
    return [
        RecordVerdict(frozenset(row.body["record_ids"]), row.kind == SAME, row.by, row.at, row.why)
        for row in (Decision.objects.filter(sequence__in=own).order_by("sequence") if own else ())
    ]
