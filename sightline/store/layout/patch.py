"""Goes on from an earlier `serve.sqlite`: a copy in which the lines of touched people and records are made anew.

A table stands here only if each of its lines is made from what is said of one person, or of one record, alone. Every
other table is emptied and filled whole, so a table that is added needs nothing here.
"""

import shutil
import sqlite3
from collections.abc import Collection, Mapping
from pathlib import Path

from sightline.store.earlier import TOUCHED_PERSON, TOUCHED_RECORD, EarlierSnapshot
from sightline.store.engine import DuckDBEngine

PERSON, RECORD = "person_id", "record_id"
# By what the lines of a table are touched.
OWNED: Mapping[str, str] = {
    "entry": PERSON, "entry_count": PERSON, "said": PERSON, "search_key": PERSON, "join_reason": PERSON,
    "record": RECORD, "record_row": RECORD, "record_naming": RECORD,
}  # fmt: skip
TOUCHED = {PERSON: TOUCHED_PERSON, RECORD: TOUCHED_RECORD}
# The tables that owned ones are made from, each under a name of its own, and by what it is touched.
SHOWN = {
    "shown_people": ("people", PERSON), "shown_chronology": ("chronology", PERSON),
    "shown_record": ("agency_record", RECORD), "shown_row": ("source_row", RECORD),
    "shown_mention": ("mention", RECORD),
}  # fmt: skip


def show_tables(*, engine: DuckDBEngine, earlier: EarlierSnapshot | None) -> None:
    """Make the views of SHOWN: whole tables, or their touched rows where a run goes on from an earlier snapshot."""
    for view, (table, column) in SHOWN.items():
        where = f"WHERE {column} IN (SELECT {column} FROM {TOUCHED[column]})" if earlier else ""
        engine.connection.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS SELECT * FROM {table} {where}").fetchall()


def copy_earlier(*, earlier: EarlierSnapshot, path: Path) -> None:
    """Put a copy of the earlier `serve.sqlite` there, to be changed."""
    shutil.copyfile(earlier.snapshot.serve_file, path)


def take_out(*, connection: sqlite3.Connection, engine: DuckDBEngine, tables: Collection[str]) -> None:
    """Take out what is going to be filled in: touched lines of an owned table, every line of others, all else whole."""
    connection.execute("PRAGMA secure_delete = ON")  # what was taken out is not to be read in the file's free pages
    for column, name in TOUCHED.items():
        connection.execute(f"CREATE TEMP TABLE {name} ({column} TEXT PRIMARY KEY) WITHOUT ROWID")
        ids = engine.query(f"SELECT {column} FROM {name} WHERE {column} IS NOT NULL ORDER BY 1").column(0).to_pylist()
        connection.execute("BEGIN")
        connection.executemany(f"INSERT INTO {name} VALUES (?)", ((one,) for one in ids))
        connection.execute("COMMIT")
    # An index over words is one table to drop: what it keeps in tables of its own goes with it.
    made = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')"
    for (table,) in connection.execute(made).fetchall():
        if table not in tables and not table.startswith("sqlite_"):
            connection.execute(f"DROP TABLE {table}")
    for table in tables:
        column = OWNED.get(table, "")
        where = f"WHERE {column} IN (SELECT {column} FROM temp.{TOUCHED[column]})" if column else ""
        connection.execute(f"DELETE FROM {table} {where}")
