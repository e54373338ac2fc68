"""The tables of a new SQLite database are made at once, and are those that the migrations make."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from sightline.casework.integrity import new_database

ROWS = (
    "SELECT app, name FROM django_migrations",
    "SELECT app_label, model FROM django_content_type",
    "SELECT app_label, model, codename, name FROM auth_permission "
    "JOIN (SELECT id, app_label, model FROM django_content_type) of_type ON of_type.id = content_type_id",
)


@pytest.fixture
def printed() -> Iterator[sqlite3.Connection]:
    """A database made by the printed file."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(new_database.FILE.read_text(encoding="utf-8"))
        yield made


@pytest.mark.sqlite
def test_the_file_makes_what_the_migrations_make(db: None, printed: sqlite3.Connection) -> None:
    connection.ensure_connection()
    migrated = connection.connection  # of the tests' own database, which the migrations made
    tables = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%'"
    for asked in (tables, *ROWS):
        rows = sorted(map(tuple, printed.execute(asked)), key=repr)
        assert rows == sorted(map(tuple, migrated.execute(asked)), key=repr), "run 'make docs'"


def test_a_file_with_other_migrations_makes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    written = new_database.FILE.read_text(encoding="utf-8")
    (tmp_path / "newer.sql").write_text(written.replace("'0001_initial'", "'9999_unheard_of'", 1), encoding="utf-8")
    monkeypatch.setattr(new_database, "FILE", tmp_path / "newer.sql")
    assert not new_database.make_at_once()
