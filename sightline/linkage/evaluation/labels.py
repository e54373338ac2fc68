"""Reads what somebody knows about who is who: rows with their true person, or pairs of mentions with an answer.

A label names a row of an export, so one label may stand for several mentions (the same file taken in twice), and one
that names nothing in the snapshot is counted, not an error.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from sightline.model.errors import BadInput

ROW_COLUMNS = ("source_file", "source_row", "slot", "true_id")
PAIR_COLUMNS = ("a", "b", "same")
GROUP_COLUMNS = ("true_id", "name_list")
MENTION_GROUP_COLUMNS = ("mention_id", "name_list")
SAME = {"true": True, "yes": True, "1": True, "same": True, "false": False, "no": False, "0": False, "not_same": False}
HEADINGS = f"Give the columns {', '.join(ROW_COLUMNS)}, or {', '.join(PAIR_COLUMNS)}; separated by commas, in UTF-8."


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels as one table of text. `by_pair` is true for pairs of mention ids, false for rows with a true person."""

    rows: pa.Table = field(repr=False)
    by_pair: bool


def read_labels(*, path: Path) -> Labels:
    """Read labels in either form; BadInput where the file or one of its rows cannot be read."""
    headings, cells = _read_cells(path)
    if set(ROW_COLUMNS) <= set(headings):
        return Labels(_as_table(path, cells, ROW_COLUMNS, {"source_row": str.isdecimal}), by_pair=False)
    if set(PAIR_COLUMNS) <= set(headings):
        return Labels(_as_table(path, cells, PAIR_COLUMNS, {"same": lambda text: text.lower() in SAME}), by_pair=True)
    raise _bad(path, "The file does not have the columns that labels need.", HEADINGS)


def read_groups(*, path: Path, columns: tuple[str, ...] = GROUP_COLUMNS) -> pa.Table:
    """Read which list of names each person's, or mention's, name comes from; BadInput where that cannot be read."""
    headings, cells = _read_cells(path)
    if not set(columns) <= set(headings):
        raise _bad(path, "The file does not have the columns that groups need.", f"Give {' and '.join(columns)}.")
    return _as_table(path, cells, columns, {})


def _read_cells(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restval="")
            return list(reader.fieldnames or ()), list(reader)
    except OSError as error:
        raise _bad(path, "The file cannot be opened.", "Check its name, and that you may read it.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise _bad(path, "The file cannot be read as CSV.", HEADINGS) from error


def _as_table(
    path: Path, cells: list[dict[str, str]], columns: tuple[str, ...], checks: dict[str, Callable[[str], bool]]
) -> pa.Table:
    for place, row in enumerate(cells, start=1):
        for column in columns:
            if not checks.get(column, bool)(row[column].strip()):
                raise _bad(path, f"Row {place} cannot be read: {column}.", "Correct it, or leave the row out.")
    return pa.table({column: pa.array([row[column].strip() for row in cells], pa.string()) for column in columns})


def _bad(path: Path, what: str, what_to_do: str) -> BadInput:
    return BadInput(what, code="bad_labels", where=path.name, what_to_do=what_to_do)
