"""The people, places and the car of the case, made from `data/case.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any, Final

from sightline.invented import area
from sightline.invented.area import Place
from sightline.invented.block import HOLDERS
from sightline.invented.clerk import hold_rightly
from sightline.invented.desk import Nickname, Vehicle
from sightline.invented.numbers import group_phone, household_phone, registration
from sightline.invented.population.people import LONG_AGO, Person

FIRST_SERIAL: Final = 60_001  # behind those of all blocks
FIRST_HOME: Final = 28_101
HELD_BY: Final = (*HOLDERS, "housing", "licensing")
MAKES_PLACE: Final = {
    "home": area.home, "childrens_home": area.childrens_home, "takeaway": area.takeaway, "open_place": area.open_place,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Girl:
    """A girl of the case, and who cares for her."""

    person: Person
    carer: Person
    kind: str  # mother, father or grandmother


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody and everything of the case, by the word that the file uses."""

    girls: Mapping[str, Girl]
    adults: Mapping[str, Person]
    places: Mapping[str, Place]
    car: Vehicle
    driver: Person

    def child(self, word: str) -> Person:
        """A girl as a person."""
        return self.girls[word].person

    def person(self, word: str) -> Person:
        """A girl or an adult."""
        return self.adults[word] if word in self.adults else self.child(word)

    def named(self, word: str, *, in_full: bool) -> Person | Nickname | str:
        """As records name people: in full, by the name of the street, or by words that name nobody."""
        if word not in self.adults and word not in self.girls:
            return word
        person = self.person(word)
        return person if in_full or not person.street_name else Nickname(person, person.street_name)


@cache
def read_case() -> dict[str, Any]:
    """The file as it is written."""
    text = resources.files("sightline.invented").joinpath("data", "case.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def make_cast() -> Cast:
    """Make everybody anew."""
    said = read_case()
    girls = {
        word: _make_girl(FIRST_SERIAL + 2 * number, FIRST_HOME + number, said["girls"][word])
        for number, word in enumerate(said["girls"])
    }
    adults = {
        word: _make_adult(FIRST_SERIAL + 100 + number, said["adults"][word])
        for number, word in enumerate(said["adults"])
    }
    places = {word: MAKES_PLACE[kind](number) for word, one in said["places"].items() for kind, number in one.items()}
    car = said["car"]
    vehicle = Vehicle("V-case", registration(car["number"]), car["make"], car["colour"])
    return Cast(girls, adults, places, vehicle, adults[car["of"]])


def _make_girl(serial: int, home: int, said: dict[str, Any]) -> Girl:
    homes, household = [(LONG_AGO, area.home(home))], f"F{serial:07}"
    phone = household_phone(serial)
    girl = Person(serial, said["forename"], "", said["surname"], said["born"], "F", "case", household, homes, "",
                  part="child")  # fmt: skip
    older = 62 if said["kind"] == "grandmother" else 31
    carer = Person(
        serial + 1, said["carer"], "", said["surname"], said["born"].replace(year=said["born"].year - older),
        "M" if said["kind"] == "father" else "F", "case", household, list(homes), phone, part="parent",
    )  # fmt: skip
    for person in (girl, carer):
        _hold(person)
    return Girl(girl, carer, said["kind"])


def _make_adult(serial: int, said: dict[str, Any]) -> Person:
    adult = Person(
        serial, said["forename"], "", said["surname"], said["born"], "M", "case", f"F{serial:07}",
        [(LONG_AGO, area.home(FIRST_HOME + 50 + serial % 50))], group_phone(serial), part="adult of a group",
        street_name=said["called"],
    )  # fmt: skip
    _hold(adult)
    return adult


def _hold(person: Person) -> None:
    """Every agency holds the person without error; the police also know the name of the street."""
    for agency in HELD_BY:
        hold_rightly(person, agency=agency)
    person.views["police"] = replace(person.views["police"], known_as=person.street_name)
