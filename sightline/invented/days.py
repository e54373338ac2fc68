"""Days within the three years, and how much is written of a household.

Nothing happens in the last month, so that outcomes and late entries fall within the extract, as a partnership that cuts
its extracts at a month's end would see them.
"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta

from sightline.invented.desk import Desk
from sightline.invented.population.people import Person
from sightline.invented.years import Years

QUIET, SOME, MUCH = 0, 1, 2


def working_day(on: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return on + timedelta(days=max(0, 7 - on.weekday()) if on.weekday() > 4 else 0)


def school_day(on: date, years: Years) -> date:
    """The last day of term, Monday to Friday, that is not after the day; the first of all where there is none."""
    mondays = years.mondays_and_after
    monday = mondays[max(0, bisect_right(mondays, on) - 1)]
    return monday + timedelta(days=min(4, max(0, (on - monday).days)))


def any_day(desk: Desk, *, after: date | None = None, before: date | None = None) -> date:
    """A day of the three years, between two."""
    first = max(after or desk.years.first, desk.years.first)
    last = before or desk.years.latest
    return first + timedelta(days=desk.chance.randrange(max(1, (last - first).days + 1)))


def times(desk: Desk, most: int, child: Person, write: Callable[[date], object]) -> None:
    """Do it on up to so many days of the child's childhood."""
    for _ in range(desk.chance.randint(0, most)):
        on = any_day(desk, after=child.born + timedelta(days=30))
        if child.age_on(on) < 18:
            write(on)
