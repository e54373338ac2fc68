"""A disputed record is left out of what nobody must answer, and of nothing else."""

import sqlite3
from pathlib import Path

import pytest

from sightline.model.serve_tables.catalogue import DECLARED
from sightline.store.serve.disputed_records import LEFT_OUT
from sightline.store.serve.opened_children import CUT, WHOLE
from sightline.store.serve.rows import create_tables
from sightline.store.snapshot_reader import open_store

TABLES = {table.name: table for tables, _ in DECLARED.values() for table in tables}
# What must be answered, deadlines, questions, records and what they say, and tables read behind those that are cut.
KEPT = (CUT.keys() | WHOLE) - LEFT_OUT.keys()


def test_only_connections_groups_places_and_patterns_are_cut() -> None:
    assert set(LEFT_OUT) == {
        "around", "beside", "place_person", "recognised", "network_group", "network_group_member", "network_together",
    }  # fmt: skip
    assert {"clock", "entry", "record", "unanswered", "question", "missing_episode", "sign"} <= KEPT


@pytest.fixture
def served(tmp_path: Path) -> Path:
    path = tmp_path / "serve.sqlite"
    with sqlite3.connect(path) as connection:
        connection.executescript(create_tables(*TABLES.values()))
        for table, rows in {
            "around": [{"connection_id": one, "record_id": one} for one in ("r1", "r2")],
            "recognised": [
                {"instance_key": f"{kind}-{one}", "view_no": 0, "class": kind, "group_id": f"g-{kind}-{one}"}
                for kind in ("must", "context") for one in ("r1", "r2")
            ],
            "recognised_basis": [
                {"instance_key": f"{kind}-{one}", "view_no": 0, "record_id": one}
                for kind in ("must", "context") for one in ("r1", "r2")
            ],
            "network_group": [
                {"group_id": f"g-{kind}-{one}", "view_no": 0} for kind in ("must", "context") for one in ("r1", "r2")
            ],
            "network_group_basis": [
                {"group_id": f"g-{kind}-{one}", "view_no": 0, "record_id": one}
                for kind in ("must", "context") for one in ("r1", "r2")
            ],
            "clock_basis": [{"record_id": one} for one in ("r1", "r2")],
        }.items():  # fmt: skip
            for row in rows:
                _insert(connection, table, row)
    return path


def _insert(connection: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    """The row, with something in each column that must have a value."""
    needed = [
        (name, kind) for _, name, kind, not_null, *_ in connection.execute(f"PRAGMA table_info({table})") if not_null
    ]
    row = {name: 0 if kind in ("INTEGER", "REAL") else "" for name, kind in needed} | row
    places = ", ".join("?" * len(row))
    columns = ", ".join(f'"{name}"' for name in row)
    connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", list(row.values()))


def ids(path: Path, column: str, table: str, *disputed: str) -> list[str]:
    with open_store(path, disputed=frozenset(disputed)) as store:
        return [row[0] for row in store._connection.execute(f"SELECT {column} FROM {table} ORDER BY 1")]


def test_what_must_be_answered_stays_and_what_need_not_goes(served: Path) -> None:
    assert ids(served, "instance_key", "recognised", "r1") == ["context-r2", "must-r1", "must-r2"]
    assert ids(served, "group_id", "network_group", "r1") == ["g-context-r2", "g-must-r1", "g-must-r2"]
    assert ids(served, "record_id", "around", "r1") == ["r2"]
    assert ids(served, "record_id", "clock_basis", "r1") == ["r1", "r2"]


def test_without_a_dispute_nothing_is_left_out(served: Path) -> None:
    assert len(ids(served, "instance_key", "recognised")) == 4
    assert len(ids(served, "group_id", "network_group")) == 4
