"""One sheet as it is parsed: each filled cell is written out with its place, and nothing is kept but the present row.

What the sheet declares as its used range is not read: it may be wrong in either direction. Empty cells with a format,
up to the last row and column of the program, are therefore no rows.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from sightline.workbooks import values
from sightline.workbooks.archive import Attributes
from sightline.workbooks.limits import WorkbookLimits
from sightline.workbooks.refusals import TOO_FULL, UNREADABLE, Refusal
from sightline.workbooks.row_counter import NOTE, Emit, RowCounter, SheetEnd
from sightline.workbooks.row_notes import RowNotes
from sightline.workbooks.texts import TextCollector, unescape

PLACE = re.compile("([A-Za-z]{1,4})([0-9]{1,8})")
RANGE = re.compile("([A-Za-z]{1,4})([0-9]{1,8}):([A-Za-z]{1,4})([0-9]{1,8})")
MOST_MERGES = 100_000


@dataclass(slots=True)
class Book:
    """What all sheets of a workbook share."""

    strings: list[str] = field(repr=False)
    styles: list[str]
    from_1904: bool
    limits: WorkbookLimits


class SheetHandlers:
    """The parser's handlers for one sheet. Element names are compared with the prefix of the root element."""

    def __init__(self, parser: Any, book: Book, emit: Emit, notes: RowNotes) -> None:
        self._parser, self._book = parser, book
        self._rows, self._notes = RowCounter(emit, book.limits), notes
        self._columns: dict[str, int] = {}
        self._collector = TextCollector(book.limits.cell_length)
        self._row, self._column, self._cells = 0, 0, 0
        self._kind, self._style, self._aside, self._has_formula = "n", 0, 0, False
        self._filled: dict[int, str] = {}
        parser.StartElementHandler = self._root

    def _root(self, name: str, _: Attributes) -> None:
        prefix = name[: name.rfind(":") + 1]
        names = ("c", "v", "t", "row", "rPh", "mergeCell", "f", "col")
        self._c, self._v, self._t, self._r, self._rph, self._merge, self._f, self._col = (
            prefix + each for each in names
        )
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == self._c:
            self._begin_cell(attributes)
        elif name == self._v or (name == self._t and not self._aside):
            self._parser.CharacterDataHandler = self._collector.add
        elif name == self._r:
            self._begin_row(attributes)
        elif name == self._f:
            self._has_formula = True
        elif name == self._rph:
            self._aside += 1
        elif name == self._merge:
            self._take_merge(attributes.get("ref", ""))
        elif name == self._col:
            self._notes.hide_columns(attributes)

    def _end(self, name: str) -> None:
        if name in (self._v, self._t):
            self._parser.CharacterDataHandler = None
        elif name == self._c:
            self._end_cell()
        elif name == self._r:
            self._end_row()
        elif name == self._rph:
            self._aside -= 1

    def _begin_row(self, attributes: Attributes) -> None:
        said = attributes.get("r", "")
        self._row = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else self._row + 1
        self._column = 0
        self._notes.begin_row(attributes)

    def _begin_cell(self, attributes: Attributes) -> None:
        self._cells += 1
        if self._cells > self._book.limits.cells:
            raise Refusal(TOO_FULL, self._book.limits.cells)
        place = attributes.get("r")
        self._column = self._column + 1 if place is None else self._place(place)
        self._kind = attributes.get("t", "n")
        style = attributes.get("s", "0")
        self._style = int(style) if style.isascii() and style.isdigit() else 0

    def _place(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            if not PLACE.fullmatch(place):
                raise Refusal(UNREADABLE)
            column = self._columns[letters] = column_number(letters)
        return column

    def _end_cell(self) -> None:
        text = self._text(self._collector.take())
        if text:
            self._filled[self._column] = text
            self._notes.add_cell(self._column, self._style)
        elif self._has_formula:
            self._notes.add_formula()
        self._has_formula = False

    def _text(self, written: str) -> str:
        kind, book = self._kind, self._book
        if kind == "s":
            return self._shared(written)
        if kind in ("str", "inlineStr"):
            return unescape(written)
        if not written or kind == "e":
            return written
        if kind == "b":
            return "TRUE" if written.strip() in ("1", "true") else "FALSE"
        if kind == "d":
            return values.iso_text(written)
        style = book.styles[self._style] if self._style < len(book.styles) else ""
        return values.number_text(written, style, from_1904=book.from_1904)

    def _shared(self, written: str) -> str:
        number = written.strip()
        if not number:
            return ""
        if not (number.isascii() and number.isdigit()) or len(number) > 9 or int(number) >= len(self._book.strings):
            raise Refusal(UNREADABLE)
        return self._book.strings[int(number)]

    def _end_row(self) -> None:
        for row, note in self._notes.before(self._row):
            self._rows.add(row, {NOTE: note})
        if note := self._notes.take(self._row):
            self._filled[NOTE] = note
        self._rows.add(self._row, self._filled)
        self._filled = {}

    def finish(self) -> SheetEnd:
        """What is known at the end, comments on rows without cells given."""
        for row, note in self._notes.before(None):
            self._rows.add(row, {NOTE: note})
        return self._rows.end_of_sheet

    def _take_merge(self, written: str) -> None:
        found = RANGE.fullmatch(written)
        merges = self._rows.end_of_sheet.merges
        if found and found[1].upper() == found[3].upper() and len(merges) < MOST_MERGES:
            merges.append((column_number(found[1]), int(found[2]), int(found[4])))


def column_number(letters: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
