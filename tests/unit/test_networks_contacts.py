"""Touches: of the same on one record the first is kept, and all stand in one order, however the records are read."""

from collections.abc import Sequence
from datetime import date
from itertools import permutations
from types import SimpleNamespace
from typing import Any

import pytest

from sightline.known_facts import DatedFact
from sightline.known_facts.rows import PIECE
from sightline.networks.contacts import Touch, gather_touches

KNOWN = date(2024, 4, 1)
STRANGERS: Any = SimpleNamespace(is_small=lambda *_: True, is_own=lambda *_: False, is_for_many=lambda *_: False)
RESTRICTED = {"agency": "police", "organisation": "", "layout": "police_intelligence", "restricted": True}


def on_record(row: int, day: date, known_from: date = KNOWN) -> dict[str, Any]:
    """A row of one record on which a car stands with a child."""
    piece = DatedFact("police.csv", row, f"row {row}", "occurrence", known_from, record_id="record", agency="police")
    cells = {name: getattr(piece, name) for name in PIECE.split(", ")}
    return {
        **cells, **{f"other_{name}": value for name, value in cells.items()},
        "person_id": "child", "born": date(2010, 2, 1), "taken_as_child": False, "outside": False, "event_on": day,
        "entity_id": "car", "low": False, "unmet": False, "source_agency": "",
    }  # fmt: skip


def in_note(row: int, *restricted: str) -> dict[str, Any]:
    """The same by its note, where a person confirmed the car with these restricted records beside it."""
    return on_record(row, KNOWN) | {
        "entity_kind": "vehicle", "written": "LD14 KXB", "also_record_ids": list(restricted),
        "also_scopes": [RESTRICTED], "of_all": True, "unless_scopes": None,
    }  # fmt: skip


def gather(rows: Sequence[dict[str, Any]], noted: Sequence[dict[str, Any]] = ()) -> list[Touch]:
    """The touches of rows, read in this order."""
    records: Any = SimpleNamespace(
        children_with=lambda kind: rows if kind == "vehicle" else (),
        adults_with=lambda _: (), described=lambda _: (), described_in_notes=lambda _: (), proposed=lambda: (),
        confirmed=lambda: noted, named_children=lambda: (),
    )  # fmt: skip
    return gather_touches(records=records, homes=STRANGERS, as_at=date(2024, 12, 31))


@pytest.mark.parametrize("rows", list(permutations([
    on_record(1, date(2024, 3, 9)), on_record(2, date(2024, 3, 2)), on_record(3, date(2024, 3, 2)),
    on_record(4, date(2024, 3, 1), known_from=date(2024, 4, 2)),
])))  # fmt: skip
def test_of_rows_known_on_one_day_the_earliest_is_kept(rows: Sequence[dict[str, Any]]) -> None:
    (kept,) = gather(rows)
    assert (kept.known_from, kept.on, kept.pieces[0].row_id) == (KNOWN, date(2024, 3, 2), "row 2")


@pytest.mark.parametrize("noted", list(permutations([in_note(1, "second"), in_note(1, "first"), in_note(1, "third")])))
def test_of_answers_beside_several_restricted_records_one_is_kept_by_their_names(
    noted: Sequence[dict[str, Any]],
) -> None:
    (kept,) = gather([], noted)
    assert kept.also == ("first",)


@pytest.mark.parametrize("witness", [(False, True), (True, False)])
def test_a_witness_car_stands_in_one_order_beside_the_same_car(witness: Sequence[bool]) -> None:
    found = gather([on_record(1, KNOWN) | {"of_witness": told} for told in witness])
    assert [one.of_witness for one in found] == [False, True]
