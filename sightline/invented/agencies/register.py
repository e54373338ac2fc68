"""The school register: ten marks a week, the old codes until July 2024 and those of 2024 from then on.

Most weeks are full, and are written without drawing each mark; only a week in which something happens is drawn session
by session.
"""

import random
from datetime import date, timedelta
from typing import Final

from sightline.invented.agencies.services import school_of, write_week
from sightline.invented.clerk import write_date
from sightline.invented.desk import Desk
from sightline.invented.population.people import Person
from sightline.invented.years import half_terms

FULL: Final = "/ \\ / \\ / \\ / \\ / \\"
CODES_OF_2024_FROM: Final = date(2024, 8, 19)
OLD_REASONS: Final = ("I", "I", "I", "M", "L", "C", "B", "V", "O", "E")
NEW_REASONS: Final = ("I", "I", "I", "M", "L", "C1", "B", "V", "O", "K", "C2", "Y1", "Q")
UNAUTHORISED: Final = ("O", "O", "G", "N", "U")


def write_register(*, desk: Desk, child: Person, since: date, falls_from: date | None = None) -> None:
    """Write the child's weeks from a day on; from `falls_from` on, a third of sessions are missed without leave."""
    chance = desk.chance
    steady = chance.choice((0.85, 0.75, 0.6))
    for monday in desk.years.mondays:
        school = school_of(desk, child, monday) if monday >= since else None
        if school is None:
            continue
        falling = falls_from is not None and falls_from <= monday < falls_from + timedelta(weeks=22)
        codes = _falling_week(chance) if falling else FULL if chance.random() < steady else _mixed_week(chance, monday)
        if begins_with_training(monday):
            codes = "# # " + codes.split(" ", 2)[2]
        write_week(desk=desk, child=child, school=school, monday=write_date(monday), codes=codes)


def begins_with_training(monday: date) -> bool:
    """Whether the school is closed to children on the Monday: the first day of a long half term."""
    return any(start == monday and weeks >= 7 for start, weeks in half_terms(monday.year - (monday.month < 8)))


def _mixed_week(chance: random.Random, monday: date) -> str:
    codes = FULL.split(" ")
    reasons = NEW_REASONS if monday >= CODES_OF_2024_FROM else OLD_REASONS
    reason, first = chance.choice(reasons), chance.randrange(10)
    length = 1 if reason in ("L", "M", "U") else chance.choice((1, 2, 2, 4))
    for session in range(first, min(10, first + length)):
        codes[session] = reason
    return " ".join(codes)


def _falling_week(chance: random.Random) -> str:
    codes = FULL.split(" ")
    for session in chance.sample(range(10), chance.randint(2, 5)):
        codes[session] = chance.choice(UNAUTHORISED)
    return " ".join(codes)
