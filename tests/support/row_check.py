"""Compares every row that a reader of `serve.sqlite` hands out with its declared type, while tests run.

A type says nothing of the SQL that makes a row; this does.
"""

from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints


def compare_row(row_type: Any, row: dict[str, Any]) -> Any:
    """The row; AssertionError where it has other columns than its type, or a value of another type."""
    allowed = _types(row_type)
    wrong = [f"{name} is not declared" for name in row.keys() - allowed.keys()]
    wrong += [f"{name} is missing" for name in allowed.keys() - row.keys()]
    wrong += [
        f"{name} is a {type(row[name]).__name__}" for name in row.keys() & allowed.keys()
        if not isinstance(row[name], allowed[name])
    ]  # fmt: skip
    assert not wrong, f"{row_type.__name__}: {', '.join(sorted(wrong))}"
    return row


@cache
def _types(row_type: Any) -> dict[str, tuple[type, ...]]:
    return {name: _classes(hint) for name, hint in get_type_hints(row_type).items()}


def _classes(hint: Any) -> tuple[type, ...]:
    if isinstance(hint, UnionType):
        return tuple(one for part in get_args(hint) for one in _classes(part))
    return (int, float) if hint is float else (get_origin(hint) or hint,)
