"""Compares every row that a reader of a snapshot hands out with its declared type, while tests run.

A type says nothing of the SQL that makes a row; this does. Of an answer of the engine its columns are compared.
"""

from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

import pyarrow as pa
from pyarrow import types as arrow

_RIGHT: set[tuple[Any, ...]] = set()  # shapes of rows that were found to be of their type


def compare_row(row_type: Any, row: dict[str, Any]) -> Any:
    """The row; AssertionError where it has other columns than its type, or a value of another type."""
    shape = (row_type, *row, *map(type, row.values()))
    if shape not in _RIGHT:
        _compare(row_type, row)
        _RIGHT.add(shape)
    return row


def _compare(row_type: Any, row: dict[str, Any]) -> None:
    allowed = _types(row_type)
    wrong = [f"{name} is not declared" for name in row.keys() - allowed.keys()]
    wrong += [f"{name} is missing" for name in allowed.keys() - row.keys()]
    wrong += [
        f"{name} is a {type(row[name]).__name__}" for name in row.keys() & allowed.keys()
        if not isinstance(row[name], allowed[name])
    ]  # fmt: skip
    assert not wrong, f"{row_type.__name__}: {', '.join(sorted(wrong))}"


def compare_answer(row_type: Any, table: pa.Table | pa.RecordBatch) -> None:
    """AssertionError where the answer of a query has other columns than the type of its rows, or of other types."""
    allowed, names = _types(row_type), set(table.schema.names)
    wrong = [f"{name} is not declared" for name in names - allowed.keys()]
    wrong += [f"{name} is missing" for name in row_type.__required_keys__ - names]
    for name in names & allowed.keys():
        column = table.column(name)
        if column.null_count and NoneType not in allowed[name]:
            wrong.append(f"{name} is a NoneType")
        if column.null_count < len(column) and not issubclass(held := _python(column.type), allowed[name]):
            wrong.append(f"{name} is a {held.__name__}")
    assert not wrong, f"{row_type.__name__}: {', '.join(sorted(wrong))}"


# What pyarrow makes of a value of each kind of column.
MADE = (
    (arrow.is_boolean, bool), (arrow.is_integer, int), (arrow.is_floating, float), (arrow.is_date, date),
    (arrow.is_timestamp, datetime), (arrow.is_string, str), (arrow.is_list, list), (arrow.is_struct, dict),
)  # fmt: skip


def _python(kind: pa.DataType) -> type:
    return next((made for is_kind, made in MADE if is_kind(kind)), object)


@cache
def _types(row_type: Any) -> dict[str, tuple[type, ...]]:
    return {name: _classes(hint) for name, hint in get_type_hints(row_type).items()}


def _classes(hint: Any) -> tuple[type, ...]:
    if isinstance(hint, UnionType):
        return tuple(one for part in get_args(hint) for one in _classes(part))
    if hint is Any:
        return (object, NoneType)
    if is_typeddict(hint):
        return (dict,)
    return (int, float) if hint is float else (get_origin(hint) or hint,)
