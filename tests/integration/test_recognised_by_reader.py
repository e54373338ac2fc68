"""What each reader is told, beside what is recognised where there are no records but those that this reader sees.

That a reader is told less is not enough. What stands without a record that is not seen must stand for this reader too,
on its own records and from its own day.
"""

import csv
import random
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from support.patterned import AS_AT, TOLD_PEOPLE, read_notes

from sightline import networks, patterns
from sightline.invented import invent
from sightline.known_facts import Homes, gather, read_words
from sightline.model.analysis_tables.connections import GROUP_MEMBER, GROUPING, TOGETHER
from sightline.model.analysis_tables.pattern_instances import PATTERN
from sightline.model.nouns import Role
from sightline.model.visibility import OwnRecords, Reader, RowFilter
from sightline.rulebook.calendar import read_calendar
from sightline.sharing import row_filter
from sightline.store import DuckDBEngine

CHILDREN, SEED, IN_HUNDRED = 90, 31, 12
ACADEMY, OTHER = (
    "Tarrowby Alderwick Academy",
    "Ellmarsh Gorse Academy",
)  # by restricted records of each something is met
LEFT_OUT = "school_attendance.csv"
READERS = (
    Reader("officer", Role.PRACTITIONER, "police"),
    Reader("social worker", Role.MANAGER, "childrens_services"),
    Reader("nurse", Role.ANALYST, "health"),
    Reader("youth worker", Role.PRACTITIONER, "youth_service"),
    Reader("reviewer", Role.REVIEWER, ""),
    Reader("governance", Role.INFORMATION_GOVERNANCE, ""),
    Reader("lead", Role.SCHOOL_LEAD, "school", "No Such School"),
    Reader("teacher", Role.PRACTITIONER, "school", ACADEMY, own=OwnRecords((ACADEMY,))),
    Reader("head of another", Role.MANAGER, "school", OTHER, own=OwnRecords((OTHER,))),
    Reader("of no school", Role.PRACTITIONER, "school", own=OwnRecords()),
)
DRAWN = {"view_no", "seen_from", "not_from"}
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBEngine]:
    """An invented partnership in which every eighth row or so is restricted, read and recognised."""
    folder = tmp_path_factory.mktemp("invented")
    invent(children=CHILDREN, seed=SEED, out=folder)
    sheets = [path for path in sorted(folder.glob("*.csv")) if path.name != LEFT_OUT]
    chance = random.Random(SEED)
    for path in sheets:
        mark_some(path, chance)
    made = read_notes(sheets, people=TOLD_PEOPLE.format(path=folder / "truth" / "rows.csv"))
    recognise(made)
    yield made
    made.close()


def mark_some(path: Path, chance: random.Random) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        if "Sightline Marking" in row and chance.randrange(100) < IN_HUNDRED:
            row["Sightline Marking"] = "RESTRICTED"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def recognise(engine: DuckDBEngine, as_at: date = AS_AT) -> None:
    patterns.build_together(engine=engine, as_at=as_at)
    networks.build(engine=engine, as_at=as_at)
    patterns.build(engine=engine, as_at=as_at, calendar=read_calendar())


def tell(engine: DuckDBEngine) -> dict[str, Rows]:
    return {
        one.name: engine.query(f"SELECT * FROM {one.name}").to_pylist()
        for one in (PATTERN, TOGETHER, GROUPING, GROUP_MEMBER)
    }


@pytest.fixture(scope="module")
def among_all(engine: DuckDBEngine) -> dict[str, Rows]:
    return tell(engine)


def shown(told: dict[str, Rows], sight: RowFilter) -> dict[str, Rows]:
    """What was drawn for a reader, of tables that have it; of members those of groups that were."""

    def is_for(row: dict[str, Any]) -> bool:
        own, other = f"|{sight.standpoint}|", f"|{sight.or_else}|"
        return own in row["seen_from"] or (other in row["seen_from"] and own not in row["not_from"])

    groups = [row for row in told["grouping"] if is_for(row)]
    keys = {(row["group_id"], row["view_no"]) for row in groups}
    members = [row for row in told["group_member"] if (row["group_id"], row["view_no"]) in keys]
    drawn = {name: [row for row in told[name] if is_for(row)] for name in ("pattern", "together")}
    return drawn | {"grouping": groups, "group_member": members}


def alone(engine: DuckDBEngine, sight: RowFilter) -> dict[str, Rows]:
    """What is recognised where nothing else is known; who is a child, lives where and with whom stays as it is."""
    gather(engine=engine)
    homes = Homes(engine=engine, words=read_words())
    homes.is_licensed("")  # reads all licences once
    kept = sight.sql
    for parameter in sight.parameters:
        kept = kept.replace("?", f"'{parameter}'", 1)
    engine.make(
        "pattern_fact", f"SELECT * EXCLUDE (sealed) FROM (SELECT *, false AS sealed FROM pattern_fact) WHERE {kept}"
    )
    with (
        patch("sightline.networks.build.gather"),
        patch("sightline.patterns.build.gather"),
        patch("sightline.patterns.ties.gather"),
        patch("sightline.networks.build.Homes", return_value=homes),
        patch("sightline.patterns.build.Homes", return_value=homes),
        patch("sightline.patterns.ties.Homes", return_value=homes),
    ):
        recognise(engine)
    return {name: [row for row in rows if row["view_no"] == 0] for name, rows in tell(engine).items()}


def in_order(told: dict[str, Rows]) -> dict[str, list[str]]:
    return {
        name: sorted(repr({key: cell for key, cell in row.items() if key not in DRAWN}) for row in rows)
        for name, rows in told.items()
    }


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.username)
def test_a_reader_is_told_what_holds_among_the_records_that_they_see(
    engine: DuckDBEngine, among_all: dict[str, Rows], reader: Reader
) -> None:
    sight = row_filter(reader=reader)
    assert in_order(shown(among_all, sight)) == in_order(alone(engine, sight))


def test_readers_of_two_schools_are_told_different_things(among_all: dict[str, Rows]) -> None:
    told = [in_order(shown(among_all, row_filter(reader=one))) for one in READERS if one.own is not None]
    assert all(one != other for one, other in combinations(told, 2))


def test_readers_are_told_different_things(among_all: dict[str, Rows]) -> None:
    told = [frozenset(in_order(shown(among_all, row_filter(reader=one)))["pattern"]) for one in READERS]
    assert len(set(told)) >= 5 and all(told)
