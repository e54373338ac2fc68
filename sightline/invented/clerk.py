"""How each agency writes a person: what it holds of them, and the slips of the hand that typed the row.

Most errors are held, not typed anew. An agency that has the birth date with day and month swapped has it so in every
row; only a small share of slips belongs to one row.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Final

from sightline.invented.chance import chance_for
from sightline.invented.population.names import load_names
from sightline.invented.population.people import Person

SHORT_KINDS: Final = {"Road": "Rd", "Street": "St", "Close": "Cl", "Avenue": "Ave", "Lane": "Ln", "Drive": "Dr",
                      "Crescent": "Cres", "Court": "Ct"}  # fmt: skip
PLACEHOLDER_NUMBERS: Final = ("9999999999", "0000000000", "1234567890")  # typed where the form wants something
SLIP: Final = 0.012  # rows in which a letter of the name is mistyped


@dataclass(frozen=True, slots=True)
class HeldIdentity:
    """What one agency holds of one person, as it writes it."""

    surname: str = field(repr=False)
    forename: str = field(repr=False)
    known_as: str = field(repr=False)
    born: str = field(repr=False)
    sex: str = field(repr=False)
    nhs: str = field(repr=False)
    upn: str = field(repr=False)
    phone: str = field(repr=False)
    short_streets: bool = False
    slow_to_hear: bool = False  # of a move: the earlier address stands for five months


@lru_cache(maxsize=20_000)
def write_date(day: date) -> str:
    """DD/MM/YYYY."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def view_of(person: Person, *, agency: str, seed: int) -> HeldIdentity:
    """What the agency holds of the person; made once."""
    view: HeldIdentity | None = person.views.get(agency)
    if view is None:
        view = _make_view(person, chance_for(seed, "view", person.serial, agency), agency)
        person.views[agency] = view
    return view


def hold_rightly(person: Person, *, agency: str) -> None:
    """Let the agency hold the person without error, whatever chance says."""
    person.views[agency] = HeldIdentity(
        person.surname, person.forename, "", write_date(person.born), person.sex, person.nhs, person.upn, person.phone
    )


def _make_view(person: Person, chance: random.Random, agency: str) -> HeldIdentity:
    surname, forename = _draw_surname(person, chance), _draw_forename(person, chance, agency)
    short = load_names().known_as.get(person.forename, [""])
    known_as = chance.choice(short) if chance.random() < 0.5 else ""
    if chance.random() < 0.008:
        surname, forename = forename, surname
    if person.street_name and agency == "police":
        known_as = person.street_name
    if chance.random() < 0.006:
        forename, known_as = chance.choice(("Unknown", "Not known", "")), ""
    return HeldIdentity(
        surname, forename, "" if known_as == forename else known_as, _draw_birth_date(person, chance),
        "" if chance.random() < 0.02 else person.sex,
        _draw_nhs_number(person, chance, agency),
        "" if chance.random() < (0.02 if agency == "school" else 0.3) else person.upn,
        person.phone if chance.random() < 0.8 else "", chance.random() < 0.3, chance.random() < 0.2,
    )  # fmt: skip


def _draw_surname(person: Person, chance: random.Random) -> str:
    surname = person.surname
    if person.other_surname and chance.random() < 0.35:
        surname = person.other_surname
    if "-" in surname and chance.random() < 0.4:
        first, last = surname.split("-", 1)
        return chance.choice((first, last, f"{first} {last}"))
    return _also_written(surname, chance, 0.1)


def _draw_forename(person: Person, chance: random.Random, agency: str) -> str:
    forename = _also_written(person.forename, chance, 0.15)
    short = load_names().known_as.get(person.forename)
    if short and chance.random() < 0.08:
        return chance.choice(short)
    if person.middle and agency in ("police", "health") and chance.random() < 0.6:
        return f"{forename} {person.middle}"
    return forename


def _also_written(name: str, chance: random.Random, share: float) -> str:
    others = load_names().also_written.get(name)
    return chance.choice(others) if others and chance.random() < share else name


def _draw_birth_date(person: Person, chance: random.Random) -> str:
    born, draw = person.born, chance.random()
    is_known = person.part == "adult of a group"  # a pattern needs to know that they are grown
    if draw < 0.02 and not is_known:
        return ""
    if draw < 0.035 and born.day <= 12:
        return write_date(born.replace(month=born.day, day=born.month))
    if draw < 0.05:
        return write_date(born.replace(day=(born.day + 9) % 28 + 1))
    if draw < 0.06:
        return write_date(born.replace(year=born.year + chance.choice((-1, 1)), day=min(born.day, 28)))
    return "01/01/1900" if draw < 0.063 else write_date(born)


def _draw_nhs_number(person: Person, chance: random.Random, agency: str) -> str:
    draw = chance.random()
    if draw < 0.01:
        return chance.choice(PLACEHOLDER_NUMBERS)
    if draw < (0.06 if agency == "health" else 0.3):
        return ""
    number = person.nhs
    return f"{number[:3]} {number[3:6]} {number[6:]}" if draw > 0.9 else number


def slip(view: HeldIdentity, chance: random.Random) -> HeldIdentity:
    """The view as this row has it: now and then a letter is mistyped or the birth date left out."""
    draw = chance.random()
    if draw < SLIP and len(view.surname) > 4:
        return replace(view, surname=mistype(view.surname, chance))
    if draw < 2 * SLIP and len(view.forename) > 4:
        return replace(view, forename=mistype(view.forename, chance))
    return replace(view, born="") if draw < 2.5 * SLIP else view


def mistype(name: str, chance: random.Random) -> str:
    """Two letters changed about, one left out, or one doubled; never the first."""
    place, kind = chance.randrange(1, len(name) - 1), chance.randrange(3)
    if kind == 0:
        return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    return name[:place] + (name[place + 1 :] if kind == 1 else name[place] + name[place:])


def write_address(text: str, *, short: bool) -> str:
    """The address with its street's kind in short, where the agency writes so."""
    if not short:
        return text
    for word, brief in SHORT_KINDS.items():
        if f" {word}," in text:
            return text.replace(f" {word},", f" {brief},")
    return text
