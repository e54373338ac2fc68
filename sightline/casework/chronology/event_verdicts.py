"""What people answered about records that may tell of one event: decisions that are only ever added to."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sightline.casework.core.models import Decision

SAME, SEPARATE = "same_event", "separate_events"


@dataclass(frozen=True, slots=True)
class RecordVerdict:
    """What a person said about some records: that they tell of one event, or not, and why."""

    event_ids: frozenset[str]
    is_same: bool
    by: str
    at: str
    words: str = field(repr=False)


def read_event_verdicts(*, here: Collection[str]) -> list[RecordVerdict]:
    """The answers that name none but these records, in the order in which people gave them."""
    known = set(here)
    bodies = Decision.objects.filter(kind__in=(SAME, SEPARATE)).values_list("sequence", "body")
    own = [number for number, body in bodies if known.issuperset(body["record_ids"])]
    return [
        RecordVerdict(frozenset(row.body["record_ids"]), row.kind == SAME, row.by, row.at, row.why)
        for row in (Decision.objects.filter(sequence__in=own).order_by("sequence") if own else ())
    ]
