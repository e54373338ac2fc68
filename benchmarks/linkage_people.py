"""Invented people for training and measuring: households, siblings, twins, moves, typing errors, missing cells.

This is not `sightline.invented`. The model is trained on these people and judged on those, which another hand wrote, so
that the figures are not the model's own homework.
"""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from sightline.linkage.settings import read_near_names

STREETS = (
    "Alder", "Birch", "Cedar", "Dale", "Elm", "Fern", "Gorse", "Hazel", "Ivy", "Juniper", "Kestrel", "Larch",
    "Maple", "Nettle", "Oak", "Pine", "Quarry", "Rowan", "Sorrel", "Thorn", "Upland", "Vale", "Willow", "Yarrow",
)  # fmt: skip
KINDS = ("Road", "Street", "Close", "Avenue", "Lane", "Drive", "Crescent", "Court")
SHORT = {
    "Road": "Rd",
    "Street": "St",
    "Close": "Cl",
    "Avenue": "Ave",
    "Lane": "Ln",
    "Drive": "Dr",
    "Crescent": "Cres",
    "Court": "Ct",
}
TODAY = date(2025, 8, 31)


class Picker:
    """Picks a name by rank: the second is half as common as the first, and so on, flattened by `shift`."""

    def __init__(self, names: list[str], shift: float = 8.0) -> None:
        self.names = names
        weights = [1 / (rank + shift) for rank in range(len(names))]
        self.totals = list(accumulate(weights))
        self.shares = {name: weight / self.totals[-1] for name, weight in zip(names, weights, strict=True)}

    def pick(self, chance: random.Random) -> str:
        """A name."""
        return chance.choices(self.names, cum_weights=self.totals)[0]


@dataclass(frozen=True)
class Pickers:
    """The names to pick from."""

    girls: Picker
    boys: Picker
    surnames: Picker


