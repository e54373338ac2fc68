"""The year grid: entries by month as a table, a row a year, whose years lead to their first entry on the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from sightline.casework.chronology.pages.lines import MonthOfGrid

MONTHS = tuple(f"{number:02}" for number in range(1, 13))
SHADES = (1, 2, 4)  # from how many entries each shade is


@dataclass(frozen=True, slots=True)
class GridCell:
    """One month: how many entries, how dark, and whether a missing report is among them."""

    entries: int
    shade: int
    missing: bool


@dataclass(frozen=True, slots=True)
class GridYear:
    """One year of the table; `after` is the place in the list from which its entries come."""

    year: str
    after: str
    cells: tuple[GridCell, ...]


def draw_grid(months: Iterable[MonthOfGrid], *, oldest_first: bool) -> tuple[GridYear, ...]:
    """Each year from the newest to the oldest, also one without entries: silence is what a reader looks for."""
    found = {one.month: one for one in months}
    if not found:
        return ()
    first, last = int(min(found)[:4]), int(max(found)[:4])
    return tuple(
        GridYear(
            str(year),
            str(year if oldest_first else year + 1),
            tuple(_cell(found.get(f"{year}-{month}")) for month in MONTHS),
        )
        for year in range(last, first - 1, -1)
    )


def _cell(found: MonthOfGrid | None) -> GridCell:
    if found is None:
        return GridCell(0, 0, missing=False)
    return GridCell(found.entries, sum(found.entries >= least for least in SHADES), found.missing)
