"""Reads a table of people, a CSV or Parquet file, as mentions: one a row. It needs no workspace.

A column is known by its heading (`rules/linkage/table_headings.toml`) or named in a file of the user's. That file may
name more columns to compare, as a workspace's `linkage.toml` does.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.linkage.columns import ExtraColumn
from sightline.linkage.examples import make_mentions
from sightline.linkage.settings import FOLDER
from sightline.model.errors import BadInput
from sightline.model.schema import MENTION
from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Text, Written, load_toml, must_be_known, read_table
from sightline.store import Engine

FIELDS = (
    "row_id", "agency", "forename", "surname", "name", "birth_date", "birth_day", "birth_month", "birth_year", "sex",
    "nhs_number", "upn", "address", "postcode", "phone", "name_list",
)  # fmt: skip
AS_WRITTEN = ("forename", "surname", "nhs_number", "upn", "address", "postcode", "phone")
BIRTH_PARTS = ("birth_year", "birth_month", "birth_day")
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y%m%d", "%Y/%m/%d", "%Y-%m-%d %H:%M:%S")
PARQUET = ".parquet"
TABLE = "table"  # the agency of rows that name none
Row = Mapping[str, str]


class WrittenHeadings(Written, frozen=True):
    """`table_headings.toml`."""

    status: Text
    headings: dict[str, tuple[Text, ...]]


class TableColumns(Written, frozen=True):
    """A file of the user's: by field the heading of its column, and more columns to compare."""

    fields: dict[str, Text] = {}
    column: tuple[ExtraColumn, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a field that there is not."""
        must_be_known(self.fields, FIELDS, what="fields")


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """The rows as text by heading, by field the heading that was found, and the further columns."""

    rows: tuple[Row, ...] = field(repr=False)
    headings: Mapping[str, str]
    columns: tuple[ExtraColumn, ...]

    def cell(self, row: Row, name: str) -> str:
        """What a row says in a field; empty where the table does not have it."""
        return row.get(self.headings.get(name, ""), "").strip()

    def list_ids(self) -> list[str]:
        """Each row's id, or its number where the table has none. BadInput where one is used twice."""
        if "row_id" not in self.headings:
            return [f"{number:09d}" for number in range(1, len(self.rows) + 1)]
        ids = [self.cell(row, "row_id") for row in self.rows]
        if len(set(ids)) < len(ids) or "" in ids:
            heading = self.headings["row_id"]
            raise _bad(f"Column '{heading}' does not name each row by an id of its own.", "Correct it.", heading)
        return ids


def read_people_table(*, path: Path, columns: Path | None = None) -> PeopleTable:
    """Read a table; BadInput where it cannot be read, or has no column of names or of birth dates."""
    said = _read_columns(columns) if columns else TableColumns()
    rows = tuple(_read_parquet(path) if path.suffix.lower() == PARQUET else _read_csv(path))
    if not rows:
        raise _bad("The table has no rows.", "Give one with headings and a row for each record.", path.name)
    found = _find_headings(list(rows[0]), said.fields, path.name)
    names, born = {"forename", "surname", "name"} & found.keys(), {"birth_date", "birth_year"} & found.keys()
    if not names or not born:
        raise _bad(
            f"The table has no column of {'birth dates' if names else 'names'} that Sightline knows.",
            "Name its columns in a file, and give the file with --columns.",
            path.name,
        )
    return PeopleTable(rows, found, said.column)


def load_people(*, engine: Engine, table: PeopleTable) -> pa.Table | None:
    """Make `mention` and `source_row`; the origin of each name (mention_id, name_list), if the table has it."""
    ids = table.list_ids()
    engine.write(MENTION, make_mentions(_list_mentions(table, ids)))
    cells = [json.dumps({name: cell for name, cell in row.items() if cell}) for row in table.rows]
    engine.load("source_row", pa.table({"row_id": ids, "row_version": [1] * len(ids), "original": cells}))
    if "name_list" not in table.headings:
        return None
    said = [(key, origin) for key, row in zip(ids, table.rows, strict=True) if (origin := table.cell(row, "name_list"))]
    return pa.table(
        {
            "mention_id": pa.array([key for key, _ in said], pa.string()),
            "name_list": pa.array([origin for _, origin in said], pa.string()),
        }
    )


def _list_mentions(table: PeopleTable, ids: list[str]) -> Iterator[dict[str, Any]]:
    for key, row in zip(ids, table.rows, strict=True):
        written = _birth_date_as_written(table, row)
        agency = table.cell(row, "agency") or TABLE
        yield {name: table.cell(row, name) for name in AS_WRITTEN} | {
            "mention_id": key, "row_id": key, "agency": agency, "organisation": agency,
            "name_as_written": table.cell(row, "name"), "sex": table.cell(row, "sex").lower(),
            "birth_date": read_date(written), "birth_date_as_written": written,
        }  # fmt: skip


def _birth_date_as_written(table: PeopleTable, row: Row) -> str:
    """The cell of the date, or the parts of one in the order of the calendar."""
    if written := table.cell(row, "birth_date"):
        return written
    parts = [table.cell(row, name) for name in BIRTH_PARTS]
    return "-".join(part.zfill(2) for part in parts) if all(parts) else ""


def read_date(text: str) -> date | None:
    """A date in one of the usual ways of writing, the day before the month; None where it is none of them."""
    for form in DATES:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def _find_headings(headings: list[str], named: Mapping[str, str], where: str) -> dict[str, str]:
    """By field the heading of its column: as the user's file says, or the first that is known."""
    if absent := [heading for heading in named.values() if heading not in headings]:
        raise _bad(f"The table has no column '{absent[0]}'.", "Correct the file of columns.", where)
    plain = {" ".join(re.findall(r"[a-z0-9]+", heading.lower())): heading for heading in reversed(headings)}
    found = {
        name: plain[known] for name, headings_of in _known_headings().items() for known in reversed(headings_of)
        if known in plain
    }  # fmt: skip
    return found | dict(named)


@lru_cache(maxsize=1)
def _known_headings() -> Mapping[str, tuple[str, ...]]:
    where = f"{FOLDER}/table_headings"
    return read_table(WrittenHeadings, read_toml(FOLDER, "table_headings.toml"), where=where).headings


def _read_columns(path: Path) -> TableColumns:
    return read_table(TableColumns, load_toml(path, refuse=_refuse), where=path.name, refuse=_refuse)


def _read_csv(path: Path) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream, restval=""):
                yield {name: cell for name, cell in row.items() if name is not None}
    except OSError as error:
        raise _unopened(path) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise _bad(
            "The table cannot be read as CSV.", "Save it as a comma-separated CSV file in UTF-8.", path.name
        ) from error


def _read_parquet(path: Path) -> Iterator[Row]:
    try:
        table = pq.read_table(path)
    except OSError as error:
        raise _unopened(path) from error
    except pa.ArrowException as error:
        raise _bad("The table cannot be read as Parquet.", "Save it as CSV or Parquet.", path.name) from error
    for cells in zip(*(column.to_pylist() for column in table.columns), strict=True):
        yield {name: "" if cell is None else str(cell) for name, cell in zip(table.column_names, cells, strict=True)}


def _unopened(path: Path) -> BadInput:
    return _bad("The table cannot be opened.", "Check its name, and that you may read it.", path.name)


def _refuse(what: str, where: str) -> BadInput:
    return _bad(f"The file of columns cannot be used: {what}.", "Correct it.", where)


def _bad(what: str, what_to_do: str, where: str) -> BadInput:
    return BadInput(what, code="bad_people_table", where=where, what_to_do=what_to_do)
