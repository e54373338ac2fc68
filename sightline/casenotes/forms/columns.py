"""Tables in notes: a row of heads, and rows of as many cells below it, parted by bars or tabs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Range = tuple[int, int]
BAR, TAB = "|", "\t"
RULED = re.compile(r"[\s|:+=-]+")
FEWEST_CELLS = 2
# A line under a table that has more or fewer cells, or begins with yes, may answer any of its heads.
GOES_ON = re.compile(r"[^\r\n]*[|\t]|\W*(?:[^\W\d_]+:\s*)?(?:yes|yeah|y)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A head, and the cells below it that are not empty."""

    head: Range
    cells: tuple[Range, ...]


def list_columns(*, text: str, lines: Sequence[Range]) -> Iterator[FormColumn]:
    """Every column of every table. The first of rows with one number of cells is the row of heads.

    None of a table below which a row of another number of cells stands: what that row answers is not certain.
    """
    place = 0
    while place < len(lines):
        rows, place = _rows_from(text, lines, place)
        if len(rows) > 1 and place < len(lines) and GOES_ON.match(text, *lines[place]):
            continue
        for number, head in enumerate(rows[0] if len(rows) > 1 else []):
            cells = tuple(row[number] for row in rows[1:] if text[slice(*row[number])])
            if cells and text[slice(*head)]:
                yield FormColumn(head, cells)


def _rows_from(text: str, lines: Sequence[Range], place: int) -> tuple[list[list[Range]], int]:
    """The rows of the table that begins at a line, and the place of the line behind it."""
    rows: list[list[Range]] = []
    for number, line in enumerate(lines[place:], place):
        if rows and RULED.fullmatch(text, *line):
            continue
        cells = _cells_of(text, line)
        if len(cells) < FEWEST_CELLS or (rows and len(cells) != len(rows[0])):
            return rows, max(number, place + 1)
        rows.append(cells)
    return rows, len(lines)


def _cells_of(text: str, line: Range) -> list[Range]:
    """The cells of a line, without the blanks around them; none where no bar or tab parts it."""
    start, end = line
    written = text[start:end]
    divider = BAR if BAR in written else TAB
    start += len(written) - len(written.lstrip(f" {divider}"))
    end -= len(written) - len(written.rstrip(f" {divider}"))
    cells: list[Range] = []
    for cell in text[start:end].split(divider):
        blank = len(cell) - len(cell.lstrip())
        cells.append((start + blank, start + max(blank, len(cell.rstrip()))))
        start += len(cell) + 1
    return cells
