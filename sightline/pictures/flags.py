"""Places labels beside their glyphs: each the first free place of a fixed order, so that the same facts give the same.

A flag is a thin pole from its glyph and the text beside it. Where a text finds no place, its number does, and the table
says what it is. A label is never shortened.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from sightline.pictures.canvas import Box, text_box

ROW, SIDES = 16, ("start", "end")
TEXT_ROWS, MOST_ROWS = 3, 12


@dataclass(frozen=True, slots=True)
class Flag:
    """A label that wants a place: where its glyph stands, and the number that is written where it has no room."""

    x: float
    y: float
    radius: float
    label: str = field(repr=False)
    place: str = field(default="", repr=False)
    bold: bool = False


@dataclass(frozen=True, slots=True)
class PlacedFlag:
    """A label that has a place: the foot of its text, on which side of its pole, and the pole."""

    flag: Flag
    x: float
    y: float
    anchor: str
    label: str = field(repr=False)
    box: Box
    pole: Box


@dataclass(slots=True)
class FlagPlacer:
    """Gives each flag of one lane a place: rows nearest the glyphs first, above and below in turn."""

    left: float
    right: float
    above: float
    below: float
    taken: list[Box]
    poles: list[Box] = field(default_factory=list)

    def place(self, flags: Iterable[Flag]) -> list[PlacedFlag]:
        """A place for each, from left to right; a glyph in the midst of many may stay without."""
        placed = []
        for flag in sorted(flags, key=lambda one: (one.x, one.y, one.place)):
            number = flag.place
            tries = chain(
                self._place_rows(flag, flag.label, TEXT_ROWS),
                self._beside(flag, number),
                self._place_rows(flag, number, MOST_ROWS),
            )
            found = next((one for one in tries if self._is_free(one)), None)
            if found:
                self.taken.append(found.box)
                self.poles.append(found.pole)
                placed.append(found)
        return placed

    def _place_rows(self, flag: Flag, label: str, rows: int) -> Iterator[PlacedFlag]:
        for row in range(rows):
            for y in (self.above - row * ROW, self.below + row * ROW):
                for side in SIDES:
                    yield self._at(flag, label, y, side)

    def _beside(self, flag: Flag, label: str) -> Iterator[PlacedFlag]:
        """On the glyph's own row, without a pole."""
        for side, x in zip(SIDES, (flag.x + flag.radius + 3, flag.x - flag.radius - 3), strict=True):
            y = flag.y + 4.5
            box = text_box(x, y, label, bold=flag.bold, anchor=side)
            yield PlacedFlag(flag, x, y, side, label, box, Box(flag.x, flag.y, flag.x, flag.y, "pole"))

    def _at(self, flag: Flag, label: str, y: float, side: str) -> PlacedFlag:
        x = flag.x + (4 if side == "start" else -4)
        box = text_box(x, y, label, bold=flag.bold, anchor=side)
        up = y < flag.y
        top, bottom = (box.top, flag.y - flag.radius) if up else (flag.y + flag.radius, box.bottom)
        return PlacedFlag(flag, x, y, side, label, box, Box(flag.x - 1, top, flag.x + 1, bottom, "pole"))

    def _is_free(self, one: PlacedFlag) -> bool:
        if one.box.left < self.left or one.box.right > self.right:
            return False
        near, pole = one.box.grown(3, 1), one.pole
        own = one.flag
        for box in self.taken:
            if near.hits(box):
                return False
            is_own = box.left <= own.x <= box.right and box.top <= own.y <= box.bottom
            if pole.hits(box) and not is_own:
                return False
        return not any(near.hits(other) for other in self.poles)
