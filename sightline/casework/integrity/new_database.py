"""The tables of a new SQLite database, made at once as all migrations together would make them.

A file beside this module is printed from the migrations by `make docs`, and a test holds the two equal: each change
of a table is a migration, and nobody edits the file. A new workspace is made four times as fast by it. PostgreSQL, and
every database that has tables already, gets its migrations one by one.
"""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader

FILE = Path(__file__).with_name("new_database.ddl")
HEAD = "-- The tables of a new SQLite database. Printed from the migrations by 'make docs'; nobody edits it.\n"
MADE = "INSERT INTO \"django_migrations\" VALUES ({number}, '{app}', '{name}', strftime('%Y-%m-%d %H:%M:%f'));"
MADE_LINE = re.compile(r"^INSERT INTO \"django_migrations\" VALUES \(\d+, '(\w+)', '(\w+)'", re.MULTILINE)
MIGRATIONS = "django_migrations"
# Tables that SQLite makes by itself behind an index over words.
SHADOWS = "SELECT name FROM pragma_table_list WHERE type = 'shadow'"


def make_at_once() -> bool:
    """Make the tables of an empty SQLite database; False where it is none, or where the file knows other migrations."""
    if connection.vendor != "sqlite" or not FILE.is_file():
        return False
    script = FILE.read_text(encoding="utf-8")
    if not set(MADE_LINE.findall(script)) <= set(MigrationLoader(None).disk_migrations):
        return False
    connection.ensure_connection()
    connection.connection.executescript(f"BEGIN;\n{script}\nCOMMIT;")
    return True


def print_database(database: sqlite3.Connection) -> str:
    """The file, from a database that migrations have just made."""
    return HEAD + "\n".join((*_statements(database), *_list_rows(database))) + "\n"


def _statements(database: sqlite3.Connection) -> Iterator[str]:
    """Tables first, then what hangs on them, each by name: the order in which migrations made them is of no account."""
    kinds = "CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END"
    found = database.execute(
        f"SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' AND name NOT IN ({SHADOWS}) "
        f"ORDER BY {kinds}, name"
    )
    for (sql,) in found:
        yield f"{sql};"


def _list_rows(database: sqlite3.Connection) -> Iterator[str]:
    """Which migrations were applied, and what Django writes of the models."""
    plain = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name"
    tables = [name for (name,) in database.execute(plain)]
    made = database.execute("SELECT id, app, name FROM django_migrations ORDER BY id")
    yield from (MADE.format(number=number, app=app, name=name) for number, app, name in made)
    for table in tables:
        if table == MIGRATIONS or table.startswith("sqlite"):
            continue
        for row in database.execute(f'SELECT * FROM "{table}" ORDER BY 1'):
            yield f'INSERT INTO "{table}" VALUES ({", ".join(map(_literal, row))});'


def _literal(value: object) -> str:
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"
