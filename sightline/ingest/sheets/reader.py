"""Reads a received file as sheets of rows of text: CSV in the encodings that agencies use, a workbook, table or return.

A CSV is read twice (once for keys, once for what is new) so that a million rows need not be held; therefore a sheet
gives its rows anew each time it is asked.
"""

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sightline.ingest.limits import Limits
from sightline.ingest.sheets.csv_rows import read_csv
from sightline.ingest.sheets.encodings import find_encoding
from sightline.ingest.sheets.refused_kinds import refuse_kind
from sightline.ingest.sheets.workbooks import read_workbook
from sightline.model.errors import BadInput
from sightline.workbooks.kinds import IN_A_PROCESS, FileKind, find_kind

DELIMITERS = (",", ";", "\t")
QUOTED = re.compile('"[^"]*"?')
DEFAULT = Limits()
NO_NOTES = -1
Rows = Callable[[], Iterator[list[str]]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name (empty for CSV), its place in the file, and its rows. `padded`: short rows are no error.

    `refusal` says why none of its rows are read, where that is so; its rows are then empty. `note_place` is where the
    cell stands that says of a row what no cell says: that it is hidden, say. -1 where no row has such a note.
    """

    name: str
    place: int
    rows: Rows
    padded: bool = False
    refusal: BadInput | None = None
    most_columns: int = DEFAULT.csv_columns
    note_place: int = NO_NOTES
    noted: int = 0


def read_sheets(path: Path, *, limits: Limits = DEFAULT, folder: Path | None = None) -> list[Sheet]:
    """The sheets of a file; BadInput where it is none that can be read within the limits.

    `folder` is where a workbook's rows are kept, without a name, for as long as its sheets are held.
    """
    kind = kind_of(path)
    if kind in IN_A_PROCESS:
        return _workbook_sheets(path, limits, folder or Path(tempfile.gettempdir()))
    refuse_kind(kind)
    encoding, errors = find_encoding(path)
    delimiter = find_delimiter(path, encoding, errors)

    def rows() -> Iterator[list[str]]:
        return read_csv(path, encoding=encoding, errors=errors, delimiter=delimiter, limits=limits)

    return [Sheet("", 0, rows, most_columns=limits.csv_columns)]


def kind_of(path: Path) -> FileKind:
    """What a file is, by its first bytes."""
    with path.open("rb") as stream:
        return find_kind(stream)


def _workbook_sheets(path: Path, limits: Limits, folder: Path) -> list[Sheet]:
    return [
        Sheet(sheet.name, place, sheet.rows if refusal is None else _no_rows, padded=True, refusal=refusal,
              most_columns=limits.workbook.columns + bool(sheet.noted),
              note_place=sheet.width if sheet.noted else NO_NOTES, noted=sheet.noted)
        for place, (sheet, refusal) in enumerate(read_workbook(path, limits=limits.workbook, folder=folder))
    ]  # fmt: skip


def _no_rows() -> Iterator[list[str]]:
    return iter(())


def find_delimiter(path: Path, encoding: str, errors: str) -> str:
    """The sign between cells: that which stands most often in the first lines, what is quoted left out."""
    with path.open(encoding=encoding, errors=errors, newline="") as stream:
        top = stream.read(8192)
    between = QUOTED.sub("", top)
    return max(DELIMITERS, key=between.count if any(map(between.count, DELIMITERS)) else top.count)
