"""A connection that views cover: nothing reads past one, however it asks, and a view is made only when it is named."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sightline.store.sql.cut_connection import CutConnection

VIEWS = {
    "entry": "CREATE TEMP VIEW entry AS SELECT * FROM main.entry WHERE place > 1",
    "record": "CREATE TEMP VIEW record AS SELECT * FROM main.record WHERE place > 2",
}
Asks = Callable[[CutConnection, str], list[tuple[int]]]


@pytest.fixture
def covered(tmp_path: Path) -> Iterator[CutConnection]:
    path = tmp_path / "serve.sqlite"
    with sqlite3.connect(path) as whole:
        for table in VIEWS:
            whole.execute(f"CREATE TABLE {table} (place INT)")
            whole.executemany(f"INSERT INTO {table} VALUES (?)", [(one,) for one in range(5)])
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, factory=CutConnection)
    connection.execute("BEGIN")
    connection.cover(VIEWS)
    yield connection
    connection.close()


def made(connection: CutConnection) -> set[str]:
    return {one for (one,) in connection.execute("SELECT name FROM temp.sqlite_master WHERE type = 'view'")}


@pytest.mark.parametrize(
    "ask",
    [
        lambda connection, sql: connection.execute(sql).fetchall(),
        lambda connection, sql: connection.cursor().execute(sql).fetchall(),
        lambda connection, sql: connection.execute(f"WITH all_of AS ({sql}) SELECT * FROM all_of").fetchall(),
    ],
    ids=["execute", "cursor", "inside another"],
)
@pytest.mark.parametrize("name", ["entry", "ENTRY", '"entry"', "[Entry]", "\n entry\t"])
def test_nothing_reads_past_a_view(covered: CutConnection, ask: Asks, name: str) -> None:
    assert ask(covered, f"SELECT place FROM {name}") == [(2,), (3,), (4,)]


def test_a_view_is_made_when_a_statement_names_its_table_and_once(covered: CutConnection) -> None:
    assert made(covered) == set()
    for _ in range(2):
        covered.execute("SELECT * FROM entry").fetchall()
        assert made(covered) == {"entry"}
    covered.cursor()
    assert made(covered) == {"entry", "record"}


def test_rows_that_are_being_read_come_to_their_end_while_another_view_is_made(covered: CutConnection) -> None:
    found = []
    for (place,) in covered.execute("SELECT place FROM entry ORDER BY place"):
        found += [(place, more) for (more,) in covered.execute("SELECT place FROM record WHERE place = ?", [place])]
    assert found == [(3, 3), (4, 4)]
