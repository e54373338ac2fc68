"""Prints `sightline/casework/integrity/new_database.ddl`, or a file that is named, from the migrations."""

import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from sightline.casework import boot
from sightline.store.workspace import SETTINGS_FILE, Workspace


def write_new_database(path: Path | None = None) -> None:
    """Migrate an empty database one migration after the other, and write what it then holds."""
    with tempfile.TemporaryDirectory() as folder:
        Workspace(Path(folder)).create()
        (Path(folder) / SETTINGS_FILE).write_text(boot.settings_text(two_step="required"), encoding="utf-8")
        boot.open_workspace(Path(folder), migrate="none")
        boot.apply_migrations()
        from sightline.casework.integrity.new_database import FILE, print_database

        with closing(sqlite3.connect(Path(folder) / "casework.sqlite3")) as database:
            (path or FILE).write_text(print_database(database), encoding="utf-8")


if __name__ == "__main__":
    write_new_database(Path(sys.argv[1]))
