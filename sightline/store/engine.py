"""The Engine runs named SQL steps and batch functions over Arrow. DuckDB on one machine; others when asked for.

Rooms never open a database. They are handed an Engine whose tables are those of `model.schema`, read what they need and
`write` whole tables, which are checked against their declaration.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pyarrow as pa

from sightline.model.errors import OurFault
from sightline.model.tables import Table, Type

ARROW_TYPES = {
    Type.TEXT: pa.string(),
    Type.WHEN: pa.string(),
    Type.JSON: pa.string(),
    Type.INT: pa.int64(),
    Type.FLOAT: pa.float64(),
    Type.BOOL: pa.bool_(),
    Type.DATE: pa.date32(),
    Type.TEXTS: pa.list_(pa.string()),
    Type.INTS: pa.list_(pa.int64()),
    Type.DATES: pa.list_(pa.date32()),
}
TABLE_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a declared table."""
    return pa.schema([pa.field(c.name, ARROW_TYPES[c.type], nullable=c.optional) for c in table.columns])


class Engine(Protocol):
    """What a room may ask of the machine under it."""

    def make(self, name: str, sql: str) -> None:
        """Run a query and keep its rows as the working table `name`, replacing one of that name."""

    def unless_made(self, make: Callable[[], None], *, reads: Sequence[str], makes: Sequence[str]) -> None:
        """Make working tables from others, unless all of these are still as the last making left them."""

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """Run a query and give its rows as Arrow."""

    def load(self, name: str, rows: pa.Table) -> None:
        """Keep Arrow rows as the working table `name`."""

    def append(self, name: str, rows: pa.Table) -> None:
        """Put Arrow rows behind those of the working table `name`."""

    def write(self, table: Table, rows: pa.Table | str) -> None:
        """Keep rows (Arrow, or a query) as a declared table: columns, types, missing values and key are checked."""

    def patch(self, table: Table, rows: str, *, where: str) -> None:
        """Put the rows of a query in the place of a declared table's rows of which a condition holds; checked alike."""


class DuckDBEngine:
    """The Engine on one machine. With a path it is a file; without, it is in memory."""

    def __init__(
        self, path: Path | None = None, *, read_only: bool = False, memory_limit: str = "", threads: int = 0
    ) -> None:
        config: dict[str, Any] = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
        if memory_limit:
            config["memory_limit"] = memory_limit
        if threads:
            config["threads"] = threads
        self.connection = self._connect(path, read_only=read_only, config=config)
        self._changes: Counter[str] = Counter()  # how often each table was changed by this engine
        self._made: dict[tuple[str, ...], tuple[int, ...]] = {}

    def _connect(self, path: Path | None, *, read_only: bool, config: dict[str, Any]) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(path) if path else ":memory:", read_only=read_only, config=config)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def make(self, name: str, sql: str) -> None:
        """Run a query and keep its rows as the working table `name`."""
        if not TABLE_NAME.match(name):
            raise OurFault(f"'{name}' is no name for a working table.", code="bad_step_name")
        self._do(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")
        self._changes[name] += 1

    def _do(self, sql: str) -> list[Any]:
        """Run a statement that every engine runs in the same words, but for its ids, and give its rows."""
        return self.connection.execute(sql).fetchall()

    def unless_made(self, make: Callable[[], None], *, reads: Sequence[str], makes: Sequence[str]) -> None:
        """Make working tables unless they, and what they are made from, are as the last making left them."""
        key = (*makes, *reads)
        if self._made.get(key) != self._changes_of(key):
            make()
            self._made[key] = self._changes_of(key)

    def _changes_of(self, tables: Sequence[str]) -> tuple[int, ...]:
        return tuple(self._changes[name] for name in tables)

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """Run a query and give its rows as Arrow."""
        return self.connection.sql(sql, params=list(parameters) or None).to_arrow_table()

    def stream(self, sql: str, *, rows_at_once: int) -> pa.RecordBatchReader:
        """Run a query and give its rows as Arrow, some at a time."""
        return self.connection.sql(sql).to_arrow_reader(rows_at_once)

    def load(self, name: str, rows: pa.Table) -> None:
        """Keep Arrow rows as the working table `name`."""
        self.connection.register("arriving_rows", rows)
        try:
            self.make(name, "SELECT * FROM arriving_rows")
        finally:
            self.connection.unregister("arriving_rows")

    def append(self, name: str, rows: pa.Table) -> None:
        """Put Arrow rows behind those of the working table `name`."""
        if not TABLE_NAME.match(name):
            raise OurFault(f"'{name}' is no name for a working table.", code="bad_step_name")
        self.connection.register("arriving_rows", rows)
        try:
            self._do(f"INSERT INTO {name} SELECT * FROM arriving_rows")
            self._changes[name] += 1
        finally:
            self.connection.unregister("arriving_rows")

    def write(self, table: Table, rows: pa.Table | str) -> None:
        """Keep rows as a declared table, checked; OurFault where they break the declaration."""
        if isinstance(rows, str):
            kept = self._replace(table, select_cast(table, rows))
        else:
            self.connection.register("arriving_rows", rows)
            try:
                kept = self._replace(table, select_cast(table, "FROM arriving_rows"))
            finally:
                self.connection.unregister("arriving_rows")
        if kept:  # no row misses a value, and none repeats another
            self._check(table)

    def patch(self, table: Table, rows: str, *, where: str) -> None:
        """Put the rows of a query in the place of those of which the condition holds; both or neither."""
        self.make("coming_rows", select_cast(table, rows))
        self.connection.execute("BEGIN").fetchall()
        self.connection.execute(f"DELETE FROM {table.name} WHERE {where}").fetchall()
        self.connection.execute(f"INSERT INTO {table.name} SELECT * FROM coming_rows").fetchall()
        self.connection.execute("COMMIT").fetchall()
        self._changes[table.name] += 1
        self.make("coming_rows", "SELECT NULL AS nothing LIMIT 0")
        self._check(table)

    def _replace(self, table: Table, sql: str) -> int:
        ((kept,),) = self._do(f"CREATE OR REPLACE TABLE {table.name} AS {sql}")
        self._changes[table.name] += 1
        return int(kept)

    def _check(self, table: Table) -> None:
        required = [c.name for c in table.columns if not c.optional]
        missing = " + ".join(f'count(*) FILTER ("{name}" IS NULL)' for name in required)
        key = ", ".join(f'"{name}"' for name in table.key)
        repeats = f"SELECT count(*) FROM (SELECT 1 FROM {table.name} GROUP BY {key} HAVING count(*) > 1)"
        sql = f"SELECT {missing}, ({repeats}) FROM {table.name}"
        ((empty, repeated),) = self._do(sql)
        if empty:
            raise OurFault(f"Table {table.name} has {empty} missing values where none may be.", code="table_missing")
        if repeated:
            raise OurFault(f"Table {table.name} has {repeated} repeated keys ({key}).", code="table_repeats")


def select_cast(table: Table, rows: str) -> str:
    """SQL: the rows of a query with the columns and types of a declared table."""
    return f"SELECT {_cast_columns(table)} FROM ({rows})"


def _cast_columns(table: Table) -> str:
    return ", ".join(f'CAST("{c.name}" AS {c.type.value.strip()}) AS "{c.name}"' for c in table.columns)
