"""What the XML of a statutory return is made of: which elements are rows of which table, and what each column takes.

A path is names of elements with `/` between, without namespaces. One that begins with `/` is from the root of the file,
any other from the element of one child.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

OTHERS = "Other elements"  # the last column of each table: what no column takes
BETWEEN = ";"


@dataclass(frozen=True, slots=True)
class TableShape:
    """One table. `records` are the paths, from the root, of the elements of one child; `rows` is a path below them.

    A column has the paths that are tried in order: the first with a text counts, and repeats are joined.
    """

    name: str
    records: tuple[str, ...]
    rows: str
    columns: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ReturnShape:
    """One return. Its records' paths tell it from all others."""

    title: str
    tables: tuple[TableShape, ...]

    @property
    def records(self) -> frozenset[str]:
        """The paths of the elements of one child."""
        return frozenset(path for table in self.tables for path in table.records)


def read_shapes(said: Iterable[Mapping[str, Any]]) -> tuple[ReturnShape, ...]:
    """The shapes that another process was given as JSON."""
    return tuple(
        ReturnShape(
            one["title"],
            tuple(
                TableShape(
                    table["name"], tuple(table["records"]), table["rows"],
                    {name: tuple(paths) for name, paths in table["columns"].items()},
                )
                for table in one["tables"]
            ),
        )
        for one in said
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnPath:
    """One way to a column's text: the place of the row's ancestor to begin at, and the names from there.

    `root` is filled instead where the text stands before the first child, once for the whole file.
    """

    begins: int
    onward: tuple[str, ...]
    root: str = ""


def names_in(path: str) -> tuple[str, ...]:
    """The names in a path; none for the empty one."""
    return tuple(path.split("/")) if path else ()


def lay_path(path: str, rows: tuple[str, ...]) -> ColumnPath:
    """The way to a text. What it has in common with the path of the rows is the row's very own ancestor."""
    if path.startswith("/"):
        return ColumnPath(0, (), path[1:])
    names = names_in(path)
    alike = 0
    while alike < min(len(names), len(rows)) and names[alike] == rows[alike]:
        alike += 1
    return ColumnPath(alike, names[alike:])
