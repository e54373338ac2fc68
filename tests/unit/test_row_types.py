"""The types of rows: printed from the declared tables or beside a query, held to the rows, and read by mypy."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import get_type_hints

import pytest
from mypy import api
from support.house_laws import PACKAGE
from support.row_check import compare_row
from support.row_laws import OF_THE_DATABASE, TYPED_ROOMS, functions_of_untyped_rows, untyped_answers

from sightline.known_facts.row_types import KnownPersonRow, OfPerson
from sightline.model.rows.clocks import ServedClockId
from sightline.model.schema import SNAPSHOT_TABLES
from sightline.model.serve_tables import clocks
from sightline.model.serve_tables.catalogue import DECLARED, declared
from sightline.model.tables import Column, Type
from sightline.store.engine import DuckDBEngine
from sightline.store.serve.clocks import Conclusions
from sightline.store.serve.rows import create_tables
from sightline.store.sql.rows import read_rows
from tools.print_row_types import FOLDER, name_type, print_row_types

TABLES = [table for tables, _ in DECLARED.values() for table in tables]
EVERY = [table for tables, answers in DECLARED.values() for table in (*tables, *answers)]
ROW = {"clock_id": "c1", "rule_id": "r1", "due_at": "2024-01-01", "answering_agency": "police"}


def test_the_types_are_printed_from_the_declared_tables() -> None:
    printed = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py")}
    assert printed == print_row_types(), "run 'python -m tools.print_docs'"


def test_a_declared_column_that_changes_is_printed_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    column = Column("renamed_on", Type.DATE, "Another column.", optional=True)
    changed = replace(clocks.CLOCK_BASIS, columns=(*clocks.CLOCK_BASIS.columns, column))
    monkeypatch.setitem(DECLARED, "clocks", ((clocks.CLOCK, changed), clocks.RESULTS))
    printed = print_row_types()["clocks.py"]
    assert "    renamed_on: str | None\n" in printed
    assert printed != (FOLDER / "clocks.py").read_text(encoding="utf-8")


def test_no_two_rows_have_a_type_of_one_name() -> None:
    printed = "\n".join(print_row_types().values())
    names = [one or other for one, other in re.findall(r"^(?:class (\w+)\(|(\w+) = TypedDict)", printed, re.MULTILINE)]
    assert len(set(names)) == len(names) and {name_type(table) for table in EVERY} < set(names)


def test_every_table_of_both_files_has_a_type() -> None:
    printed = print_row_types()
    for table in (*TABLES, *SNAPSHOT_TABLES):
        assert any(f'"""{table.meaning}"""' in text for text in printed.values())


def test_tables_are_made_as_they_are_declared() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(create_tables(*declared(table.name for table in TABLES)))
    for table in TABLES:
        made = connection.execute(f"PRAGMA table_info({table.name})").fetchall()
        assert tuple(column[1] for column in made) == table.column_names
        keys = sorted((column[5], column[1]) for column in made if column[5])
        assert tuple(name for _, name in keys) == table.key


EXAMPLE = """
from sightline.model.rows.clocks import ServedClock
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
def due(row: ServedClock) -> str:
    return row["{column}"]
def all_due(engine: Engine) -> list[str]:
    return [row["{column}"] for row in read_rows(engine, ServedClock, "SELECT * FROM clock")]
