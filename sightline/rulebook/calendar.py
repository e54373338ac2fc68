"""Reads a nation's bank holidays from the rules.

The list ends. Its first and last year are those of its first and last row, and the calendar refuses to count into a
year that is not in it.
"""

from datetime import date
from functools import cache

from sightline.model.calendar import Calendar
from sightline.rulebook.files import read_csv


@cache
def read_calendar(nation: str = "england") -> Calendar:
    """The calendar of `rules/<nation>/bank_holidays.csv`."""
    days = frozenset(date.fromisoformat(row["day"]) for row in read_csv(nation, "bank_holidays.csv"))
    return Calendar(holidays=days, first_year=min(days).year, last_year=max(days).year)
