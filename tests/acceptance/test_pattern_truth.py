"""Structured patterns against what the invented partnership says is true, to the day: with everybody truly joined.

What linking loses is counted beside it, and may not grow.
"""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.patterned import TOLD_PEOPLE, recognise

from sightline.invented import invent
from sightline.store import DuckDBEngine

CHILDREN, SEED = 200, 11
COMPLETE = ("repeat_missing", "escalating_missing")
OF_GROUPS = ("shared_adult", "shared_vehicle", "shared_phone", "missing_together")
AS_AT = date(2025, 9, 1)
LOST_AT_MOST = 0.1  # none of 26 when this was written
DatedPatterns = set[tuple[Any, ...]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("invented")
    invent(children=CHILDREN, seed=SEED, out=folder)
    return folder


@pytest.fixture(scope="module")
def truth(files: Path) -> DatedPatterns:
    with (files / "truth" / "patterns.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["first_true_on"]]
    return {
        (row["pattern_id"], frozenset(json.loads(row["true_ids"])), row["thing_id"] or None, row["first_true_on"])
        for row in rows
        if row["pattern_id"] in (*COMPLETE, *OF_GROUPS)
    }


def engine_of(files: Path, people: str) -> Iterator[DuckDBEngine]:
    sheets = [path for path in sorted(files.iterdir()) if path.is_file()]
    engine = recognise(sheets, as_at=AS_AT, people=people)
    engine.make("told_row", f"SELECT * FROM read_csv('{files / 'truth' / 'rows.csv'}', all_varchar = true)")
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def truly_joined(files: Path) -> Iterator[DuckDBEngine]:
    yield from engine_of(files, TOLD_PEOPLE.format(path=files / "truth" / "rows.csv"))


@pytest.fixture(scope="module")
def linked(files: Path) -> Iterator[DuckDBEngine]:
    yield from engine_of(files, "")


def recognised(engine: DuckDBEngine) -> DatedPatterns:
    """First instances, in the truth's own ids: of several in one cluster the one named most often."""
    engine.make("true_of", """
        SELECT coalesce(person_id, thing_id) AS id, mode(true_id) AS true_id
        FROM mention JOIN resolved USING (mention_id) JOIN told_row
          ON told_row.source_file = mention.source_file AND told_row.source_row = mention.source_row
          AND told_row.slot = mention.slot
        GROUP BY ALL""")  # fmt: skip
    rows = engine.query("""
        SELECT pattern_id, one.true_id AS one, other.true_id AS other, thing.true_id AS thing,
               CAST(first_true_on AS VARCHAR) AS day
        FROM pattern LEFT JOIN true_of AS one ON one.id = person_id LEFT JOIN true_of AS other ON other.id = other_person_id
        LEFT JOIN true_of AS thing ON thing.id = entity_id WHERE view_no = 0 AND instance = 1""").to_pylist()
    return {
        (row["pattern_id"], frozenset(filter(None, (row["one"], row["other"]))), row["thing"], row["day"])
        for row in rows
    }


@pytest.mark.parametrize("pattern_id", COMPLETE)
def test_what_is_complete_in_the_truth_is_told_to_the_day_and_nothing_else(
    pattern_id: str, truly_joined: DuckDBEngine, truth: DatedPatterns
) -> None:
    wanted = {row for row in truth if row[0] == pattern_id}
    assert wanted
    assert {row for row in recognised(truly_joined) if row[0] == pattern_id} == wanted


@pytest.mark.parametrize("pattern_id", OF_GROUPS)
def test_what_the_truth_lists_of_groups_is_told_to_the_day(
    pattern_id: str, truly_joined: DuckDBEngine, truth: DatedPatterns
) -> None:
    wanted = {row for row in truth if row[0] == pattern_id}
    assert wanted
    assert wanted <= recognised(truly_joined)


def test_what_linking_loses_does_not_grow(linked: DuckDBEngine, truth: DatedPatterns) -> None:
    lost = truth - recognised(linked)
    assert len(lost) <= LOST_AT_MOST * len(truth)
