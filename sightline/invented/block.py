"""One block of a hundred children: its people, what is planted among them, and everything that is written about them.

The order matters. People are made, then marked, then drawn into stories, and only then is anything written, so that a
story never meets a person who is not yet whole.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import Final

from sightline.invented.area import childrens_home
from sightline.invented.background import write_businesses, write_licences, write_rumours
from sightline.invented.chance import chance_for
from sightline.invented.clerk import hold_rightly
from sightline.invented.days import any_day
from sightline.invented.desk import Desk
from sightline.invented.involvement import place_child
from sightline.invented.lives import live
from sightline.invented.planted.children_at_risk import write_at_risk
from sightline.invented.planted.decoys import name_cousins, tell_decoy, write_decoys, write_sealed
from sightline.invented.planted.groups import PlantedGroup, gather_group, tell_group
from sightline.invented.planted.known_patterns import tell_patterns
from sightline.invented.planted.public_places import write_public_places
from sightline.invented.planted.signs import licensed_driver
from sightline.invented.planted.stories import write_story
from sightline.invented.population.adults import make_adult
from sightline.invented.population.names import load_names
from sightline.invented.population.people import LONG_AGO, USUAL, Household, Maker, Person, PopulationSettings
from sightline.invented.years import Years

FIRST_LOOK_BEGAN: Final = date(2024, 1, 15)
FIRST_LOOK_BORN: Final = date(2010, 2, 9)
DRIVERS_A_BLOCK: Final = 6
TALKED_OF_A_BLOCK: Final = 8
PLACED_SHARE: Final = 0.04
HOLDERS: Final = ("police", "childrens_services", "school", "health", "youth_service", "partnership", "said")


@dataclass(slots=True)
class Block:
    """A hundred children, those who live with them, and what is planted among them."""

    number: int
    maker: Maker
    households: list[Household]
    others: list[Person] = field(default_factory=list)
    group: PlantedGroup | None = None
    at_risk: list[Person] = field(default_factory=list)

    def everybody(self) -> list[Person]:
        """All people of the block, in the order in which they were made."""
        people = [person for home in self.households for _, person in (*home.adults, *home.relatives)]
        people += [child for home in self.households for child in home.children] + self.others
        if self.group:
            people += [*self.group.adults, self.group.tenant]
        return sorted(people, key=lambda person: person.serial)


def make_block(*, number: int, wanted: int, seed: int, years: Years, settings: PopulationSettings = USUAL) -> Block:
    """Make the people of a block: exactly so many children."""
    maker = Maker(block=number, seed=seed, names=load_names(settings.most_names), years=years)
    households: list[Household] = []
    while wanted:
        twins = 1 <= len(households) <= settings.twin_homes and wanted > 1
        home = maker.make_household(wanted=wanted, twins=twins, alike=twins and settings.like_twins)
        households.append(home)
        wanted -= len(home.children)
    return Block(number, maker, households)


def write_block(
    *, desk: Desk, block: Block, first: Person | None, began_on: date = FIRST_LOOK_BEGAN, more_at_risk: bool = False
) -> None:
    """Plant what is planted, and write everything about the block's people; the first child's story from a day on."""
    homes = block.households
    if first:
        _prepare_first(first, began_on)
    cousins = name_cousins(homes)
    _protect_homes(homes)
    sealed = _choose_sealed(homes, born_before=desk.years.day(date(2018, 1, 1)))
    planted = _plant(desk, block, first, began_on)
    if cousins:
        tell_decoy(desk, "cousins_of_one_name", cousins, "Cousins with one name: two children.")
    _place_some(desk, block, planted)
    for home in homes:
        live(desk=desk, household=home, planted=planted, first=first)
    if sealed:
        _write_adopted(desk, block, sealed)
    block.others += write_decoys(desk=desk, maker=block.maker, households=homes, planted=planted)
    _write_background(desk, block)
    if first:
        block.others += write_public_places(desk=desk, maker=block.maker)
    if more_at_risk:
        free = [child for home in homes for child in home.children if child.true_id not in planted]
        own = replace(desk, chance=chance_for(desk.seed, "at risk", block.number))
        block.at_risk = write_at_risk(desk=own, children=free)
    for person in block.everybody():
        tell_person(desk, person)


def _plant(desk: Desk, block: Block, first: Person | None, began_on: date) -> set[str]:
    """Gather a group and write its story; return the ids of its children."""
    block.group = gather_group(
        maker=block.maker, fair=desk.fair, households=block.households, number=block.number, seed=desk.seed,
        first=first, began_on=began_on if first else None,
    )  # fmt: skip
    if block.group is None:
        return set()
    tell_group(desk, block.group)
    stories = write_story(desk=desk, group=block.group, first_look=first)
    tell_patterns(desk=desk, group=block.group, stories=stories)
    licensed_driver(desk, block.group)
    return {child.true_id for child in block.group.children}


def _write_background(desk: Desk, block: Block) -> None:
    adult = partial(make_adult, maker=block.maker, fair=desk.fair)
    drivers = [adult(part="licence holder") for _ in range(DRIVERS_A_BLOCK)]
    holders = [adult(part="licence holder", sex=sex) for sex in "FMF"]
    talked_of = [adult(part="other adult") for _ in range(TALKED_OF_A_BLOCK)]
    write_licences(desk=desk, drivers=drivers)
    write_businesses(desk=desk, holders=holders, group=block.group, number=block.number)
    write_rumours(desk=desk, people=talked_of)
    block.others += [*drivers, *holders, *talked_of]


def _prepare_first(first: Person, began_on: date) -> None:
    """The child to look at first has an age that fits the story and is held without error by everybody."""
    first.born = FIRST_LOOK_BORN + (began_on - FIRST_LOOK_BEGAN)
    for agency in HOLDERS:
        hold_rightly(first, agency=agency)


def _protect_homes(homes: Sequence[Household]) -> None:
    """One household that moved did so to be safe: its new address is protected."""
    for home in homes[1:]:
        if len(home.carer.homes) > 1:
            for person in (*home.children, *(adult for _, adult in home.adults)):
                person.protected = True
            return


def _choose_sealed(homes: Sequence[Household], *, born_before: date) -> Person | None:
    """One only child of a household becomes an adopted child with a sealed identity."""
    for home in homes[4:]:
        child = home.children[0]
        if len(home.children) == 1 and not child.protected and child.born < born_before:
            child.sealed = True
            return child
    return None


def _write_adopted(desk: Desk, block: Block, child: Person) -> None:
    maker = block.maker
    surname = maker.names.draw_surname(maker.names.draw_list(maker.chance), maker.chance)
    before = maker.make_person(
        born=child.born, sex=child.sex, surname=surname, name_list=child.name_list,
        homes=[(LONG_AGO, maker.new_home())], household_id=child.household_id, part="before adoption",
    )  # fmt: skip
    block.others.append(before)
    write_sealed(desk=desk, child=child, before=before)


def _place_some(desk: Desk, block: Block, planted: set[str]) -> None:
    for home in block.households:
        for child in home.children:
            free = child.true_id not in planted and not child.sealed and not child.protected
            if free and desk.chance.random() < PLACED_SHARE:
                on = any_day(desk, after=child.born + timedelta(days=365), before=desk.years.day(date(2025, 3, 1)))
                is_foster = desk.chance.random() < 0.5
                setting = block.maker.new_home() if is_foster else childrens_home(block.number * 3 + child.serial % 3)
                place_child(desk=desk, child=child, setting=setting, on=on)


def tell_person(desk: Desk, person: Person) -> None:
    """Write who the person truly is into the truth."""
    others = [name for name in (person.other_surname, person.street_name) if name]
    desk.sink.tell(
        "persons", person.true_id, person.name, person.forename, person.middle, person.surname, json.dumps(others),
        person.born, person.sex, person.nhs, person.upn, person.household_id, person.part, person.name_list,
    )  # fmt: skip
