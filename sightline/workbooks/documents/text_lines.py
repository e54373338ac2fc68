"""Puts the pieces of text of a page of a PDF together: lines to paragraphs, and the rows that a form has at its top.

A PDF says where each piece is drawn, and nothing of paragraphs or tables. A paragraph ends where a gap is wide: too few
ends are better than too many, which would cut sentences.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

from sightline.workbooks.documents.cover_sheet import LINE
from sightline.workbooks.documents.parts import DocumentPart

WIDE, SAME_LINE, OTHER_SIZE = 1.25, 0.5, 1.15
CELL_GAP = re.compile(r"\s{3,}")
LETTERS = {
    **{0xFB00 + number: letters for number, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))},
    0xF0B7: "\u2022",
    **{code: None for code in range(32) if chr(code) not in "\t\n"},
}
"""Letters that are drawn as one, the dot of a list as Word draws it, and signs that are none."""


@dataclass(slots=True)
class _TextLine:
    """A line: its text, how far from the foot of the page it is drawn, and how high its letters are, in points."""

    text: str = field(repr=False)
    height: float
    size: float


class PageTextLines:
    """Takes the pieces of a page in the order in which they are drawn."""

    def __init__(self) -> None:
        self._lines = list[_TextLine]()
        self._begun = False

    def take(self, text: str, page: Sequence[float], line: Sequence[float], _font: Any, size: float) -> None:
        """Take a piece. `page` and `line` are the matrices that place it."""
        for number, one in enumerate(text.split("\n")):
            self._begun = self._begun and not number
            if self._begun:
                self._lines[-1].text += one
            elif one.strip():
                height = line[4] * page[1] + line[5] * page[3] + page[5]
                grown = math.hypot(page[2], page[3]) * math.hypot(line[2], line[3])
                self._lines.append(_TextLine(one, height, abs(size * grown)))
                self._begun = True

    def paragraphs(self, text: str) -> list[str]:
        """The paragraphs. `text` is all that the page says: where a piece was not given here, it is one paragraph."""
        if _letters("".join(line.text for line in self._lines)) != _letters(text):
            return [text.translate(LETTERS).strip()]
        return list(filter(None, ("\n".join(lines).translate(LETTERS).strip() for lines in self._grouped())))

    def _grouped(self) -> Iterator[list[str]]:
        gaps = [one.height - after.height for one, after in zip(self._lines, self._lines[1:], strict=False)]
        down = [gap for gap, line in zip(gaps, self._lines, strict=False) if gap > SAME_LINE * line.size]
        usual = quantiles(down)[0] if len(down) > 1 else max(down, default=0.0)
        group = list[str]()
        for before, line in zip([None, *self._lines], self._lines, strict=False):
            if before and abs(before.height - line.height) <= SAME_LINE * line.size:
                group[-1] += " " + line.text.strip()
                continue
            if before and _ends(before, line, usual):
                yield group
                group = []
            group.append(line.text.strip())
        if group:
            yield group


def _ends(before: _TextLine, line: _TextLine, usual: float) -> bool:
    """Whether a paragraph ends between two lines: by a wide gap, a line further up, or letters of another size."""
    sizes = sorted((before.size, line.size))
    return not 0 < before.height - line.height <= WIDE * usual or sizes[1] > OTHER_SIZE * sizes[0]


def _letters(text: str) -> str:
    return "".join(text.split())


def list_cover_parts(fields: Sequence[str], layout: str, *, page: int) -> list[DocumentPart]:
    """The lines of a page as a cover sheet is read: where a line has wide gaps and no label with a colon, it is a row.

    `layout` is the text of the page with its gaps. A line alone above or below a cell of a row, after its first, is a
    further line of that cell: how a form is drawn says beside which of them its label is.
    """
    parts = [DocumentPart(f"Page {page}, form field {number}", (one,)) for number, one in enumerate(fields, start=1)]
    lines = [_LaidOutTextLine(line) for line in layout.translate(LETTERS).replace("\u2019", "'").splitlines()]
    table = page * 1_000
    for number, line in enumerate(lines):
        before, after = ([*lines, EMPTY][near] for near in (number - 1 if number else -1, number + 1))
        place = f"Page {page}, line {number + 1}"
        if line.is_row:
            table += not (before.is_row or line.place_of(before))
            parts.append(DocumentPart(place, line.with_further(before, after), table))
        elif line.cells and not before.place_of(line) and not after.place_of(line):
            parts.append(DocumentPart(place, ("\t".join(line.cells),)))
    return parts


class _LaidOutTextLine:
    """A line of a page with its gaps: its cells, and at which letter each begins."""

    def __init__(self, line: str) -> None:
        said = line.strip()
        self.cells = CELL_GAP.split(said) if said else []
        begins = len(line) - len(line.lstrip())
        self._begins = [begins, *(begins + gap.end() for gap in CELL_GAP.finditer(said))]
        self.is_row = len(self.cells) > 1 and not any(map(LINE.match, self.cells))

    def place_of(self, near: "_LaidOutTextLine") -> int:
        """Which cell of this row, after the first, begins where a line that is alone begins; 0 for none."""
        if not self.is_row or len(near.cells) != 1 or LINE.match(near.cells[0]):
            return 0
        found = (place for place, one in enumerate(self._begins) if abs(one - near._begins[0]) <= 1)
        return next(found, 0)

    def with_further(self, before: "_LaidOutTextLine", after: "_LaidOutTextLine") -> tuple[str, ...]:
        """The cells of this row, each with the lines above and below that belong to it."""
        cells = list(self.cells)
        if place := self.place_of(before):
            cells[place] = f"{before.cells[0]}\n{cells[place]}"
        if place := self.place_of(after):
            cells[place] += f"\n{after.cells[0]}"
        return tuple(cells)


EMPTY = _LaidOutTextLine("")
