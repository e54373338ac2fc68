"""Days within the three years, and how much is written of a household.

A newcomer would get this wrong: nothing happens in the last month, so that outcomes and late entries fall within the
extract, as a partnership that cuts its extracts at a month's end would see them.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from sightline.invented.desk import END, START, Desk
from sightline.invented.people import Person

QUIET, SOME, MUCH = 0, 1, 2
LATEST: Final = END - timedelta(days=30)  # leaves room for outcomes, within the extract


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
