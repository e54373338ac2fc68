"""What a table is: columns declared once, with type and meaning. `sightline.model.schema` declares the tables."""

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """The column types, as DuckDB writes them. WHEN and JSON are text with a stated form."""

    TEXT = "VARCHAR"
    WHEN = "VARCHAR "  # a date or a UTC moment, see model.when; the blank keeps it apart from TEXT
    JSON = "VARCHAR  "
    INT = "BIGINT"
    FLOAT = "DOUBLE"
    BOOL = "BOOLEAN"
    DATE = "DATE"
    TEXTS = "VARCHAR[]"
    INTS = "BIGINT[]"
    DATES = "DATE[]"
    CELLS = "MAP(VARCHAR, VARCHAR)"
    CUES = "STRUCT(start BIGINT, end BIGINT, attribute VARCHAR)[]"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, type, what it means, and whether it may be missing."""

    name: str
    type: Type
    meaning: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, meaning, columns, and the columns that together are unique in it.

    `exported` names the columns, in order, that `sightline export` writes; empty means that it is not exported.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    exported: tuple[str, ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")