"""


def test_mypy_finds_a_misspelt_column_of_a_row(tmp_path: Path) -> None:
    for column, wrong in (("due_at", ""), ("due_att", 'has no key "due_att"'), ("stopped_at", '"str | None"')):
        (tmp_path / "example.py").write_text(EXAMPLE.format(column=column), encoding="utf-8")
        said, _, ended = api.run(
            ["--strict", "--config-file=", f"--cache-dir={tmp_path}", str(tmp_path / "example.py")]
        )
        lines = set(re.findall(r"example\.py:(\d+): error", said))
        assert wrong in said and lines == ({"6", "8"} if wrong else set()) and ended == int(bool(wrong)), said


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (ROW | {"due": "2024-01-01"}, "due is not declared"),
        ({name: value for name, value in ROW.items() if name != "due_at"}, "due_at is missing"),
        (ROW | {"due_at": None}, "due_at is a NoneType"),
    ],
)
def test_a_row_that_is_not_of_its_type_is_told(row: dict[str, object], wrong: str) -> None:
    assert compare_row(ServedClockId, ROW) == ROW
    with pytest.raises(AssertionError, match=f"ServedClockId: {wrong}"):
        compare_row(ServedClockId, row)


def test_rows_are_compared_while_tests_run() -> None:
    """Else a type that the SQL does not keep would be found by no test."""
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    with pytest.raises(AssertionError, match="other is not declared"):
        Conclusions(connection)._read_declared(ServedClockId, "SELECT 1 AS other")
    assert set(get_type_hints(ServedClockId)) == set(ROW)


@pytest.mark.parametrize(
    ("sql", "wrong"),
    [
        ("SELECT 'a' AS person_id, NULL AS born, true AS taken_as_child", ""),
        ("SELECT 'a' AS person_id, CAST('2011-03-27' AS DATE) AS born", "taken_as_child is missing"),
        ("SELECT 'a' AS person_id, NULL AS born, true AS taken_as_child, 1 AS age", "age is not declared"),
        ("SELECT 'a' AS person_id, '2011' AS born, true AS taken_as_child", "born is a str"),
        ("SELECT NULL AS person_id, NULL AS born, true AS taken_as_child", "person_id is a NoneType"),
    ],
)
def test_an_answer_of_the_engine_that_is_not_of_its_type_is_told(sql: str, wrong: str) -> None:
    """As `rows_compared_with_their_types` has it done while tests run, for every room."""
    with closing(DuckDBEngine()) as engine:
        assert read_rows(engine, OfPerson, "SELECT 'a' AS person_id") == [{"person_id": "a"}]
        if not wrong:
            assert read_rows(engine, KnownPersonRow, sql)[0]["born"] is None
        else:
            with pytest.raises(AssertionError, match=f"KnownPersonRow: {wrong}"):
                read_rows(engine, KnownPersonRow, sql)


def test_rooms_read_no_rows_without_a_type(tmp_path: Path) -> None:
    assert untyped_answers(PACKAGE, TYPED_ROOMS) == [], "Read them by sightline.store.sql.rows"
    assert set(functions_of_untyped_rows(PACKAGE, TYPED_ROOMS)) <= OF_THE_DATABASE
    (tmp_path / "networks").mkdir()
    (tmp_path / "networks" / "one.py").write_text(
        "rows = engine.query(sql).to_pylist()\nids = engine.query(sql).column(0).to_pylist()\n"
    )
    assert untyped_answers(tmp_path, TYPED_ROOMS) == ["networks/one.py:1"]


def test_rows_of_a_snapshot_have_types(tmp_path: Path) -> None:
    found = functions_of_untyped_rows(PACKAGE, ("casework", "web"))
    assert set(found) - OF_THE_DATABASE == set(), "Give these rows types of sightline.model.rows"
    assert OF_THE_DATABASE - set(found) == set(), "It is gone: take it off OF_THE_DATABASE"
    (tmp_path / "casework").mkdir()
    (tmp_path / "casework" / "one.py").write_text(
        "from sightline.store.snapshot_reader import Row\ndef a(row: Row) -> None: ...\ndef b() -> list[Row]: ...\n"
        "def c(*, rows: list[dict[str, Any]]) -> None: ...\n"
        "def d(row: ServedClock, form: dict[str, Any]) -> None: ...\n"
    )
    broken = functions_of_untyped_rows(tmp_path, ("casework", "web"))
    assert [one.split()[1] for one in broken] == ["a", "b", "c"]
