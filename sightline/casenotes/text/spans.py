"""Ranges of a text, asked by place without a walk over all: reading a note costs in proportion to its length."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

Range = tuple[int, int]


class Spans:
    """Ranges that do not overlap, in order; ranges that do are united first. Ends are exclusive."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._ranges: list[Range] = []
        for start, end in sorted(ranges):
            if self._ranges and start < self._ranges[-1][1]:
                self._ranges[-1] = (self._ranges[-1][0], max(end, self._ranges[-1][1]))
            else:
                self._ranges.append((start, end))
        self._starts = [start for start, _ in self._ranges]
        self._ends = [end for _, end in self._ranges]

    def __bool__(self) -> bool:
        return bool(self._ranges)

    def at(self, place: int) -> Range | None:
        """The range that holds a place."""
        before = bisect_right(self._starts, place) - 1
        return self._ranges[before] if before >= 0 and place < self._ends[before] else None

    def touches(self, start: int, end: int) -> bool:
        """Whether any range shares a letter with `start` to `end`."""
        first = bisect_right(self._ends, start)
        return first < bisect_left(self._starts, end)


class Overlaps:
    """Ranges that may overlap, in order of their starts: whether any shares a letter with another range."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        ordered = sorted(ranges)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def any(self, start: int, end: int) -> bool:
        """Whether any range shares a letter with `start` to `end`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start
