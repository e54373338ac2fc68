"""The tables of a new SQLite database are made at once, and are those that the migrations make."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from support import warm
from support.small_partnership import elsewhere_removed

from sightline.casework.audit.append_only import wanted_triggers
from sightline.casework.integrity import new_database


@pytest.mark.sqlite
def test_the_file_is_what_the_migrations_make_and_makes_it(tmp_path: Path) -> None:
    """The tests' own database is made by the file; here an empty one is migrated, one migration after the other."""
    told = warm.run(["-m", "tools.print_new_database", str(tmp_path / "migrated")], env=elsewhere_removed())
    assert told.returncode == 0, told.stderr
    migrated = (tmp_path / "migrated").read_text(encoding="utf-8")
    assert migrated == new_database.FILE.read_text(encoding="utf-8"), "run 'make docs'"
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(migrated)
        assert new_database.print_database(made) == migrated


@pytest.mark.sqlite
def test_every_table_that_is_only_added_to_has_its_triggers_in_a_new_database() -> None:
    """SQLite makes a table anew for a new column: a migration that adds one makes the triggers again."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(new_database.FILE.read_text(encoding="utf-8"))
        found = {name for (name,) in made.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert wanted_triggers(connection) - found == set()


def test_a_file_with_other_migrations_makes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    written = new_database.FILE.read_text(encoding="utf-8")
    (tmp_path / "newer.sql").write_text(written.replace("'0001_initial'", "'9999_unheard_of'", 1), encoding="utf-8")
    monkeypatch.setattr(new_database, "FILE", tmp_path / "newer.sql")
    assert not new_database.make_at_once()
