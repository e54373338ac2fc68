"""The statutory returns whose XML is read: `rules/returns` says which elements are rows and columns, one file each."""

from functools import lru_cache
from typing import Any

from sightline.rulebook.files import read_toml_folder
from sightline.rulebook.schema import Text, TextList, Written, read_table
from sightline.workbooks.return_shapes import ReturnShape, TableShape


class WrittenReturnTable(Written, frozen=True, kw_only=True):
    """One of [[tables]]."""

    name: Text
    record: TextList = TextList()
    rows: str = ""
    columns: dict[str, TextList]


class WrittenReturn(Written, frozen=True, kw_only=True):
    """The description of one return. `edition` and `unchecked` are for people."""

    title: Text
    edition: Text
    unchecked: Text
    record: TextList
    tables: tuple[WrittenReturnTable, ...]
    columns: dict[str, TextList] = {}


@lru_cache(maxsize=1)
def written_returns() -> dict[str, WrittenReturn]:
    """Each return by its id, as it is written."""
    return {
        name: read_table(WrittenReturn, text, where=f"returns/{name}.toml")
        for name, text in read_toml_folder("returns").items()
    }


@lru_cache(maxsize=1)
def list_returns() -> tuple[ReturnShape, ...]:
    """The shapes of the returns. ValueError where two have one path of records."""
    shapes = tuple(_shape(said) for said in written_returns().values())
    paths = [path for shape in shapes for path in shape.records]
    if len(set(paths)) < len(paths):
        raise ValueError("two returns have one path of records")
    return shapes


def _shape(said: WrittenReturn) -> ReturnShape:
    def columns(own: dict[str, Any]) -> dict[str, tuple[str, ...]]:
        return {name: tuple(paths) for name, paths in {**said.columns, **own}.items()}

    tables = tuple(
        TableShape(one.name, tuple(one.record or said.record), one.rows, columns(one.columns)) for one in said.tables
    )
    return ReturnShape(said.title, tables)
