"""Copies a PostgreSQL database at one moment, table by table, by COPY in one REPEATABLE READ transaction.

`pg_dump` is not used: it must be installed, and be no older than the server. Tables go out as CSV with their columns'
names. They come back into tables that Sightline's own migrations made: triggers and constraints are never copied.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from sightline.casework.backup.manifest import DATABASE
from sightline.casework.backup.sqlite_copies import LEFT_OUT
from sightline.model.progress import Progress


class HeldPostgreSQL:
    """A PostgreSQL database as it was when this was opened."""

    engine = "postgresql"

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a query."""
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    def table_names(self) -> set[str]:
        """The tables that there are."""
        return set(connection.introspection.table_names())

    def write(self, folder: Path, progress: Progress) -> list[str]:
        """Copy every table into a backup's folder; the names of the files."""
        tables = sorted(self.table_names())
        progress.stage("Copying the database", total=len(tables))
        names = []
        for table in tables:
            name = f"{DATABASE}/{table}.csv"
            self._write_table(table, folder / name)
            names.append(name)
            progress.advance()
        return names

    def _write_table(self, table: str, target: Path) -> None:
        quoted = connection.ops.quote_name(table)
        none = "WHERE false" if table == LEFT_OUT else ""
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream, connection.cursor() as cursor:
            rows = f"SELECT * FROM {quoted} {none} ORDER BY 1"
            with cursor.copy(f"COPY ({rows}) TO STDOUT WITH (FORMAT csv, HEADER)") as copied:
                for chunk in copied:
                    stream.write(chunk)


@contextmanager
def hold_postgresql() -> Iterator[HeldPostgreSQL]:
    """Hold the database as it is now."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT 1")  # only a first reading fixes the moment
        yield HeldPostgreSQL()


def load_tables(folder: Path) -> None:
    """Fill the tables that migrations made with a backup's rows; all or nothing.

    Triggers step aside for it: the rows were appended once, and their chains are walked afterwards.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)))
        for table in tables:
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, tables))}")
        for table in tables:
            path = folder / f"{table}.csv"
            if path.is_file():
                _load_table(cursor, table, path)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} ENABLE TRIGGER USER")
            _set_sequences(cursor, table)


def _load_table(cursor: Any, table: str, path: Path) -> None:
    with path.open("rb") as stream:
        columns = ", ".join(
            connection.ops.quote_name(name.strip('"')) for name in stream.readline().decode().strip().split(",")
        )
        sql = f"COPY {connection.ops.quote_name(table)} ({columns}) FROM STDIN WITH (FORMAT csv)"
        with cursor.copy(sql) as copy:
            while chunk := stream.read(1 << 20):
                copy.write(chunk)


def _set_sequences(cursor: Any, table: str) -> None:
    """The next number of each table comes after its last."""
    for each in connection.introspection.get_sequences(cursor, table):
        column = connection.ops.quote_name(each["column"])
        quoted = connection.ops.quote_name(table)
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, %s), coalesce(max({column}), 1), max({column}) IS NOT NULL) "
            f"FROM {quoted}",
            [quoted, each["column"]],
        )
