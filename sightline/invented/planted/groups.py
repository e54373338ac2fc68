"""Planted groups: adults with vehicles, telephones, a flat and a takeaway, and the children around whom they gather.

Who is in a group is drawn from the block by age alone, by a chance of its own. What is planted is that each agency
holds a part: no agency's rows tell the story by themselves.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from sightline.invented import area
from sightline.invented.area import Place
from sightline.invented.chance import chance_for
from sightline.invented.desk import Desk, Nickname, Vehicle, phone_id
from sightline.invented.numbers import group_phone, registration
from sightline.invented.population.adults import make_adult
from sightline.invented.population.fair_names import FairNames
from sightline.invented.population.people import Household, Maker, Person

FEWEST_CHILDREN: Final = 3
MOST_CHILDREN: Final = 7
MONTHS_IN_DAYS: Final = 334  # eleven months
MAKES: Final = ("hatchback", "saloon", "estate", "van", "coupe", "people carrier")
COLOURS: Final = ("silver", "black", "grey", "white", "blue", "red", "green")
STREET_NAMES: Final = ("Ziggy", "Tall Mac", "Smiler", "Beans", "Uncle T", "Dodge", "Kitch", "Marv", "Razz", "Buster")


@dataclass(frozen=True, slots=True)
class PlantedTie:
    """A record, as written, that ties children of a group to an adult, vehicle or telephone of it."""

    children: tuple[str, ...]
    things: tuple[str, ...]
    on: date
    known_on: date
    counts: bool  # False for intelligence graded 3 or E: it does not count by itself


@dataclass(slots=True)
class PlantedGroup:
    """One planted group: who, with what, where and when."""

    group_id: str
    number: int
    children: list[Person]
    carers: dict[str, Person] = field(repr=False)
    adults: list[Person]
    tenant: Person
    vehicles: list[Vehicle]
    phones: list[str] = field(repr=False)
    flat: Place
    takeaway: Place
    corner: Place
    began_on: date
    street_name: str = field(repr=False)
    ties: list[PlantedTie] = field(default_factory=list)

    @property
    def nickname(self) -> Nickname:
        """The first adult, as those call him who know no other name."""
        return Nickname(self.adults[0], self.street_name)

    @property
    def ended_on(self) -> date:
        """The last day of the story."""
        return self.began_on + timedelta(days=MONTHS_IN_DAYS)


def new_vehicle(number: int, chance: random.Random) -> Vehicle:
    """The number-th vehicle of the partnership."""
    return Vehicle(f"V{number:07}", registration(number), chance.choice(MAKES), chance.choice(COLOURS))


def gather_group(*, maker: Maker, fair: FairNames, households: list[Household], number: int, seed: int,
                 first: Person | None = None, began_on: date | None = None) -> PlantedGroup | None:  # fmt: skip
    """Draw a group in a block: one child a household, of twelve to fifteen; None where there are too few.

    They are drawn by age; of these so many that no community has more than its share of those harmed.
    """
    chance = chance_for(seed, "group", number)
    begins = began_on or maker.years.day(date(2023, 1, 9)) + timedelta(days=chance.randrange(560))
    of_home = {h.household_id: [c for c in h.children if is_of_age(c, begins)] for h in households}
    able = [children[0] for children in of_home.values() if children]
    carers = {of_home[h.household_id][0].true_id: h.carer for h in households if of_home[h.household_id]}
    size = min(len(able), chance.randint(FEWEST_CHILDREN, MOST_CHILDREN))
    if size < FEWEST_CHILDREN and not first:
        return None
    shuffled = chance.sample(able, len(able))
    drawn = fair.choose("child of a group", shuffled, most=size, least=min(size, FEWEST_CHILDREN), first=first)
    adults = [
        make_adult(maker=maker, fair=fair, part="adult of a group", sex="M" if place == 0 else chance.choice("MMF"))
        for place in range(chance.randint(2, 4))
    ]
    tenant = make_adult(maker=maker, fair=fair, part="tenant", sex=chance.choice("FM"), born_from=1955, born_to=1995)
    street_name = chance.choice(STREET_NAMES)
    adults[0].street_name = street_name
    return PlantedGroup(
        f"G{number:05}", number, drawn, {child.true_id: carers[child.true_id] for child in drawn},
        adults, tenant, [new_vehicle(number * 8 + place, chance) for place in range(chance.randint(1, 2))],
        [group_phone(number * 2 + place) for place in range(2)], tenant.homes[-1][1], area.takeaway(number),
        area.open_place(number), begins, street_name,
    )  # fmt: skip


def is_of_age(child: Person, on: date) -> bool:
    """Whether a child can be one of a group: twelve to fifteen, and neither sealed nor protected."""
    return 12 <= child.age_on(on) <= 15 and not (child.sealed or child.protected)


def tell_group(desk: Desk, group: PlantedGroup) -> None:
    """Write the group into the truth."""
    span = (group.began_on, group.ended_on)
    for part, people in (("child", group.children), ("adult", group.adults), ("tenant", [group.tenant])):
        for person in people:
            desk.sink.tell("groups", group.group_id, person.true_id, part, *span)
    things = [("vehicle", vehicle.true_id) for vehicle in group.vehicles]
    things += [("phone", phone_id(number)) for number in group.phones]
    things += [("place", place.true_id) for place in (group.flat, group.takeaway, group.corner)]
    for part, true_id in things:
        desk.sink.tell("groups", group.group_id, true_id, part, *span)
