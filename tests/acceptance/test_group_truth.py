"""Planted groups are found from agencies' rows, and no look-alike is: coach, school run, big shop, twins, cousins.

Every member of a group that was found is held against who was planted.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from support.patterned import TOLD_PEOPLE, recognise

from sightline import networks
from sightline.invented import invent
from sightline.store import DuckDBEngine

CHILDREN, SEED, AS_AT = 500, 31, date(2025, 9, 1)
MEMBERS = """
SELECT group_id, list(DISTINCT true_id) AS members FROM (
    SELECT group_id, mode(true_id) AS true_id
    FROM group_member JOIN resolved ON resolved.person_id = member_id JOIN mention USING (mention_id)
    JOIN read_csv('{path}', all_varchar = true) AS told ON told.source_file = mention.source_file
        AND told.source_row = mention.source_row AND told.slot = mention.slot
    WHERE view_no = 0 AND member_kind IN ('child', 'adult') GROUP BY group_id, member_id)
GROUP BY group_id
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("invented")
    invent(children=CHILDREN, seed=SEED, out=folder)
    return folder


@pytest.fixture(scope="module")
def engine(files: Path) -> Iterator[DuckDBEngine]:
    sheets = [path for path in sorted(files.iterdir()) if path.is_file()]
    made = recognise(sheets, as_at=AS_AT, people=TOLD_PEOPLE.format(path=files / "truth" / "rows.csv"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def planted(files: Path) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    with (files / "truth" / "groups.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["part"] in ("child", "adult"):
                groups[row["group_id"]].add(row["true_id"])
    return groups


def likeness(found: set[str], planted: set[str]) -> float:
    return 2 * len(found & planted) / (len(found) + len(planted))


def test_groups_found_are_planted_ones(engine: DuckDBEngine, files: Path, planted: dict[str, set[str]]) -> None:
    rows = engine.query(MEMBERS.format(path=files / "truth" / "rows.csv")).to_pylist()
    best = {
        row["group_id"]: max((likeness(set(row["members"]), who), name) for name, who in planted.items())
        for row in rows
    }
    assert all(alike >= 0.5 for alike, _ in best.values()), best
    assert len({name for _, name in best.values()}) >= len(planted) / 2


def test_each_is_a_pattern_that_must_be_answered_with_children_and_an_adult(engine: DuckDBEngine) -> None:
    groups = engine.query("SELECT * FROM grouping WHERE view_no = 0").to_pylist()
    told = engine.query("SELECT * FROM pattern WHERE pattern_id = 'group_around_children' AND view_no = 0").to_pylist()
    # One that only widens another, by notes and by no child, asks nobody anew.
    assert {row["group_id"] for row in told} == {row["group_id"] for row in groups if not row["widens"]}
    assert {row["class"] for row in told} == {"must"}
    assert all(row["children"] >= 2 and row["adults"] >= 1 for row in groups)
    assert all(row["person_id"] is None for row in told)


def test_a_group_keeps_its_id_as_it_grows_and_is_dated_by_when_it_was_first_to_be_found(engine: DuckDBEngine) -> None:
    told = groups_at(engine, AS_AT)
    assert told
    try:
        group_id, first = min(told.items())
        assert group_id not in groups_at(engine, first - timedelta(days=1))
        assert groups_at(engine, first).get(group_id) == first
    finally:
        networks.build(engine=engine, as_at=AS_AT)


def groups_at(engine: DuckDBEngine, as_at: date) -> dict[str, date]:
    networks.build(engine=engine, as_at=as_at)
    rows = engine.query("SELECT group_id, first_true_on FROM grouping WHERE view_no = 0").to_pylist()
    return {row["group_id"]: row["first_true_on"] for row in rows}
