"""Worked cases of patterns with rolls sealed: a child with a record has the same answers, one without has none."""

import json
from datetime import date
from pathlib import Path

import pytest
from support.patterned import told
from support.patterned_rolls import recognise_sealed, write_missing
from support.rolls import give_key
from test_pattern_cases import as_told

LONG_BEFORE = date(2020, 1, 6)
# Whether its rows are about children of whom there is no other record: a missing episode is then written for each.
CASES = [
    pytest.param("repeat_emergency", False, id="flagged attendances are records"),
    pytest.param("attendance_fall", True, id="attendance"),
    pytest.param("missing_then_absent", False, id="attendance after a missing episode", marks=pytest.mark.soak),
    pytest.param("missing_and_health", False, id="health after a missing episode", marks=pytest.mark.soak),
    pytest.param("was_not_brought", True, id="health", marks=pytest.mark.soak),
    pytest.param("shared_vehicle", False, id="licences of vehicles in records", marks=pytest.mark.soak),
]


@pytest.mark.parametrize(("name", "needs_record"), CASES)
def test_every_story_is_told_once_its_rows_are_opened(
    name: str, needs_record: bool, shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_key(monkeypatch)
    folder = shared_data / "patterns_cases" / name
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["expected"]
    files = sorted(folder.glob("*.csv"))
    more = [write_missing(files, tmp_path / "trigger.csv", on=LONG_BEFORE)] if needs_record else []
    engine, (sealed, opened) = recognise_sealed([*files, *more])
    found = sorted(map(as_told, told(engine, name)), key=str)
    engine.close()
    assert found == sorted(map(as_told, expected), key=str)
    assert sealed - opened in (0, 1), "a row that is twice in its file is opened once"
    assert opened > 0 or name == "repeat_emergency"


@pytest.mark.soak
def test_without_a_record_nothing_is_opened_and_nothing_is_told(
    shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_key(monkeypatch)
    files = sorted((shared_data / "patterns_cases" / "attendance_fall").glob("*.csv"))
    engine, (sealed, opened) = recognise_sealed(files)
    assert sealed > 200 and opened == 0 and told(engine) == []
    engine.close()
