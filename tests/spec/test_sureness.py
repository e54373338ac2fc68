"""How sure it is that several records mean one person: in patterns, in groups, and of each connection."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from support.grouped import AS_AT, FLAT, NELL, ROWS, occurrence
from support.patterned import recognise, write_rows
from support.rows import engine_with

from sightline import networks, patterns
from sightline.known_facts.sureness import sure_parts, unsure_namings
from sightline.model.nouns import DecidedBy
from sightline.model.schema import LINK, MENTION, RESOLVED
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine
from sightline.store.engine import arrow_schema

RULE, MODEL, PERSON = DecidedBy.RULE, DecidedBy.MODEL, DecidedBy.PERSON
AGAIN = occurrence("O20", "05/02/2024", NELL, "VICTIM", **FLAT)
ALIKE = """
SELECT min(mention_id) OVER (PARTITION BY person_id) AS mention_id_a, mention_id AS mention_id_b
FROM resolved WHERE person_id IS NOT NULL QUALIFY mention_id_a <> mention_id_b
"""


def told(*links: tuple[str, str, DecidedBy]) -> DuckDBEngine:
    """Namings a to e of one person, each in a record of its own, the older first."""
    return engine_with({
        MENTION: [{"mention_id": one, "record_id": f"record {one}", "batch": place} for place, one in enumerate("abcde")],
        RESOLVED: [{"mention_id": one, "person_id": "a"} for one in "abcde"],
        LINK: [{"mention_id_a": one, "mention_id_b": other, "decided_by": by} for one, other, by in links],
    })  # fmt: skip


@pytest.mark.parametrize(
    ("links", "unsure"),
    [
        ([("a", "b", RULE), ("b", "c", RULE), ("c", "d", PERSON), ("d", "e", RULE)], ""),
        ([("a", "b", RULE), ("b", "c", RULE), ("c", "d", MODEL), ("d", "e", RULE)], "de"),
        ([("a", "b", MODEL), ("b", "c", RULE), ("c", "d", RULE), ("d", "e", PERSON)], "a"),
        ([("a", "b", RULE), ("b", "c", MODEL), ("c", "d", RULE), ("d", "e", MODEL)], "cde"),
    ],
)
def test_a_naming_is_unsure_where_likeness_alone_joins_it_to_the_most(links: Any, unsure: str) -> None:
    engine = told(*links)
    assert unsure_namings(engine=engine, people=["a"]) == {(f"record {one}", "a") for one in unsure}
    assert unsure_namings(engine=engine, people=["somebody else"]) == frozenset()
    engine.close()


def test_parts_are_what_more_than_likeness_holds_together() -> None:
    engine = told(("a", "b", RULE), ("b", "c", MODEL), ("c", "d", PERSON))
    parts = sure_parts(engine=engine, people=["a"])["a"]
    assert parts.are_one(["a", "b"]) and parts.are_one(["c", "d"]) and parts.are_one([])
    assert not parts.are_one(["a", "c"]) and not parts.are_one(["d", "e"])
    engine.close()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckDBEngine]:
    rows = [{name: cell for name, cell in row.items() if name != "Created Date"} for row in [*ROWS, AGAIN]]
    made = recognise(write_rows(rows, tmp_path), as_at=AS_AT)
    yield made
    made.close()


def link(engine: DuckDBEngine, by: DecidedBy) -> None:
    """Say of every naming what joined it to the first of its person, and look for everything anew."""
    rows = [
        {**row, "weight": None, "decided_by": str(by), "reason": "", "rule_id": ""}
        for row in engine.query(ALIKE).to_pylist()
    ]
    engine.write(LINK, pa.Table.from_pylist(rows, schema=arrow_schema(LINK)))
    networks.build(engine=engine, as_at=AS_AT)
    patterns.build(engine=engine, as_at=AS_AT, calendar=read_calendar())


@pytest.mark.parametrize(("by", "unconfirmed"), [(RULE, False), (PERSON, False), (MODEL, True)])
def test_a_group_says_whether_it_rests_on_likeness_alone(
    engine: DuckDBEngine, by: DecidedBy, unconfirmed: bool
) -> None:
    link(engine, by)
    rows = engine.query("SELECT unconfirmed_joins FROM pattern WHERE pattern_id = 'group_around_children'").to_pylist()
    assert rows and {row["unconfirmed_joins"] for row in rows} == {unconfirmed}


@pytest.mark.parametrize(("by", "unconfirmed"), [(RULE, False), (MODEL, True)])
def test_so_does_a_place_by_its_children(engine: DuckDBEngine, by: DecidedBy, unconfirmed: bool) -> None:
    """At the flat one child has signs in two records; at the other place each has one, and nothing is joined."""
    link(engine, by)
    rows = engine.query(
        "SELECT unconfirmed_joins FROM pattern WHERE pattern_id = 'place_of_repeated_concern' AND view_no = 0 "
        "ORDER BY first_true_on"
    ).to_pylist()
    assert [row["unconfirmed_joins"] for row in rows] == [unconfirmed, False]


@pytest.mark.parametrize(("by", "unsure"), [(RULE, 0), (MODEL, 1)])
def test_each_connection_says_how_sure_its_two_ends_are(engine: DuckDBEngine, by: DecidedBy, unsure: int) -> None:
    link(engine, by)
    (row,) = engine.query("SELECT count(*) AS n, count(*) FILTER (unsure) AS unsure FROM connection").to_pylist()
    assert row["n"] > 10 and (row["unsure"] > 0) == bool(unsure)
    first = engine.query(
        "SELECT bool_or(unsure) AS unsure FROM connection JOIN mention USING (record_id) JOIN resolved USING (mention_id) "
        "WHERE resolved.person_id = connection.person_id AND mention.mention_id = connection.person_id "
        "AND connection.entity_kind <> 'adult'"
    ).to_pylist()
    assert first == [{"unsure": False}]
