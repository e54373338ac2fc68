"""Writes declared tables of `serve.sqlite`, each filled by one query of the engine."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from sightline.model.serve_tables.catalogue import declared
from sightline.store.engine import DuckDBEngine
from sightline.store.serve.rows import create_tables

ROWS_AT_ONCE = 50_000


def lay_out(*, engine: DuckDBEngine, path: Path, fills: Mapping[str, str], indexes: str = "") -> None:
    """Write these tables, anew if they are there: name -> the query that fills it. `indexes` is SQL that runs last."""
    with writing(path) as connection:
        connection.executescript(create_tables(*declared(fills)))
        for table, query in fills.items():
            fill_table(connection=connection, engine=engine, table=table, query=query)
        connection.executescript(indexes)


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """An open `serve.sqlite` without a journal: it is not in use, and is built again after an interruption."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        yield connection
    finally:
        connection.close()


def fill_table(*, connection: sqlite3.Connection, engine: DuckDBEngine, table: str, query: str) -> None:
    """Fill a table with the rows of a query, some at a time."""
    reader = engine.stream(query, rows_at_once=ROWS_AT_ONCE)
    connection.execute("BEGIN")
    placeholders = ", ".join("?" * len(reader.schema))
    for batch in reader:
        connection.executemany(f"INSERT INTO {table} VALUES ({placeholders})", _tuples(batch))
    connection.execute("COMMIT")


def _tuples(batch: pa.RecordBatch) -> list[tuple[object, ...]]:
    return list(zip(*(column.to_pylist() for column in batch.columns), strict=True))
