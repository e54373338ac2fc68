"""A superstore and a recreation ground that everybody uses, and what police write there of people in no story.

A place that many people use ties nobody. Without them both places would seem to be small ones where children meet.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from sightline.invented.agencies.police import PoliceRole, write_occurrence
from sightline.invented.area import Place
from sightline.invented.chance import chance_for
from sightline.invented.desk import Desk
from sightline.invented.population.adults import make_adult
from sightline.invented.population.people import Maker, Person

PEOPLE: Final = 36  # at each place; from thirty-one known people on, one is a place of many people
WEEKS: Final = 8  # before which no child is written of at these places
ALONE, BESIDE = "INFORMANT", "WITNESS"
AT_SHOP: Final = (
    "Purse taken from a trolley while its owner was at the till. Staff have film.",
    "Two cars touched in the car park. Details exchanged.", "Trolley pushed into a parked car. Nobody seen.",
    "Bottles taken by somebody who ran. Staff did not follow.",
)  # fmt: skip
AT_GROUND: Final = (
    "Bicycle taken from the railings during a match.", "Window of a parked car broken. Nothing taken.",
    "Two dogs fought. Owners exchanged details.", "Line marker taken from the shed overnight.",
)  # fmt: skip


def write_public_places(*, desk: Desk, maker: Maker) -> list[Person]:
    """Write both places in the first weeks; return the people made for them."""
    own = replace(desk, chance=chance_for(desk.seed, "public places"))
    found = []
    for place, says in ((desk.area.big_shop, AT_SHOP), (desk.area.sports_ground, AT_GROUND)):
        people = [
            make_adult(maker=maker, fair=desk.fair, part="passer-by", sex=own.chance.choice("FM"))
            for _ in range(PEOPLE)
        ]
        _write_place(own, place, says, people)
        found += people
    return found


def _write_place(desk: Desk, place: Place, says: Sequence[str], people: Sequence[Person]) -> None:
    days = WEEKS * 7 - 14
    for one, other in zip(people[::2], people[1::2], strict=True):
        write_occurrence(
            desk=desk, kind="THEFT", on=desk.years.first + timedelta(days=desk.chance.randrange(days)), place=place,
            summary=desk.chance.choice(says), people=[PoliceRole(one, ALONE), PoliceRole(other, BESIDE)], outcome="NFA",
        )  # fmt: skip
