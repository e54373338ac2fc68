"""The desk at which every agency's clerk sits: writes people, homes and things into a row the way that agency does.

A slot of the truth is written only where the cell names somebody or something. `mother` or `unknown male` names nobody,
so it has no slot.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from sightline.invented.area import Area, Place
from sightline.invented.chance import chance_for
from sightline.invented.clerk import HeldIdentity, slip, view_of, write_address, write_date
from sightline.invented.files.layouts import MARKING
from sightline.invented.files.sink import Sink
from sightline.invented.population.fair_names import FairNames
from sightline.invented.population.names import load_names
from sightline.invented.population.people import Person
from sightline.invented.years import Years

# Codes as each agency keeps them; refused, not known and blank are different facts.
ETHNICITY: Final = {
    "police": ("W1", "W2", "W9", "M1", "M2", "M3", "M9", "A1", "A2", "A3", "A9", "B1", "B2", "B9", "O1", "O9", "NS",
               ""),
    "childrens_services": ("WBRI", "WIRI", "WOTH", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN",
                           "AOTH", "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT", ""),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle of somebody's."""

    true_id: str
    registration: str
    make: str
    colour: str

    @property
    def described(self) -> str:
        """Colour and make."""
        return f"{self.colour} {self.make}"


@dataclass(frozen=True, slots=True, repr=False)
class Nickname:
    """Somebody named by a street name alone."""

    person: Person
    text: str


Named = Person | Nickname | str


@dataclass(slots=True)
class Row:
    """The cells of a row and the slots of the truth, being filled in."""

    cells: dict[str, str] = field(default_factory=dict, repr=False)
    slots: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Desk:
    """What a clerk needs: the files, the area, the seed, the years, and the chance of the present story."""

    sink: Sink
    area: Area
    seed: int
    chance: random.Random
    numbers: dict[str, int] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)  # all that stand on a row, by true id: for the map
    years: Years = field(default_factory=Years)
    fair: FairNames = field(default_factory=lambda: FairNames(load_names()))

    def next_number(self, kind: str) -> int:
        """1, 2, 3 ... of that kind."""
        self.numbers[kind] = self.numbers.get(kind, 0) + 1
        return self.numbers[kind]

    def view(self, person: Person, agency: str) -> HeldIdentity:
        """The person as this row writes them."""
        return slip(view_of(person, agency=agency, seed=self.seed), self.chance)

    def clock(self, first: int = 8, last: int = 20) -> str:
        """A time of day, HH:MM."""
        return f"{self.chance.randint(first, last):02}:{self.chance.randrange(0, 60, 5):02}"

    def entered_on(self, day: date) -> date:
        """The day a row about that day was entered: mostly at once, sometimes weeks late, never after the extract."""
        draw = self.chance.random()
        late = 0 if draw < 0.62 else self.chance.randint(1, 3) if draw < 0.92 else self.chance.randint(7, 45)
        return max(day, min(day + timedelta(days=late), self.years.last))

    def entered(self, day: date) -> str:
        """The same, as written."""
        return write_date(self.entered_on(day))

    def put_person(self, row: Row, person: Person, view: HeldIdentity, *, slot: str, surname: str = "Surname",
                   forename: str = "Forename", born: str = "DOB") -> None:  # fmt: skip
        """Write who is meant; a sealed identity's marking goes on every row of it."""
        row.cells[surname], row.cells[forename], row.cells[born] = view.surname, view.forename, view.born
        row.slots[slot] = person.true_id
        if person.sealed:
            row.cells[MARKING] = "SEALED IDENTITY"

    def put_home(self, row: Row, person: Person, day: date, view: HeldIdentity, *, address: str, postcode: str) -> None:
        """Write where the person lived; some agencies leave the postcode out now and then."""
        place = person.home_on(day - timedelta(days=150) if view.slow_to_hear and day > self.years.first else day)
        row.cells[address] = write_address(place.text, short=view.short_streets)
        row.cells[postcode] = "" if self.chance.random() < 0.04 else place.postcode
        row.slots["home"] = place.true_id
        if person.protected and place is person.homes[-1][1]:
            add_marking(row, "PROTECTED ADDRESS")

    def ethnicity(self, person: Person, agency: str) -> str:
        """The code recorded, drawn by itself: it depends on nothing, and nothing depends on it."""
        code = person.views.get(f"ethnicity {agency}")
        if code is None:
            draw = chance_for(self.seed, "ethnicity", person.serial, agency)
            code = person.views[f"ethnicity {agency}"] = draw.choice(ETHNICITY[agency])
        return str(code)

    def put_place(self, row: Row, place: Place | None, *, text: str, postcode: str = "") -> None:
        """Write a place other than a home."""
        if place:
            row.cells[text] = place.text
            row.slots["place"] = place.true_id
            self.places[place.true_id] = place
            if postcode:
                row.cells[postcode] = place.postcode

    def put_phone(self, row: Row, number: str, *, heading: str) -> None:
        """Write a telephone number."""
        if number:
            row.cells[heading] = number
            row.slots["phone"] = phone_id(number)

    def put_named(self, row: Row, people: Iterable[Named], *, heading: str, slot: str) -> None:
        """Write several names into one cell, `; ` between; a plain text (`unknown male`) names nobody."""
        written: list[str] = []
        for person in people:
            if isinstance(person, str):
                written.append(person)
                continue
            meant = person.person if isinstance(person, Nickname) else person
            view = view_of(meant, agency="said", seed=self.seed)
            written.append(person.text if isinstance(person, Nickname) else f"{view.forename} {view.surname}".strip())
            row.slots[slot if len(written) == 1 else f"{slot}#{len(written)}"] = meant.true_id
        row.cells[heading] = "; ".join(written)


def add_marking(row: Row, marking: str) -> None:
    """Put a Sightline Marking beside those that the row has."""
    held = row.cells.get(MARKING)
    row.cells[MARKING] = f"{held}; {marking}" if held else marking


def phone_id(number: str) -> str:
    """The id that the truth gives a telephone number."""
    return f"N{number.replace(' ', '')}"


def yes(said: bool) -> str:
    """Y or N."""
    return "Y" if said else "N"
