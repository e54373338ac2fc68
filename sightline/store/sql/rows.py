"""Reads the rows of a query with the type that their reader declares: a TypedDict of the query's columns.

mypy then knows each column by its name and type. A type says nothing of the SQL: while tests run, the columns of every
answer are compared with it.
"""

from collections.abc import Sequence
from typing import Any, TypeVar, cast

import pyarrow as pa

from sightline.store.engine import Engine

Row = TypeVar("Row")


def read_rows(engine: Engine, row_type: type[Row], sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
    """The rows of a query, each of a type of `sightline.model.rows` or of one that is next to the query."""
    return as_rows(row_type, engine.query(sql, parameters))


def as_rows(row_type: type[Row], table: pa.Table | pa.RecordBatch) -> list[Row]:
    """The rows of a table with their type."""
    RowTypeCheck.check(row_type, table)
    return cast(list[Row], table.to_pylist())


class RowTypeCheck:
    """What looks at the columns of an answer before its rows are handed out."""

    @staticmethod
    def check(row_type: object, table: pa.Table | pa.RecordBatch) -> None:
        """Nothing: tests put the comparison with the declared type here."""
