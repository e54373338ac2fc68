"""The rows of a CSV, each bounded before it is held: reading stops at a line or quotation that never ends."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from sightline.ingest.limits import Limits
from sightline.model.errors import BadInput

AGAIN = "Ask the agency to export it again; a quotation mark may never be closed."


class RowTooLong(Exception):
    """A row goes on for longer than any row may. What comes after it cannot be told apart from it."""


class _TextLines:
    """The lines of a text, and how many characters of the present row were given."""

    def __init__(self, stream: IO[str], most: int) -> None:
        self._stream, self._most = stream, most
        self.given = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(self._most + 1)
        if not line:
            raise StopIteration
        self.given += len(line)
        if self.given > self._most:
            raise RowTooLong
        return line


def read_csv(path: Path, *, encoding: str, errors: str, delimiter: str, limits: Limits) -> Iterator[list[str]]:
    """Row by row. RowTooLong and BadInput come after the rows before them were given."""
    csv.field_size_limit(limits.csv_row_characters)
    with path.open(encoding=encoding, errors=errors, newline="") as stream:
        lines = _TextLines(stream, limits.csv_row_characters)
        try:
            for number, row in enumerate(csv.reader(lines, delimiter=delimiter)):
                lines.given = 0
                if number > limits.csv_rows:
                    raise _too_many(limits.csv_rows)
                yield row
        except csv.Error as error:
            raise BadInput(f"The file stops being CSV: {error}.", code="not_csv", what_to_do=AGAIN) from error


def _too_many(most: int) -> BadInput:
    return BadInput(
        f"The file has more than {most:,} rows.",
        code="too_many_rows",
        what_to_do="Ask the agency for the extract in parts, or raise csv_rows in sightline.toml.",
    )
