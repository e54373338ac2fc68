"""Whether dates of a sample are written day first or month first, and which cells prove it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sightline.ingest.dates.reader import USUAL

TWO_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ T].*)?\Z")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?\Z")
COMPACT = re.compile(r"(?:19|20)\d{6}\Z")


@dataclass(frozen=True, slots=True)
class DayOrder:
    """The evidence of date columns: cells that can only be day first, only month first, or either.

    `proofs` are the cells that prove one order, a few of each. `short_years` counts years of two digits.
    """

    day_first: int = 0
    month_first: int = 0
    either: int = 0
    short_years: int = 0
    serials: int = 0
    compact: int = 0
    day_first_cells: tuple[str, ...] = ()
    month_first_cells: tuple[str, ...] = ()

    @property
    def is_month_first(self) -> bool:
        """Whether cells prove that the month comes first, and none proves the other."""
        return self.month_first > 0 and not self.day_first

    @property
    def is_contradicted(self) -> bool:
        """Whether some cells prove one order, and others the other."""
        return self.day_first > 0 and self.month_first > 0

    @property
    def is_unproved(self) -> bool:
        """Whether there are dates that could be either, and nothing says which."""
        return self.either > 0 and not (self.day_first or self.month_first)

    @property
    def formats(self) -> tuple[str, ...]:
        """The date formats of a mapping that reads them. Day first, unless cells prove the other."""
        first = ("MM/DD/YYYY",) if self.is_month_first else ("DD/MM/YYYY",)
        more = tuple(
            name
            for name, count in (("DD/MM/YY", self.short_years), ("YYYYMMDD", self.compact), ("SERIAL", self.serials))
            if count and not (name == "DD/MM/YY" and self.is_month_first)
        )
        return (*first, *USUAL[1:-1], *more, USUAL[-1])


def read_day_order(columns: Iterable[Sequence[str]]) -> DayOrder:
    """The evidence of the cells of the date columns of a sheet."""
    cells = [cell.strip() for column in columns for cell in column if cell.strip()]
    written = [found for cell in cells if (found := TWO_NUMBERS.match(cell))]
    pairs = [(found[0], int(found[1]), int(found[2])) for found in written]
    day = [cell for cell, one, two in pairs if one > 12 >= two]
    month = [cell for cell, one, two in pairs if two > 12 >= one]
    return DayOrder(
        day_first=len(day),
        month_first=len(month),
        either=sum(1 for _, one, two in pairs if one <= 12 and two <= 12 and one != two),
        short_years=sum(len(found[3]) == 2 for found in written),
        serials=sum(SERIAL.match(cell) is not None for cell in cells),
        compact=sum(COMPACT.match(cell) is not None for cell in cells),
        day_first_cells=tuple(day[:3]),
        month_first_cells=tuple(month[:3]),
    )