def read_pickers(folder: Path) -> Pickers:
    """Names of the country lists, the more common first, many countries mixed, each name once."""
    forenames = _rows(folder / "common-forenames-by-country.csv")
    surnames = _rows(folder / "common-surnames-by-country.csv")
    return Pickers(
        Picker(_ranked(row["Romanized Name"] for row in forenames if row["Gender"] == "F")),
        Picker(_ranked(row["Romanized Name"] for row in forenames if row["Gender"] == "M")),
        Picker(_ranked(row["Romanized Name"] for row in surnames)),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    home = [row for row in rows if row["Country"] == "GB"]
    return home + [row for row in rows if row["Country"] != "GB"]


def _ranked(names: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(name.strip() for name in names if name.strip().isascii() and name.strip().isalpha()))


@dataclass(frozen=True)
class Person:
    """One invented person, as they are."""

    number: int
    first: str
    middle: str
    last: str
    born: date
    sex: str
    nhs: str
    upn: str
    address: str
    postcode: str
    phone: str
    before: tuple[str, str] = field(default=("", ""))


def invent_people(*, count: int, seed: int, pickers: Pickers) -> Iterator[Person]:
    """So many people, household by household."""
    chance = random.Random(seed)
    number = 0
    while number < count:
        for person in _household(number, chance, pickers):
            if number < count:
                yield person
                number += 1


def _household(number: int, chance: random.Random, pickers: Pickers) -> list[Person]:
    last = pickers.surnames.pick(chance)
    home, before = _address(chance), _address(chance) if chance.random() < 0.25 else ("", "")
    phone = f"07700 {chance.randrange(900000, 901000)}"
    people: list[Person] = []
    grown = chance.choice((1, 2, 2))
    for place in range(grown + chance.choice((0, 1, 1, 2, 2, 3, 4))):
        adult = place < grown
        twin = not adult and people and place > grown and chance.random() < 0.02
        born = people[-1].born if twin else _birth_date(chance, adult=adult)
        sex = chance.choice("FM")
        names = pickers.girls if sex == "F" else pickers.boys
        surname = pickers.surnames.pick(chance) if chance.random() < 0.15 else last
        people.append(
            Person(
                number + place,
                names.pick(chance),
                names.pick(chance) if chance.random() < 0.5 else "",
                surname,
                born,
                sex,
                nhs_number(number + place),
                "" if adult else upn(number + place),
                *home,
                phone if chance.random() < 0.6 else f"07700 {chance.randrange(900000, 901000)}",
                before,
            )
        )
    return people


def _birth_date(chance: random.Random, *, adult: bool) -> date:
    years = chance.uniform(19, 70) if adult else chance.uniform(0.1, 18)
    return TODAY - timedelta(days=int(years * 365.25))


def _address(chance: random.Random) -> tuple[str, str]:
    # About fifteen homes share a postcode, as in life.
    street = chance.randrange(60_000)
    kind = KINDS[street % 8]
    name = f"{STREETS[street // 8 % 24]} {STREETS[street // 192 % 24]}".title()
    flat = f"Flat {chance.randrange(1, 9)}, " if chance.random() < 0.2 else ""
    postcode = f"ZZ{street // 4000 + 1} {street % 10}{chr(65 + street // 10 % 20)}{chr(65 + street // 200 % 20)}"
    return f"{flat}{chance.randrange(1, 16)} {name} {kind}", postcode


def nhs_number(number: int) -> str:
    """The valid NHS number of that place in the test range and the ranges below it."""
    place = 999_999_999 - 2 * number
    while True:
        check = -sum(int(digit) * (10 - at) for at, digit in enumerate(f"{place:09d}")) % 11
        if check < 10:
            return f"{place:09d}{check}"
        place -= 1


def upn(number: int) -> str:
    """The valid unique pupil number of that place."""
    digits = f"9999{number + 1_000_000:08d}"
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    return letters[sum(int(digit) * at for at, digit in enumerate(digits, start=2)) % 23] + digits


NICKNAMES = read_near_names()


def write_about(person: Person, *, chance: random.Random) -> dict[str, Any]:
    """One agency's row about a person, with what people get wrong, leave out, shorten and never learnt."""
    row: dict[str, Any] = {
        "surname": person.last, "forename": person.first, "other_names": [], "birth_date": person.born,
        "sex": person.sex if chance.random() < 0.8 else "",
        "nhs_number": person.nhs if chance.random() < 0.4 else "",
        "upn": person.upn if chance.random() < 0.3 else "",
        "address": person.address, "postcode": person.postcode,
        "phone": person.phone if chance.random() < 0.35 else "",
    }  # fmt: skip
    _change_names(row, person, chance)
    _change_date(row, chance)
    _change_home(row, person, chance)
    return row


def write_oddly(row: dict[str, Any], person: Person, *, chance: random.Random) -> dict[str, Any]:
    """The same row as fewer clerks write it: initials, a name in one cell, another further name, a day out, an age.

    Peers get no such rows, for they have no column in which to read them. The shares are ours, chosen before training.
    """
    if person.middle and person.middle in row["forename"] and chance.random() < 0.05:
        row["forename"] = row["forename"].replace(person.middle, chance.choice(STREETS))
    draw = chance.random()
    if draw < 0.01 and row["forename"]:
        row["forename"] = row["forename"][0]
    elif draw < 0.02:
        row["surname"] = row["surname"][:1]
    elif draw < 0.06:
        _write_whole(row, chance)
    _change_age(row, person, chance)
    return row


def _write_whole(row: dict[str, Any], chance: random.Random) -> None:
    """Forenames and surname in one cell, in an order of the clerk's."""
    forename, surname = row["forename"], row["surname"]
    words = [*forename.split(), surname]
    ways = (
        f"{forename} {surname}", f"{surname.upper()} {forename}", f"{surname}, {forename}", f"{surname} {forename}",
        " ".join(reversed(words)),
    )  # fmt: skip
    row["surname"] = row["forename"] = ""
    row["name_as_written"] = chance.choice(ways).strip()


def _change_age(row: dict[str, Any], person: Person, chance: random.Random) -> None:
    draw = chance.random()
    if draw < 0.01 and row["birth_date"]:
        row["birth_date"] += timedelta(days=chance.choice((-1, 1)))
    elif draw < 0.04 and person.born < TODAY:
        row["birth_date"], row["occurred_on"] = None, TODAY
        row["birth_date_as_written"] = str((TODAY - person.born).days * 4 // 1461)


def _change_names(row: dict[str, Any], person: Person, chance: random.Random) -> None:
    near = NICKNAMES.get(person.first.lower(), ())
    if near and chance.random() < 0.12:
        row["forename"] = chance.choice(near).title()
    if person.middle and chance.random() < 0.3:
        row["forename"] += f" {person.middle}"
    if chance.random() < 0.05:
        row["forename"] = mistype(row["forename"], chance)
    if chance.random() < 0.05:
        row["surname"] = mistype(row["surname"], chance)
    if chance.random() < 0.03:
        row["surname"] = f"{row['surname']}-{chance.choice(STREETS)}"
    if chance.random() < 0.01:
        row["surname"], row["forename"] = row["forename"], row["surname"]
    if chance.random() < 0.01:
        row["forename"] = ""


def _change_date(row: dict[str, Any], chance: random.Random) -> None:
    born: date = row["birth_date"]
    draw = chance.random()
    if draw < 0.06:
        row["birth_date"] = None
    elif draw < 0.08 and born.day <= 12:
        row["birth_date"] = born.replace(month=born.day, day=born.month)
    elif draw < 0.10:
        row["birth_date"] = born.replace(day=chance.randrange(1, 29))
    elif draw < 0.11:
        row["birth_date"] = replace_year(born, chance)


def _change_home(row: dict[str, Any], person: Person, chance: random.Random) -> None:
    if person.before[0] and chance.random() < 0.4:
        row["address"], row["postcode"] = person.before
    if chance.random() < 0.12:
        row["postcode"] = ""
    if chance.random() < 0.15:
        row["address"] = row["postcode"] = ""
    for long, short in SHORT.items():
        if chance.random() < 0.4:
            row["address"] = row["address"].replace(f" {long}", f" {short}")


def replace_year(born: date, chance: random.Random) -> date:
    """Another year near it."""
    return date(born.year + chance.choice((-1, 1, -10, 10)), born.month, min(born.day, 28))


def mistype(word: str, chance: random.Random) -> str:
    """One letter left out, doubled, changed or exchanged with the next."""
    if len(word) < 3:
        return word
    at = chance.randrange(1, len(word) - 1)
    before, after = word[:at], word[at + 1 :]
    return chance.choice(
        (
            before + after,
            before + word[at] + word[at:],
            before + word[at + 1] + word[at] + word[at + 2 :],
            before + chance.choice("aeiourstn") + after,
        )
    )
