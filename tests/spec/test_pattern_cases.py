"""The worked cases of each structured pattern: small stories at the edges of its definition, with their answers."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.patterned import recognise, told

NAMES = ("attendance_fall", "escalating_missing", "missing_and_health", "missing_then_absent", "missing_together",
         "place_of_repeated_concern", "repeat_emergency", "repeat_missing", "shared_adult", "shared_phone", "shared_place",
         "shared_vehicle", "threshold_bouncing", "was_not_brought", "worry_unanswered")  # fmt: skip
CASES = [("patterns_cases", name) for name in NAMES]
CASES += [("patterns_cases_more", name) for name in ("repeat_missing", "shared_vehicle")]
COMPARED = ("pattern_id", "instance", "class", "first_true_on", "completed_by", "completing_record", "agencies",
            "first_true_on_by_agency", "only_jointly")  # fmt: skip
OPTIONAL = ("provisional", "licensed")


def as_told(row: dict[str, Any]) -> dict[str, Any]:
    pair = sorted(tuple(child) for child in (row["child"], row["other_child"]) if child)
    some = {name: row[name] for name in OPTIONAL if row.get(name) is not None}
    return {"children": pair} | {name: row[name] for name in COMPARED} | some


@pytest.mark.parametrize(("cases", "name"), CASES)
def test_every_story_is_told_to_the_day(cases: str, name: str, shared_data: Path) -> None:
    folder = shared_data / cases / name
    case = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    engine = recognise(sorted(folder.glob("*.csv")))
    found = sorted(map(as_told, told(engine, name)), key=str)
    engine.close()
    assert found == sorted(map(as_told, case["expected"]), key=str)
    silent = {tuple(child) for story in case["absent"] for child in story["children"]}
    assert not silent & {child for row in found for child in row["children"]}
