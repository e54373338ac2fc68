"""Where the database is, from a URL or a path."""

from pathlib import Path

import pytest

from sightline.casework.core.databases import database_settings
from sightline.model.errors import Usage


def test_sqlite_waits_locks_at_once_and_is_safe_on_each_connection() -> None:
    made = database_settings(url="", sqlite_path=Path("/w/casework.sqlite3"))
    assert made["NAME"] == "/w/casework.sqlite3"
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "recursive_triggers = ON"):
        assert pragma in made["OPTIONS"]["init_command"]


def test_postgresql_by_its_url_with_a_pool_and_no_lasting_connections() -> None:
    made = database_settings(url="postgresql://ann:p%40ss@db.example:5433/casework?sslmode=require", sqlite_path=None)
    assert (made["USER"], made["PASSWORD"], made["HOST"], made["PORT"]) == ("ann", "p@ss", "db.example", "5433")
    assert (made["NAME"], made["CONN_MAX_AGE"]) == ("casework", 0)
    assert made["OPTIONS"]["sslmode"] == "require"
    assert made["OPTIONS"]["pool"]["max_size"] == 8


def test_postgresql_by_a_socket() -> None:
    made = database_settings(url="postgresql:///casework?host=/run/pg&user=ann", sqlite_path=None)
    assert (made["NAME"], made["HOST"], made["USER"]) == ("casework", "/run/pg", "ann")


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://host", "casework"])
def test_a_url_that_cannot_be_read_is_said_without_repeating_it(url: str) -> None:
    """It may hold a password."""
    with pytest.raises(Usage) as error:
        database_settings(url=url, sqlite_path=None)
    assert url not in str(error.value)
