"""Builds rows of the declared tables for tests: give what matters, the rest is filled with plain values."""

from datetime import date
from typing import Any

import pyarrow as pa

from sightline.model.tables import Table, Type
from sightline.store.engine import DuckDBEngine, arrow_schema

PLAIN: dict[Type, Any] = {
    Type.TEXT: "",
    Type.WHEN: "2024-06-01",
    Type.JSON: "{}",
    Type.INT: 1,
    Type.FLOAT: 0.0,
    Type.BOOL: False,
    Type.DATE: date(2024, 6, 1),
    Type.TEXTS: [],
    Type.INTS: [],
    Type.DATES: [],
}


def table_of(table: Table, *rows: dict[str, Any]) -> pa.Table:
    """An Arrow table of a declared table; columns that a row leaves out are plain, optional ones are missing."""
    unknown = {name for row in rows for name in row} - set(table.column_names)
    assert not unknown, f"{table.name} has no {unknown}"
    filled = [{c.name: row.get(c.name, None if c.optional else PLAIN[c.type]) for c in table.columns} for row in rows]
    return pa.Table.from_pylist(filled, schema=arrow_schema(table))


def engine_with(tables: dict[Table, list[dict[str, Any]]]) -> DuckDBEngine:
    """An engine in memory that holds these rows."""
    engine = DuckDBEngine()
    for table, rows in tables.items():
        engine.write(table, table_of(table, *rows))
    return engine
