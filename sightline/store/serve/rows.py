"""What readers and builders of `serve.sqlite` share: rows of a declared type, and tables made as they are declared."""

import sqlite3
from collections.abc import Sequence
from typing import Any, TypeVar, cast

from sightline.model.tables import Column, Table, Type

Declared = TypeVar("Declared")
SQLITE_TYPES = {Type.INT: "INT", Type.BOOL: "INT", Type.FLOAT: "REAL"}


class RowReader:
    """Asks one open `serve.sqlite`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def _read_declared(self, row_type: type[Declared], sql: str, parameters: Sequence[Any] = ()) -> list[Declared]:
        """The rows of a query, each of a type of `sightline.model.rows`."""
        return [self._as(row_type, dict(row)) for row in self._connection.execute(sql, list(parameters))]

    def _one(self, row_type: type[Declared], sql: str, parameters: Sequence[Any] = ()) -> Declared | None:
        """The first row of a query; None where it gives none."""
        return next(iter(self._read_declared(row_type, sql, parameters)), None)

    @staticmethod
    def _as(row_type: type[Declared], row: dict[str, Any]) -> Declared:  # noqa: ARG004
        """The row with its type. No query says its types: while tests run, every row is compared with its type."""
        return cast(Declared, row)

    def _texts(self, sql: str, parameters: Sequence[Any] = ()) -> list[str]:
        """The first column of each row of a query, which is a text."""
        return [row[0] for row in self._connection.execute(sql, list(parameters))]

    def _number(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """The number that a query gives; 0 where it gives none."""
        row = self._connection.execute(sql, list(parameters)).fetchone()
        return int(row[0]) if row else 0


def create_tables(*tables: Table) -> str:
    """The SQL that makes these tables, in place of those that are there."""
    return "\n".join(f"DROP TABLE IF EXISTS {table.name};\n{_create(table)}" for table in tables)


def _create(table: Table) -> str:
    columns = ", ".join(_column(column) for column in table.columns)
    if not table.key:
        return f"CREATE TABLE {table.name} ({columns});"
    if [table.column(name).type for name in table.key] == [Type.INT]:  # SQLite's own number of the row
        columns = columns.replace(f'"{table.key[0]}" INT', f'"{table.key[0]}" INTEGER PRIMARY KEY')
        return f"CREATE TABLE {table.name} ({columns});"
    return f"CREATE TABLE {table.name} ({columns}, PRIMARY KEY ({', '.join(table.key)})) WITHOUT ROWID;"


def _column(column: Column) -> str:
    return f'"{column.name}" {SQLITE_TYPES.get(column.type, "TEXT")}'
