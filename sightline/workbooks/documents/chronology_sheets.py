"""Makes entries of a sheet of a workbook that is a chronology, where the lines above its headings say the child.

Every other sheet is passed on as it is. Rows are taken one by one: only those above the headings are kept.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sightline.workbooks.documents.cover_sheet import (
    CHILD_HEADINGS,
    LINE,
    CoverSheet,
    is_list_of_children,
    label_of,
    read_cover_sheet,
)
from sightline.workbooks.documents.parts import DocumentPart, ReadDocument
from sightline.workbooks.documents.tables import ENTRY_HEADINGS, entry_headings, read_entry
from sightline.workbooks.limits import WorkbookLimits
from sightline.workbooks.refusals import NO_CHILD_SAID, Refusal
from sightline.workbooks.row_counter import NOTE, Emit, RowCounter, SheetEnd

LOOKED_AT = 40
PLACES = {heading: place for place, heading in enumerate(ENTRY_HEADINGS, start=1)}


@dataclass(frozen=True, slots=True)
class _Written:
    """A row that was written: its number in the sheet, its first and last number here, and the place of each column."""

    number: int
    first: int
    last: int
    columns: Mapping[int, int]


@dataclass(slots=True)
class _Block:
    """A chronology of a sheet: what is said above it, and what each column is."""

    cover_sheet: CoverSheet = field(repr=False)
    headings: dict[int, str]

    @property
    def columns(self) -> dict[int, int]:
        """The place of each column that alone has its heading."""
        said = list(self.headings.values())
        return {column: PLACES[name] for column, name in self.headings.items() if name and said.count(name) == 1}


class ChronologySheet:
    """Takes the rows of one sheet, as its reader gives them."""

    def __init__(self, emit: Emit, limits: WorkbookLimits, *, number: int, reference: Callable[[], str]) -> None:
        self._emit, self._sheet, self._reference = emit, number, reference
        self._counter = RowCounter(emit, limits)
        self._kept: list[list[int | str]] | None = []
        self._above, self._row, self._next = _Above(), 0, 2
        self._block: _Block | None = None
        self._written: list[_Written] = []

    @property
    def is_chronology(self) -> bool:
        """Whether its rows became entries."""
        return self._block is not None

    def take(self, line: list[int | str]) -> None:
        """Take a row. Refusal where a chronology does not say its child."""
        self._row += int(line[0]) + 1
        if not self._block and self._kept is None:
            self._emit(line)
            return
        cells = {int(line[place]): str(line[place + 1]) for place in range(1, len(line), 2)}
        note = cells.pop(NOTE, "")
        if self._kept is not None:
            self._kept.append(line)
        if headings := _headings(cells):
            self._begin(headings)
        elif self._block and not (self._above.parts or _says_child(cells, self._block)):
            self._write(cells, note, self._block)
        else:
            self._above.add(self._row, cells)
            if self._kept and len(self._kept) > LOOKED_AT:
                self._pass_on()

    def finish(self, end: SheetEnd) -> SheetEnd:
        """What is known at the end of the sheet: `end`, where its rows were passed on."""
        if not self._block:
            self._pass_on()
            return end
        if self._above.parts:  # a child below the last chronology
            raise Refusal(NO_CHILD_SAID)
        made = self._counter.end_of_sheet
        made.merges = list(self._moved(end.merges))
        return made

    def _pass_on(self) -> None:
        for line in self._kept or ():
            self._emit(line)
        self._kept = None

    def _begin(self, headings: dict[int, str]) -> None:
        """Begin a chronology; where nothing above it says a child, go on with the one before, or pass the sheet on."""
        above = self._above.read()
        if not above.children and not above.is_doubtful:
            if self._block:
                self._block = _Block(self._block.cover_sheet, headings)
                self._above = _Above()
            else:
                self._pass_on()
            return
        if not above.says_children:
            raise Refusal(NO_CHILD_SAID)
        if not self._block:
            self._kept = None
            self._counter.add(1, {place: heading for heading, place in PLACES.items()})
        self._block, self._above = _Block(above, headings), _Above()

    def _write(self, cells: dict[int, str], note: str, block: _Block) -> None:
        said = read_entry(cells, block.headings)
        said.setdefault("Agency", block.cover_sheet.said.get("Agency", ""))
        said["Document"] = block.cover_sheet.said.get("Document") or self._reference()
        said["Place"] = f"Sheet {self._sheet}, row {self._row}"
        first = self._next
        if not cells:  # a comment alone
            self._counter.add(self._next, {NOTE: note})
            self._next += 1
            return
        for child in block.cover_sheet.children:
            filled = {PLACES[name]: text for name, text in (said | child).items() if text}
            self._counter.add(self._next, filled | ({NOTE: note} if note else {}))
            self._next += 1
        self._written.append(_Written(self._row, first, self._next - 1, block.columns))

    def _moved(self, merges: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
        """Cells that are merged downwards, where they are now: column, first row and last row."""
        for column, top, bottom in merges:
            begins = bisect_left(self._written, top, key=lambda one: one.number)
            ends = bisect_right(self._written, bottom, key=lambda one: one.number) - 1
            if begins < ends and self._written[begins].number == top and column in self._written[begins].columns:
                yield self._written[begins].columns[column], self._written[begins].first, self._written[ends].last


def _headings(cells: Mapping[int, str]) -> dict[int, str]:
    """What each column is, where a row has the headings of a chronology and none of a child."""
    found = entry_headings(cells)
    return {} if any(label_of(text) in CHILD_HEADINGS for text in cells.values()) else found


class _Above:
    """The rows above a chronology: lines, labels with what is beside them, and lists of children."""

    def __init__(self) -> None:
        self.parts: list[DocumentPart] = []
        self._table, self._last, self._width, self._in_list = 0, 0, 0, False

    def add(self, number: int, cells: Mapping[int, str]) -> None:
        """Take a row by its number in the sheet."""
        said = [cells[column] for column in sorted(cells) if cells[column]]
        goes_on = self._in_list and number == self._last + 1
        self._width = max(cells, default=0) if not goes_on else max((self._width, *cells))
        row = tuple(cells.get(column, "") for column in range(1, self._width + 1))
        self._table += not goes_on
        listed = DocumentPart(f"row {number}", row, self._table)
        self._in_list = goes_on or is_list_of_children(listed)
        self._last = number
        if self._in_list:
            self.parts.append(listed)
        elif len(said) > 1:
            self.parts.append(DocumentPart(f"row {number}", _pairs(said), self._table))
        elif said:
            self.parts.append(DocumentPart(f"row {number}", (said[0],)))

    def read(self) -> CoverSheet:
        """What they say."""
        return read_cover_sheet(ReadDocument("chronology", parts=self.parts), tables_of_entries=())


def _says_child(cells: Mapping[int, str], block: _Block) -> bool:
    """Whether a row below a chronology begins with the label of a child, such as `Child:`."""
    first = min(cells, default=0)
    label = LINE.match(cells[first]) if cells else None
    return bool(label and label_of(label[1]) in CHILD_HEADINGS and first <= min(block.headings))


def _pairs(cells: list[str]) -> tuple[str, ...]:
    """Labels with what they say, by turns: the label is in the cell before, or at the beginning of the cell.

    An empty label is before what has none.
    """
    pairs, waiting = list[str](), ""
    for cell in cells:
        labels = list(LINE.finditer(cell)) if LINE.match(cell) else []
        if labels and cell[labels[0].end() :].strip():
            ends = [*(one.start() for one in labels[1:]), len(cell)]
            pairs += (waiting, "") if waiting else ()
            for one, end in zip(labels, ends, strict=True):
                pairs += (one[1], cell[one.end() : end].strip(" ,;|"))
            waiting = ""
        elif label_of(cell):
            pairs += (waiting, "") if waiting else ()
            waiting = cell
        else:
            pairs += (waiting, cell)
            waiting = ""
    return (*pairs, waiting, "") if waiting else tuple(pairs)
