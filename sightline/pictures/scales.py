"""Days on a line: where a day stands, and which months and years are written under it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTH_ROOM, QUARTER_ROOM = 31, 14  # the least width of a month that is written, and of one of a written quarter


@dataclass(frozen=True, slots=True)
class DayScale:
    """Days from the first to the day after the last, from left to right."""

    first: date
    end: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day stands; a day outside stands at the edge."""
        share = (day - self.first).days / max((self.end - self.first).days, 1)
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)

    def holds(self, day: date) -> bool:
        """Whether a day is within."""
        return self.first <= day < self.end

    def months(self) -> Iterator[date]:
        """The first of each month within."""
        day = self.first.replace(day=1)
        while day < self.end:
            if day >= self.first:
                yield day
            day = next_month(day)

    def written_months(self) -> list[date]:
        """The months that have room for their name: all, those that begin a quarter, or those that begin a year."""
        months = list(self.months())
        room = (self.right - self.left) / max(len(months), 1)
        every = 1 if room >= MONTH_ROOM else 3 if room >= QUARTER_ROOM else 12
        return [month for month in months if (month.month - 1) % every == 0]


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def months_before(day: date, months: int) -> date:
    """The first day of the month so many months before a day's own."""
    place = day.year * 12 + day.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)
