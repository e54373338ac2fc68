"""The three years that an invented partnership covers, and the weeks of school in them.

Stories are written in days of three fixed years and moved by whole weeks, so that a Saturday stays one. School terms
are those of the calendar: they are worked out, never moved.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

FIXED: Final = date(2022, 9, 1)
LENGTH: Final = timedelta(days=1095)  # from the first day to the last
OUTCOMES: Final = timedelta(days=30)  # nothing begins in the last month, so that its outcome is within the extract
WEEK: Final = timedelta(weeks=1)
AFTER: Final = 10  # weeks of school behind the last day, for what comes lately


@dataclass(frozen=True, slots=True)
class Years:
    """Three years from their first day."""

    first: date = FIXED

    @property
    def last(self) -> date:
        """The day of the extract."""
        return self.first + LENGTH

    @property
    def latest(self) -> date:
        """The last day on which something begins."""
        return self.last - OUTCOMES

    @property
    def moved(self) -> timedelta:
        """By how much these years lie after the fixed ones."""
        return self.first - FIXED

    def day(self, written: date) -> date:
        """The day of these years for one of the fixed ones."""
        return written + self.moved

    @property
    def mondays(self) -> tuple[date, ...]:
        """The Mondays of all weeks of school."""
        return tuple(monday for monday in school_weeks(self.first.year, self.last.year) if self.holds(monday))

    @property
    def mondays_and_after(self) -> tuple[date, ...]:
        """The same, and those of the weeks behind the last day."""
        until = self.last + AFTER * WEEK
        return tuple(day for day in school_weeks(self.first.year, until.year) if self.first <= day <= until)

    def holds(self, day: date) -> bool:
        """Whether a day is one of these years."""
        return self.first <= day <= self.last


def years_before(day: date) -> Years:
    """The latest three years that end before a day."""
    return Years(FIXED + (day - timedelta(days=1) - FIXED - LENGTH) // WEEK * WEEK)


@cache
def school_weeks(first: int, last: int) -> tuple[date, ...]:
    """The Monday of each week of school in these calendar years."""
    halves = [half for year in range(first - 1, last + 1) for half in half_terms(year)]
    weeks = [start + week * WEEK for start, number in halves for week in range(number)]
    return tuple(monday for monday in weeks if first <= monday.year <= last)


@cache
def half_terms(autumn: int) -> tuple[tuple[date, int], ...]:
    """First Monday and number of weeks of each half term of the school year that begins in an autumn."""
    year = autumn + 1
    begins, break_1 = monday_from(date(autumn, 9, 1)), monday_from(date(autumn, 10, 22))
    spring, break_2 = monday_from(date(year, 1, 2)), monday_from(date(year, 2, 12))
    summer, break_3 = monday_from(date(year, 4, 15)), monday_from(date(year, 5, 25))
    easter = min(summer - 2 * WEEK, easter_sunday(year) - timedelta(days=6))
    return (
        (begins, _weeks(begins, break_1)), (break_1 + WEEK, 7),
        (spring, _weeks(spring, break_2)), (break_2 + WEEK, _weeks(break_2 + WEEK, easter)),
        (summer, _weeks(summer, break_3)), (break_3 + WEEK, 7),
    )  # fmt: skip


def _weeks(start: date, until: date) -> int:
    return (until - start) // WEEK


def monday_from(day: date) -> date:
    """The day itself, or the next Monday."""
    return day + timedelta(days=-day.weekday() % 7)


def easter_sunday(year: int) -> date:
    """Easter by the Gregorian reckoning: golden number, epact, and the Sunday after the full moon."""
    golden, century = year % 19, year // 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - moon - year % 100 % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    months, days = divmod(moon + week - 7 * late + 114, 31)
    return date(year, months, days + 1)
