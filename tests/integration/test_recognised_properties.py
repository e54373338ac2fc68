"""What may not change what is recognised: the order of files, ethnicity and nationality, and the names of a community.

People are truly joined here, by what the invented partnership says, so that nothing but patterns and groups is asked.
Rows are told by where they stand in their files: ids of records may rest on a name. Registers are left out, for time.
"""

import csv
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from support import grouped
from support.patterned import AS_AT, TOLD_PEOPLE, recognise, write_rows

from sightline import networks, patterns
from sightline.invented import invent
from sightline.invented.population.names import load_names
from sightline.known_facts import Homes, read_words
from sightline.model.analysis_tables.connections import CONNECTION, GROUP_MEMBER, GROUPING
from sightline.model.analysis_tables.pattern_instances import PATTERN, PATTERN_BASIS
from sightline.store import DuckDBEngine

CHILDREN, SEED = 100, 23
# Records taken away one by one: each is a run of every pattern.
EXAMPLES = int(os.environ.get("SIGHTLINE_RECORDS_REMOVED", "4"))
LEFT_OUT = "school_attendance.csv"
TABLES = (PATTERN, PATTERN_BASIS, CONNECTION, GROUPING, GROUP_MEMBER)
NAME_COLUMNS = ("surname", "forename", "forenames", "known as", "alias")
Rows = list[dict[str, str]]

