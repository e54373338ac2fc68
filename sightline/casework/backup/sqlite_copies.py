"""Copies a SQLite database at one moment, while others write to it.

The moment is fixed by opening a read transaction; SQLite's own backup then copies what that transaction sees. Sessions
are left out: whoever holds a backup could otherwise use one.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sightline.casework.backup.manifest import SQLITE_FILE
from sightline.model.progress import Progress

PAGES_AT_ONCE = 2_000
WAIT_SECONDS = 20
LEFT_OUT = "django_session"


class HeldSQLite:
    """A SQLite database as it was when this was opened."""

    engine = "sqlite"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a query."""
        return self._connection.execute(sql).fetchall()

    def table_names(self) -> set[str]:
        """The tables that there are."""
        return {str(name) for (name,) in self.query("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def write(self, folder: Path, progress: Progress) -> list[str]:
        """Copy it into a backup's folder; the names of the files."""
        target = folder / SQLITE_FILE
        target.touch(mode=0o600)
        progress.stage("Copying the database", total=100)
        shown = 0

        def show(_: int, left: int, total: int) -> None:
            nonlocal shown
            done = 100 * (total - left) // max(total, 1)
            progress.advance(done - shown)
            shown = done

        with closing(sqlite3.connect(target, isolation_level=None)) as copy:
            self._connection.backup(copy, pages=PAGES_AT_ONCE, progress=show)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file
            copy.execute("PRAGMA secure_delete = ON")
            if LEFT_OUT in self.table_names():
                copy.execute(f"DELETE FROM {LEFT_OUT}")
        return [SQLITE_FILE]


@contextmanager
def hold_sqlite(path: Path) -> Iterator[HeldSQLite]:
    """Hold the database as it is now."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=WAIT_SECONDS)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # only a first reading fixes the moment
        yield HeldSQLite(connection)
