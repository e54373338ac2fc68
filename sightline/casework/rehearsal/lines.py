"""The lines of a rehearsal: a step that told somebody, with the rows of the delivered files that it is based on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypedDict

from sightline.casework.clocks.escalates import labels
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item, ItemBasis
from sightline.casework.rule_switches.selectors import pattern_rules
from sightline.escalation import Stage, read_escalation_rules, read_ladder
from sightline.store import DuckDBEngine
from sightline.store.sql.rows import read_rows

Place = tuple[str, int]  # the file below the folder of deliveries, and the row below its heading


@dataclass(frozen=True, slots=True)
class RehearsedStep:
    """A step that told somebody. It names no person; `person_id` is of the rehearsal's own workspace."""

    at: str
    answer_was_due: str
    deadline: str
    arrived_late: bool
    rule_id: str
    label: str
    stage: str
    ladder: str
    post: str
    agency: str
    urgency: str
    item_id: str
    person_id: str
    records: tuple[Place, ...]

    def as_json(self) -> dict[str, Any]:
        """The line as it is written to the file of steps."""
        return {
            "at": self.at,
            "answer_was_due": self.answer_was_due,
            "deadline": self.deadline,
            "arrived_late": self.arrived_late,
            "rule_id": self.rule_id,
            "stage": self.stage,
            "ladder": self.ladder,
            "post": self.post,
            "agency": self.agency,
            "urgency": self.urgency,
            "item_id": self.item_id,
            "about": {"label": self.label, "person_id": self.person_id},
            "records": [{"source_file": name, "source_row": row} for name, row in self.records],
        }


@dataclass(frozen=True, slots=True)
class ToldOf:
    """Somebody was told of an item at a stage: when that was due, and when it was worked."""

    item: Item
    stage: str
    due: str
    at: str


def lines_of(session: ReaderSession, *, told: Sequence[ToldOf], folders: Mapping[int, str]) -> list[RehearsedStep]:
    """The line of each telling. `folders`: the delivery of each batch, by name."""
    based_on = _records_of({one.item.pk for one in told})
    places = _places_of(session, {one for those in based_on.values() for one in those}, folders)
    return [_make_step(one, based_on.get(one.item.pk, ()), places) for one in told]


def _make_step(told: ToldOf, record_ids: Iterable[str], places: Mapping[str, tuple[Place, ...]]) -> RehearsedStep:
    item = told.item
    rung = read_ladder(item.ladder).rung(Stage(told.stage))
    return RehearsedStep(
        at=told.at,
        answer_was_due=told.due,
        deadline=item.deadline_at or "",
        arrived_late=bool(item.arrived_at and item.deadline_at and item.deadline_at < item.arrived_at),
        rule_id=item.rule_id,
        label=label_of(item.rule_id),
        stage=told.stage,
        ladder=item.ladder,
        post="; ".join(seat.post for seat in rung.seats),
        agency=item.agency,
        urgency=item.urgency,
        item_id=item.item_id,
        person_id=item.person_id,
        records=tuple(sorted({place for one in record_ids for place in places.get(one, ())})),
    )


def _records_of(items: set[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for item, record_id in ItemBasis.objects.filter(item__in=items).values_list("item_id", "record_id"):
        found[item] = (*found.get(item, ()), record_id)
    return found


class RowsOfRecord(TypedDict):
    """The rows of a record, and the file in which they came."""

    record_id: str
    batch: int
    source_file: str
    source_rows: list[int]


def _places_of(
    session: ReaderSession, record_ids: set[str], folders: Mapping[int, str]
) -> dict[str, tuple[Place, ...]]:
    """The rows of each record as it is now, in the delivery in which they came."""
    snapshot = session.snapshot if record_ids else None
    if snapshot is None:
        return {}
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        rows = read_rows(
            engine,
            RowsOfRecord,
            "SELECT record_id, batch, source_file, source_rows FROM agency_record WHERE latest "
            "AND list_contains(?::VARCHAR[], record_id)",
            [sorted(record_ids)],
        )
    finally:
        engine.close()
    return {
        row["record_id"]: tuple((f"{folders[row['batch']]}/{row['source_file']}", one) for one in row["source_rows"])
        for row in rows
        if row["batch"] in folders
    }


@cache
def label_of(rule_id: str) -> str:
    """The label of a rule of clocks, questions, patterns or escalation; its id where it has none."""
    known = labels() | {one: rule.label for one, rule in (*pattern_rules().items(), *read_escalation_rules().items())}
    return known.get(rule_id, rule_id)
