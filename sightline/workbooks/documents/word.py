"""Reads a Word file (.docx): paragraphs and rows of tables in their order, text boxes, notes and comments.

Of tracked changes the text is read as if they were accepted. Only the parts named here are opened, so nothing that the
file refers to is fetched. A file with macros is refused.

Source: ECMA-376, part 1, chapter 17 (WordprocessingML).
"""

from dataclasses import dataclass, field
from typing import Any

from sightline.workbooks.archive import Archive, Attributes
from sightline.workbooks.documents.parts import LONGEST_PART, ReadDocument
from sightline.workbooks.refusals import DOCUMENT_TOO_LONG, MACROS, UNREADABLE, Refusal

MAIN = ("word/document.xml", "word/document2.xml")
MACRO_PART = "word/vbaProject.bin"
BESIDE = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"), ("word/comments.xml", "comment"))
LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "instrText"})
"""What is not of the text: deleted words, the place from which words were moved, the same drawing a second time."""
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
OFF = ("0", "false", "off", "none")
DEEPEST = 64


def is_word_file(archive: Archive) -> bool:
    """Whether an archive is a Word file."""
    return any(archive.has(name) for name in MAIN)


def read_word(archive: Archive) -> ReadDocument:
    """Read it; Refusal where it has macros, or goes beyond the bounds."""
    if archive.has(MACRO_PART):
        raise Refusal(MACROS)
    document = ReadDocument("document")
    main = next(name for name in MAIN if archive.has(name))
    for part, kind in ((main, ""), *BESIDE):
        if archive.has(part):
            _read_part(archive, part, document, beside=kind)
    return document


def _read_part(archive: Archive, part: str, document: ReadDocument, *, beside: str) -> None:
    def make_ready(parser: Any) -> None:
        _WordHandlers(parser, document, beside=beside)

    archive.parse(part, make_ready)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is open, and what a reader must know of it."""

    is_boxed: bool = False
    texts: list[str] = field(default_factory=list, repr=False)
    length: int = 0
    notes: list[str] = field(default_factory=list, repr=False)

    def add(self, text: str) -> None:
        self.length += len(text)
        if self.length > LONGEST_PART:
            raise Refusal(DOCUMENT_TOO_LONG, LONGEST_PART)
        self.texts.append(text)

    def note(self, said: str) -> None:
        if said not in self.notes:
            self.notes.append(said)


@dataclass(slots=True)
class _Cell:
    """A cell that is open. `goes_on`: it is merged with the one above."""

    goes_on: bool = False
    spans: int = 1
    texts: list[str] = field(default_factory=list, repr=False)


class _WordHandlers:
    """Handles the elements of one part. A table within a cell is text of that cell."""

    def __init__(self, parser: Any, document: ReadDocument, *, beside: str = "") -> None:
        self._document, self._beside = document, beside
        self._open: list[_Paragraph] = []
        self._left_out, self._tables, self._table, self._row = 0, 0, 0, 0
        self._cells: list[_Cell] = []
        self._above: dict[int, str] = {}
        self._notes: list[str] = []
        self._in_run = self._in_text = False
        self._hidden = self._struck = False
        self._paragraphs = self._boxes = self._beside_number = 0
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text

    def _start(self, full_name: str, attributes: Attributes) -> None:
        name = full_name.rpartition(":")[2]
        said = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if self._left_out or name in LEFT_OUT:
            self._left_out += 1
            if name == "del" and self._open:
                self._open[-1].note("words were deleted")
            return
        if name == "p":
            if len(self._open) >= DEEPEST:
                raise Refusal(UNREADABLE)
            self._open.append(_Paragraph(is_boxed=self._boxes > 0))
        elif name in ("tbl", "tr", "tc", "vMerge", "gridSpan"):
            self._start_table(name, said)
        elif name == "txbxContent":
            self._boxes += 1
        elif name == self._beside:
            self._beside_number += 1
        else:
            self._start_words(name, said)

    def _start_words(self, name: str, said: Attributes) -> None:
        if name == "r":
            self._in_run, self._hidden, self._struck = True, False, False
        elif name == "t":
            self._in_text = True
        elif name in BREAKS and self._open and self._in_run:
            self._open[-1].add(BREAKS[name])
        elif self._in_run and name in ("vanish", "strike", "dstrike"):
            is_on = said.get("val", "1").lower() not in OFF
            self._hidden |= is_on and name == "vanish"
            self._struck |= is_on and name != "vanish"

    def _start_table(self, name: str, said: Attributes) -> None:
        if name == "tbl":
            self._tables += 1
            if self._tables == 1:
                self._table, self._row, self._above = self._table + 1, 0, {}
        elif self._tables != 1:
            return
        elif name == "tr":
            self._row, self._cells, self._notes = self._row + 1, [], []
        elif name == "tc":
            self._cells.append(_Cell())
        elif name == "vMerge" and self._cells:
            self._cells[-1].goes_on = said.get("val", "continue") == "continue"
        elif name == "gridSpan" and self._cells and said.get("val", "").isdecimal():
            self._cells[-1].spans = min(int(said["val"]), DEEPEST)

    def _text(self, data: str) -> None:
        if self._in_text and self._open and not self._left_out:
            paragraph = self._open[-1]
            paragraph.add(data)
            if self._hidden:
                paragraph.note("hidden")
            if self._struck:
                paragraph.note("struck out")

    def _end(self, full_name: str) -> None:
        name = full_name.rpartition(":")[2]
        if self._left_out:
            self._left_out -= 1
        elif name == "t":
            self._in_text = False
        elif name == "r":
            self._in_run = False
        elif name == "txbxContent":
            self._boxes -= 1
        elif name == "p" and self._open:
            self._end_paragraph(self._open.pop())
        elif name == "tr" and self._tables == 1:
            self._end_row()
        elif name == "tbl":
            self._tables -= 1

    def _end_paragraph(self, closed: _Paragraph) -> None:
        text = "".join(closed.texts).strip()
        if not text:
            return
        if self._tables and self._cells:
            self._cells[-1].texts.append(text)
            self._notes += [said for said in closed.notes if said not in self._notes]
            return
        if self._beside:
            place = f"{self._beside.capitalize()} {self._beside_number}"
        else:
            self._paragraphs += 1
            place = f"Paragraph {self._paragraphs}"
        notes = [*(["text box"] if closed.is_boxed else []), *closed.notes]
        self._document.add(_place(place, notes), (text,))

    def _end_row(self) -> None:
        cells: list[str] = []
        for cell in self._cells:
            column = len(cells)
            text = "\n".join(cell.texts)
            if cell.goes_on and not text:
                text = self._above.get(column, "")
            self._above[column] = text
            cells += [text, *[""] * (cell.spans - 1)]
        place = _place(f"Table {self._table}, row {self._row}", self._notes)
        self._document.add(place, tuple(cells), table=self._table)
        self._cells = []


def _place(place: str, notes: list[str]) -> str:
    return f"{place} ({', '.join(notes)})" if notes else place
