"""Reads a received file as sheets of rows of text: CSV in the encodings that agencies use, or a workbook.

A newcomer would get this wrong: a CSV is read twice (once for keys, once for what is new) so that a million rows need
not be held; therefore a sheet gives its rows anew each time it is asked.
"""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sightline.ingest.encodings import find_encoding
from sightline.ingest.workbooks import read_workbook
from sightline.model.errors import BadInput

ZIP_BEGINS, OLD_WORKBOOK_BEGINS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
DELIMITERS = (",", ";", "\t")
QUOTED = re.compile('"[^"]*"?')
BIGGEST_FIELD = 1 << 28
Rows = Callable[[], Iterator[list[str]]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name (empty for CSV), its place in the file, and its rows. `padded`: short rows are no error."""

    name: str
    place: int
    rows: Rows
    padded: bool = False


def read_sheets(path: Path) -> list[Sheet]:
    """The sheets of a file; BadInput where it is neither CSV nor a workbook that can be read."""
    with path.open("rb") as stream:
        begins = stream.read(8)
    if not begins:
        raise BadInput("The file is empty.", code="empty_file", what_to_do="Ask the agency to send it again.")
    if begins.startswith(OLD_WORKBOOK_BEGINS):
        raise BadInput(
            "The file is an old or password-protected workbook.",
            code="old_workbook",
            what_to_do="Open it in its program, save it as .xlsx without a password, and take that in.",
        )
    if begins.startswith(ZIP_BEGINS):
        return [
            Sheet(name, place, (lambda rows=rows: iter(rows)), padded=True)  # type: ignore[misc]
            for place, (name, rows) in enumerate(read_workbook(path))
        ]
    encoding, errors = find_encoding(path)
    delimiter = _delimiter(path, encoding, errors)
    return [Sheet("", 0, lambda: _csv_rows(path, encoding, errors, delimiter))]


def _csv_rows(path: Path, encoding: str, errors: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(BIGGEST_FIELD)
    with path.open(encoding=encoding, errors=errors, newline="") as stream:
        try:
            yield from csv.reader(stream, delimiter=delimiter)
        except csv.Error as error:
            raise BadInput(
                f"The file stops being CSV: {error}.",
                code="not_csv",
                what_to_do="Ask the agency to export it again; a quotation mark may never be closed.",
            ) from error


def _delimiter(path: Path, encoding: str, errors: str) -> str:
    """The sign between cells: that which stands most often in the first lines, what is quoted left out."""
    with path.open(encoding=encoding, errors=errors, newline="") as stream:
        top = stream.read(8192)
    between = QUOTED.sub("", top)
    return max(DELIMITERS, key=between.count if any(map(between.count, DELIMITERS)) else top.count)
