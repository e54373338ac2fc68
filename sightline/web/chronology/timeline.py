"""The timeline picture: one lane an agency, one step a month, a bar as high as that month has entries.

Months without entries are in the picture too, because silence is what one looks for; and every picture has a table
beside it that says the same, since not everybody sees pictures.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sightline.casework.people.pages import TimelineCell

HEIGHT = 24
LOWEST = 4
MOST_LABELS = 6
ROOM = 0.75  # of an equal share of the width, that a label of four figures takes


@dataclass(frozen=True, slots=True)
class Bar:
    """One month of one lane, in steps from the left and units from the top."""

    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Lane:
    """One agency's bars."""

    agency: str
    entries: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """How many months of the picture lie in a year; a label that would not fit is left out."""

    label: str
    months: int
    fits: bool


@dataclass(frozen=True, slots=True)
class TimelineMonth:
    """One month of the table: its entries by agency, in the order of `Picture.agencies`."""

    month: str
    entries: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture and the table that says the same."""

    months: int
    first: str
    last: str
    lanes: tuple[Lane, ...]
    years: tuple[Year, ...]
    lines: tuple[TimelineMonth, ...]
    undated: int

    @property
    def agencies(self) -> tuple[str, ...]:
        """Agencies, in the order of the lanes."""
        return tuple(lane.agency for lane in self.lanes)


def draw_timeline(cells: Iterable[TimelineCell], *, entries: int) -> Picture:
    """Lay out a picture from how many entries each agency has in each month; `entries` counts those of no month too."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for cell in cells:
        counts[cell.agency][cell.month] = counts[cell.agency].get(cell.month, 0) + cell.entries
    months = months_between([month for by_month in counts.values() for month in by_month])
    highest = max((n for by_month in counts.values() for n in by_month.values()), default=1)
    agencies = sorted(counts)
    return Picture(
        months=len(months),
        first=months[0] if months else "",
        last=months[-1] if months else "",
        lanes=tuple(draw_lane(agency, counts[agency], months, highest) for agency in agencies),
        years=divide_years(months),
        lines=tuple(list_lines(agencies, counts)),
        undated=entries - sum(n for by_month in counts.values() for n in by_month.values()),
    )


def months_between(months: list[str]) -> list[str]:
    """Every month from the first to the last, those without entries too."""
    if not months:
        return []
    first, last = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (min(months), max(months)))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]


def draw_lane(agency: str, by_month: dict[str, int], months: list[str], highest: int) -> Lane:
    """One agency's bars; the least that is drawn can still be seen."""
    bars = []
    for x, month in enumerate(months):
        if by_month.get(month):
            height = round(LOWEST + (HEIGHT - LOWEST) * (by_month[month] - 1) / max(highest - 1, 1), 1)
            bars.append(Bar(x=x, y=round(HEIGHT - height, 1), height=height))
    return Lane(agency=agency, entries=sum(by_month.values()), bars=tuple(bars))


def divide_years(months: list[str]) -> tuple[Year, ...]:
    """The axis: each year and how many of its months are in the picture."""
    years: dict[str, int] = defaultdict(int)
    for month in months:
        years[month[:4]] += 1
    labelled = choose_labels(list(years.values()))
    return tuple(Year(label, n, place in labelled) for place, (label, n) in enumerate(years.items()))


def choose_labels(months_of_years: list[int]) -> set[int]:
    """Places of the years whose label has room on a phone: every so many, and no year too narrow for its own."""
    every = -(-len(months_of_years) // MOST_LABELS)
    if every > 1:
        return set(range(every - 1, len(months_of_years) - every + 1, every))
    room = sum(months_of_years) / MOST_LABELS * ROOM
    return {place for place, months in enumerate(months_of_years) if months >= room}


def list_lines(agencies: list[str], counts: dict[str, dict[str, int]]) -> list[TimelineMonth]:
    """The table: a line for each month that has entries."""
    months = sorted({month for by_month in counts.values() for month in by_month})
    lines = []
    for month in months:
        entries = tuple(counts[agency].get(month, 0) for agency in agencies)
        lines.append(TimelineMonth(month=month, entries=entries, total=sum(entries)))
    return lines
