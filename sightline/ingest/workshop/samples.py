"""The sample of a sheet that the workshop looks at: its first rows, the row of headings, and each column below it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from sightline.ingest.mappings.headings import LOOKED_AT
from sightline.ingest.mappings.meanings import LONGEST_HEADING, known_headings, split_heading
from sightline.ingest.sheets.csv_rows import RowTooLong
from sightline.ingest.sheets.reader import Sheet
from sightline.ingest.workshop.contents import ColumnContents, is_date, read_contents
from sightline.model.errors import BadInput

SAMPLE_ROWS = 500


@dataclass(frozen=True, slots=True)
class SampleColumn:
    """One column: its place, its heading as written, its cells in the sample, and what they hold."""

    place: int
    heading: str
    cells: tuple[str, ...] = field(repr=False)
    contents: ColumnContents

    @property
    def first_cells(self) -> tuple[str, ...]:
        """The filled cells, each once, in the order of the rows."""
        return tuple(dict.fromkeys(cell.strip() for cell in self.cells if cell.strip()))


@dataclass(frozen=True, slots=True)
class SheetSample:
    """The sample of one sheet. `heading_row` counts from 0; `twice` are headings that several columns have."""

    sheet: str
    heading_row: int
    columns: tuple[SampleColumn, ...]
    rows: int
    top: tuple[tuple[str, ...], ...] = field(repr=False)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings as written, by place."""
        return self.top[self.heading_row]

    @property
    def twice(self) -> frozenset[str]:
        """Headings that more than one column has."""
        counted = Counter(column.heading for column in self.columns if column.heading)
        return frozenset(heading for heading, count in counted.items() if count > 1)


def read_sample(sheet: Sheet) -> SheetSample:
    """The sample of a sheet; BadInput where it is empty, or no row of it could be headings."""
    rows = _first_rows(sheet)
    if not any(cell.strip() for row in rows for cell in row):
        raise BadInput("The sheet is empty.", code="empty_file", what_to_do="Name another sheet with --sheet.")
    at_row = find_heading_row(rows[:LOOKED_AT])
    below = [row for row in rows[at_row + 1 :] if any(map(str.strip, row))][:SAMPLE_ROWS]
    width = len(rows[at_row])
    columns = tuple(_column(place, rows[at_row][place].strip().lstrip("\ufeff"), below) for place in range(width))
    return SheetSample(sheet.name, at_row, columns, len(below), tuple(map(tuple, rows[:LOOKED_AT])))


def _column(place: int, heading: str, rows: Sequence[Sequence[str]]) -> SampleColumn:
    cells = tuple(row[place] if place < len(row) else "" for row in rows)
    return SampleColumn(place, heading, cells, read_contents(cells))


def _first_rows(sheet: Sheet) -> list[list[str]]:
    """The first rows, up to one that goes on for too long or is too wide."""
    rows: list[list[str]] = []
    try:
        for row in islice(sheet.rows(), LOOKED_AT + SAMPLE_ROWS):
            if len(row) > sheet.most_columns:
                break
            rows.append(row)
    except RowTooLong:
        pass
    return rows


def find_heading_row(rows: Sequence[Sequence[str]]) -> int:
    """The row that is most like headings: the first of those with most known headings, then with most other words.

    BadInput where no row has two.
    """
    scores = [_score(row) for row in rows]
    best = max(scores, default=(0, 0))
    if sum(best) < 2:
        raise BadInput(
            "No row of this sheet looks like headings.",
            code="no_headings",
            what_to_do="Put a row of headings above the data, one for each column.",
        )
    return scores.index(best)


def _score(row: Sequence[str]) -> tuple[int, int]:
    """How many cells are known headings, and how many others could be: short words that are no date or number."""
    cells = {cell.strip() for cell in row if 0 < len(cell.strip()) <= LONGEST_HEADING}
    known = {cell for cell in cells if split_heading(cell) in known_headings()}
    others = {cell for cell in cells - known if not is_date(cell) and not cell.replace(" ", "").isdigit()}
    return (len(known), len(others)) if len(known) > 1 else (0, len(others) + len(known))