PLACES = "SELECT record_id, min(source_file || ' ' || source_row) AS place FROM source_row GROUP BY record_id"
TRUE_IDS = """
SELECT coalesce(person_id, thing_id) AS id, mode(truth.true_id) AS true_id
FROM mention JOIN resolved USING (mention_id) JOIN read_csv('{path}', all_varchar = true) AS truth
  USING (source_file, source_row, slot) GROUP BY ALL
"""
# What may rest on names: ids, and whether likeness alone joined the records.
OF_NAMES = {"instance_key", "first_mention_ids", "group_id", "unconfirmed_joins"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("invented")
    invent(children=CHILDREN, seed=SEED, out=folder)
    return folder


@pytest.fixture(scope="module")
def engine(files: Path) -> Iterator[DuckDBEngine]:
    made = recognise_told(sheets(files), files)
    yield made
    made.close()


def sheets(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if path.is_file() and path.name != LEFT_OUT]


def recognise_told(paths: Sequence[Path], truth: Path) -> DuckDBEngine:
    return recognise(paths, people=TOLD_PEOPLE.format(path=truth / "truth" / "rows.csv"))


def whole(engine: DuckDBEngine) -> dict[str, list[dict[str, Any]]]:
    """Every table of patterns and groups, ids and all."""
    return {one.name: engine.query(f"SELECT * FROM {one.name} ORDER BY ALL").to_pylist() for one in TABLES}


def by_row(engine: DuckDBEngine, files: Path) -> list[str]:
    """What was recognised, people and things by their true ids and records by where they stand."""
    told = pairs(engine, PLACES) | pairs(engine, TRUE_IDS.format(path=files / "truth" / "rows.csv"))
    rows = engine.query("SELECT * FROM pattern").to_pylist()
    return sorted(
        repr({name: in_true_ids(cell, told) for name, cell in row.items() if name not in OF_NAMES}) for row in rows
    )


def pairs(engine: DuckDBEngine, sql: str) -> dict[str, str]:
    return {str(one): str(other) for one, other in (row.values() for row in engine.query(sql).to_pylist())}


def in_true_ids(cell: Any, told: dict[str, str]) -> Any:
    if isinstance(cell, list):
        return sorted(str(in_true_ids(one, told)) for one in cell)
    return told.get(cell, cell) if isinstance(cell, str) else cell


def rewrite(files: Path, out: Path, change: Callable[[str, Rows], None]) -> list[Path]:
    """The same files with their rows changed."""
    out.mkdir()
    for path in sheets(files):
        if path.suffix != ".csv":
            shutil.copy(path, out)
            continue
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        change(path.name, rows)
        with (out / path.name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return sheets(out)


def test_something_is_recognised_at_all(engine: DuckDBEngine) -> None:
    rows = engine.query("SELECT count(DISTINCT pattern_id) AS kinds, count(*) AS n FROM pattern").to_pylist()
    assert rows[0]["kinds"] >= 8 and rows[0]["n"] >= 50, rows
    assert engine.query("SELECT * FROM connection").num_rows > 50


def test_the_order_of_files_changes_nothing(engine: DuckDBEngine, files: Path) -> None:
    other = recognise_told(sheets(files)[::-1], files)
    try:
        assert whole(other) == whole(engine)
    finally:
        other.close()


def test_ethnicity_and_nationality_permuted_change_nothing(engine: DuckDBEngine, files: Path, tmp_path: Path) -> None:
    moved = []

    def permute(name: str, rows: Rows) -> None:
        chance = random.Random(name)
        for heading in [one for one in rows[0] if one.lower().startswith(("ethnic", "nationality"))]:
            before = [row[heading] for row in rows]
            after = chance.sample(before, len(before))
            for row, cell in zip(rows, after, strict=True):
                row[heading] = cell
            moved.append(sum(one != other for one, other in zip(before, after, strict=True)))

    other = recognise_told(rewrite(files, tmp_path / "permuted", permute), files)
    try:
        assert len(moved) >= 2 and sum(moved) > 200
        assert whole(other) == whole(engine)
    finally:
        other.close()


def test_names_of_another_community_change_nothing(engine: DuckDBEngine, files: Path, tmp_path: Path) -> None:
    other_name = OtherNames()

    def rename(name: str, rows: Rows) -> None:
        for row in rows:
            for heading in row:
                if heading.lower().endswith(NAME_COLUMNS):
                    row[heading] = re.sub(r"[^\W\d_]+", lambda word: other_name[word[0]], row[heading])

    other = recognise_told(rewrite(files, tmp_path / "renamed", rename), files)
    try:
        assert len(other_name) > 100
        assert by_row(other, files) == by_row(engine, files)
    finally:
        other.close()


class OtherNames(dict[str, str]):
    """Each word of a name with a name of one community, always the same; no two become one."""

    def __missing__(self, word: str) -> str:
        names = load_names().surnames["somali"].names
        number, parts = len(self), list[str]()
        while number or not parts:
            number, place = divmod(number, len(names))
            parts.append(names[place])
        self[word] = "-".join(parts)
        return self[word]


CONNECTED = "SELECT DISTINCT person_id, entity_kind, entity_id FROM connection"
AGES = "SELECT person_id, CAST(born AS VARCHAR) FROM pattern_born"
OF_RECORD = ("source_row", "agency_record", "fact", "mention")
Connected = set[tuple[str, str, str]]


def connected(engine: DuckDBEngine) -> Connected:
    return {(row["person_id"], row["entity_kind"], row["entity_id"]) for row in engine.query(CONNECTED).to_pylist()}


def without(engine: DuckDBEngine, record_id: str) -> tuple[Connected, dict[str, str]]:
    """Who is connected, and when people were born, as if the record had never come."""
    engine.connection.execute("BEGIN")
    try:
        for table in OF_RECORD:
            engine.connection.execute(f"DELETE FROM {table} WHERE record_id = ?", [record_id])
        patterns.build_together(engine=engine, as_at=AS_AT)
        networks.build(engine=engine, as_at=AS_AT)
        return connected(engine), pairs(engine, AGES)
    finally:
        engine.connection.execute("ROLLBACK")


def told_apart(homes: Homes, one: tuple[str, str, str]) -> bool:
    """Whether what connects was left out because it is of the household, a home, the family's own, or for many."""
    person, kind, entity = one
    if kind == "adult":
        return homes.is_relative(person, entity)
    own = homes.is_home if kind == "place" else homes.is_own
    return own(person, entity) or not homes.is_small(entity, kind)


def test_a_record_removed_adds_no_connection(tmp_path: Path) -> None:
    """Where no record says who lives with whom or what is whose: each record in turn."""
    small = recognise(write_rows(grouped.ROWS, tmp_path))
    before = connected(small)
    records = [row["record_id"] for row in small.query("SELECT DISTINCT record_id FROM source_row").to_pylist()]
    left = [without(small, one)[0] for one in sorted(records)]
    assert len(records) > 5 and before
    assert all(after <= before for after in left)
    assert any(after < before for after in left)
    assert connected(small) == before
    small.close()


def test_a_record_removed_adds_nothing_but_what_it_said_was_the_familys_own(engine: DuckDBEngine) -> None:
    """Taken away, the record that said so says it no more: only such a connection may come."""
    before, ages = connected(engine), pairs(engine, AGES)
    homes = Homes(engine=engine, words=read_words())
    rows = engine.query("SELECT DISTINCT record_id FROM mention ORDER BY ALL").to_pylist()
    for record_id in random.Random(SEED).sample([row["record_id"] for row in rows], EXAMPLES):
        after, others = without(engine, record_id)
        added = [one for one in after - before if ages.get(one[0]) == others.get(one[0])]
        assert [one for one in added if not told_apart(homes, one)] == []
