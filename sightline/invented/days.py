"""Days within the three years, and how much is written of a household.

Nothing happens in the last month, so that outcomes and late entries fall within the extract, as a partnership that cuts
its extracts at a month's end would see them.
"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from sightline.invented.desk import END, START, Desk
from sightline.invented.people import Person

QUIET, SOME, MUCH = 0, 1, 2
LATEST: Final = END - timedelta(days=30)  # leaves room for outcomes, within the extract
# First Monday and number of weeks of each half term.
HALF_TERMS: Final = (
    (date(2022, 9, 5), 7), (date(2022, 10, 31), 7), (date(2023, 1, 2), 6), (date(2023, 2, 20), 6),
    (date(2023, 4, 17), 6),
    (date(2023, 6, 5), 7), (date(2023, 9, 4), 7), (date(2023, 10, 30), 7), (date(2024, 1, 8), 5),
    (date(2024, 2, 19), 5),
    (date(2024, 4, 15), 6), (date(2024, 6, 3), 7), (date(2024, 9, 2), 8), (date(2024, 11, 4), 7), (date(2025, 1, 6), 6),
    (date(2025, 2, 24), 6), (date(2025, 4, 21), 5), (date(2025, 6, 2), 7),
)  # fmt: skip
MONDAYS: Final = tuple(start + timedelta(weeks=week) for start, weeks in HALF_TERMS for week in range(weeks))


def working_day(on: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return on + timedelta(days=max(0, 7 - on.weekday()) if on.weekday() > 4 else 0)


def school_day(on: date) -> date:
    """The last day of term, Monday to Friday, that is not after the day; the first of all where there is none."""
    place = bisect_right(MONDAYS, on) - 1
    monday = MONDAYS[max(0, place)]
    return monday + timedelta(days=min(4, max(0, (on - monday).days)))


def any_day(desk: Desk, *, after: date = START, before: date = LATEST) -> date:
    """A day of the three years, between two."""
    first = max(after, START)
    return first + timedelta(days=desk.chance.randrange(max(1, (before - first).days + 1)))


def times(desk: Desk, most: int, child: Person, write: Callable[[date], object]) -> None:
    """Do it on up to so many days of the child's childhood."""
    for _ in range(desk.chance.randint(0, most)):
        on = any_day(desk, after=child.born + timedelta(days=30))
        if child.age_on(on) < 18:
            write(on)
