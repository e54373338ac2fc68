"""Counts the rows of a sheet that is read whole or by portions, and gives each to be written, within the limits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sightline.workbooks.limits import WorkbookLimits
from sightline.workbooks.refusals import TOO_FULL, TOO_LONG, TOO_WIDE, UNREADABLE, Refusal

Emit = Callable[[list[int | str]], None]
"""Takes one row: how many empty rows come before it, then column and text of each filled cell, by turns."""


@dataclass(slots=True)
class SheetEnd:
    """What is known at the end of a sheet: its filled rows, used columns, rows with a note, cells merged downwards."""

    rows: int = 0
    width: int = 0
    noted: int = 0
    merges: list[tuple[int, int, int]] = field(default_factory=list)


NOTE = 0  # the column in which the note of a row is given: sheets count theirs from 1


class RowCounter:
    """What was given of one sheet so far."""

    def __init__(self, emit: Emit, limits: WorkbookLimits) -> None:
        self._emit, self._limits = emit, limits
        self._last, self.end_of_sheet = 0, SheetEnd()

    def add(self, number: int, filled: Mapping[int, str]) -> None:
        """Give a row by its number from 1, in order; an empty one is none. Refusal beyond the limits."""
        if not filled:
            return
        end, limits = self.end_of_sheet, self._limits
        if number > limits.rows:
            raise Refusal(TOO_LONG, limits.rows)
        if number <= self._last:
            raise Refusal(UNREADABLE)
        end.rows += 1
        end.width = max(end.width, *filled)
        end.noted += NOTE in filled
        if end.width > limits.columns:
            raise Refusal(TOO_WIDE, limits.columns)
        if end.rows * end.width > limits.cells:
            raise Refusal(TOO_FULL, limits.cells)
        line: list[int | str] = [number - self._last - 1]
        for column in sorted(filled):
            line += (column, filled[column])
        self._emit(line)
        self._last = number
