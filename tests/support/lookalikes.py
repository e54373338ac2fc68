"""Ordinary life that looks like a group: a coach, a children's home, a takeaway, a school taxi, a large family, a club.

These are made harder than they need be. Each is close in time, gives a car or a telephone again and again, and has one
adult from outside on one record. Nobody is real. What the group rule says of them is asked of the rows as agencies
write them.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

Row = dict[str, str]
STARTS = (
    "Ash",
    "Birch",
    "Caw",
    "Dun",
    "Elm",
    "Fern",
    "Gorse",
    "Hazel",
    "Iv",
    "Kest",
    "Lark",
    "Mar",
    "Nor",
    "Oak",
    "Pen",
)
ENDS = ("bury", "combe", "den", "field", "gate", "ham", "ley", "mere", "stead", "thorpe", "wick", "worth")
FORENAMES = ("Ada", "Ben", "Cleo", "Dev", "Edie", "Finn", "Gwen", "Hal", "Ines", "Jude", "Kit", "Lena", "Milo", "Nia",
             "Otis", "Pia", "Rory", "Sana", "Theo", "Una", "Vic", "Wes", "Yas", "Zara")  # fmt: skip
DAYS = 120


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody of a look-alike, as every row writes them."""

    surname: str
    forename: str
    born: str
    home: str
    postcode: str


class Town:
    """Draws people, cars, telephones and days, none of them twice."""

    def __init__(self, seed: int, begins: date) -> None:
        self.chance, self.begins, self._drawn, self._numbers = random.Random(seed), begins, seed * 1000, 0

    def person(self, *, adult: bool = False, home: tuple[str, str] | None = None, surname: str = "") -> Who:
        """A child of 13 to 15 when it begins, or an adult; at home alone unless a home is given."""
        self._drawn += 1
        number = self._drawn
        name = STARTS[number % len(STARTS)] + ENDS[number // len(STARTS) % len(ENDS)]
        other = FORENAMES[number * 7 % len(FORENAMES)]
        year = self.begins.year - (self.chance.randint(25, 55) if adult else self.chance.randint(13, 15))
        born = date(year, 1 + number % 5, 1 + number // 5 % 28)
        text, postcode = home or self.home()
        return Who(surname or name, other, f"{born:%d/%m/%Y}", text, postcode)

    def children(self, number: int) -> list[Who]:
        """Children of as many homes."""
        return [self.person() for _ in range(number)]

    def home(self) -> tuple[str, str]:
        """An address that nobody else has."""
        self._drawn += 1
        return (
            f"{self._drawn % 900 + 1} {STARTS[self._drawn % 15]} Rise, Tarrowby",
            f"ZZ5 {self._drawn % 10}{'ABDEF'[self._drawn % 5]}X",
        )

    def mark(self) -> str:
        """A registration mark."""
        self._drawn += 1
        return f"UB{self._drawn % 90 + 10} {''.join(self.chance.choices('BCDFGHJK', k=3))}"

    def phone(self) -> str:
        """A telephone kept free for drama."""
        self._drawn += 1
        return f"07700 900{self._drawn % 1000:03}"

    def day(self) -> date:
        """Any day of four months."""
        return self.begins + timedelta(days=self.chance.randrange(DAYS))

    def number(self) -> str:
        """The next number of a record."""
        self._numbers += 1
        return f"LK{self.begins.year % 100}/{self._drawn}{self._numbers:04}"


def occurrence(
    town: Town, kind: str, place: tuple[str, str] | None, *people: tuple[Who, str, str, str]
) -> Iterator[Row]:
    """An occurrence on a day, a row a person: who, role, mark, telephone."""
    number, day = town.number(), f"{town.day():%d/%m/%Y}"
    for who, role, mark, phone in people:
        yield {
            "layout": "police_occurrences", "Occurrence No": number, "Occurrence Type": kind, "Reported Date": day,
            "From Date": day, "Entered On": day, "Surname": who.surname.upper(), "Forenames": who.forename,
            "DOB": who.born, "Role": role, "Home Address": who.home, "Home Postcode": who.postcode, "VRM": mark,
            "Telephone": phone, **(dict(zip(("Location", "Location Postcode"), place, strict=True)) if place else {}),
        }  # fmt: skip


def contact(town: Town, child: Who, place: tuple[str, str]) -> Row:
    """A youth worker's contact."""
    day = f"{town.day():%d/%m/%Y}"
    return {"layout": "youth_service_contacts", "Contact Ref": town.number(), "Date": day, "Entered On": day,
            "Surname": child.surname, "Forename": child.forename, "DOB": child.born, "Place": place[0],
            "Place Postcode": place[1], "Text": "Table tennis. Chatty, in good spirits."}  # fmt: skip


def missing(town: Town, child: Who, found: tuple[str, str]) -> Row:
    """A missing episode of some hours."""
    day = f"{town.day():%d/%m/%Y}"
    return {"layout": "police_missing", "Misper Ref": town.number(), "Surname": child.surname.upper(),
            "Forenames": child.forename, "DOB": child.born, "Home Address": child.home, "Home Postcode": child.postcode,
            "Missing From Date": day, "Missing From Time": "18:00", "Found Date": day, "Found Time": "22:30",
            "Found Location": found[0], "Found Postcode": found[1], "Reported By": "Carer", "Entered On": day}  # fmt: skip


def licence(town: Town, kind: str, holder: Who, mark: str, phone: str, premises: str) -> Row:
    """A line of the licensing register."""
    return {"layout": "licensing_register", "Licence No": town.number(), "Licence Type": kind, "VRM": mark,
            "Holder Surname": holder.surname, "Holder Forename": holder.forename, "Holder DOB": holder.born,
            "Holder Phone": phone, "Premises": premises, "Granted": f"{town.begins:%d/%m/%Y}",
            "Entered On": f"{town.begins:%d/%m/%Y}"}  # fmt: skip


Person = tuple[Who, str, str, str]


def of(who: Who, role: str, *, mark: str = "", phone: str = "") -> Person:
    """Somebody of an occurrence."""
    return who, role, mark, phone


def coach(town: Town) -> Iterator[Row]:
    """Takes a team to matches in a minibus and rings the police about what happens at the ground."""
    team, one = town.children(9), town.person(adult=True)
    phone, bus, ground = town.phone(), town.mark(), ("Wharf End Sports Ground, Tarrowby", "ZZ5 1SG")
    father = town.person(adult=True)
    yield from occurrence(
        town, "THEFT", ground, of(one, "INFORMANT", phone=phone), *(of(x, "VICTIM") for x in team[:4])
    )
    yield from occurrence(town, "ASB", ground, of(one, "INFORMANT", phone=phone), of(father, "NAMED"),
                          *(of(x, "NAMED") for x in team[2:5]))  # fmt: skip
    yield from occurrence(
        town, "RTC NON-INJURY", None, of(one, "WITNESS", mark=bus), *(of(x, "WITNESS") for x in team[4:8])
    )
    for child in team:
        yield from occurrence(town, "LOST PROPERTY", ground, of(one, "INFORMANT", phone=phone), of(child, "NAMED"))


def childrens_home(town: Town) -> Iterator[Row]:
    """Eight live there and go missing together; its staff ring the police, and fetch them in its car."""
    home = ("Gorse House Children's Home, Mill Lane, Tarrowby", "ZZ5 2GH")
    young = [town.person(home=home) for _ in range(8)]
    carer, phone, car = town.person(adult=True), town.phone(), town.mark()
    neighbour, corner = town.person(adult=True), ("Staithe Green, Tarrowby", "ZZ5 2SG")
    for child in young:
        yield missing(town, child, corner)
        yield from occurrence(town, "CONCERN FOR SAFETY", home, of(carer, "INFORMANT", phone=phone), of(child, "NAMED"))
        yield from occurrence(town, "DAMAGE", home, of(carer, "INFORMANT", phone=phone), of(child, "NAMED"))
    for child in young[:4]:
        yield from occurrence(town, "MISSING FOUND", corner, of(carer, "WITNESS", mark=car), of(child, "NAMED"))
    yield from occurrence(town, "ASB", corner, of(neighbour, "NAMED"), *(of(x, "NAMED") for x in young[:3]))


def takeaway(town: Town, customers: int = 200) -> Iterator[Row]:
    """So many have once been in an incident there; its staff ring, its van stands outside."""
    place, phone, van = ("Harbour Grill, 4 Quay Street, Tarrowby", "ZZ5 3HG"), town.phone(), town.mark()
    owner = town.person(adult=True)
    yield licence(town, "PREMISES", owner, "", phone, ", ".join(place))
    for number in range(customers):
        who = town.person(adult=number % 2 == 0)
        yield from occurrence(town, "ASB", place, of(who, ("NAMED", "VICTIM", "WITNESS")[number % 3]),
                              of(owner, "INFORMANT", phone=phone, mark=van if number % 4 == 0 else ""))  # fmt: skip


def school_taxi(town: Town) -> Iterator[Row]:
    """A licensed driver on a school contract: the same children in the same car, day after day."""
    driver, car, phone, school = town.person(adult=True), town.mark(), town.phone(), ("Tarrowby Academy", "ZZ5 4TA")
    children, parent = town.children(6), town.person(adult=True)
    yield licence(town, "PRIVATE HIRE VEHICLE", driver, car, phone, "")
    for child in children:
        yield from occurrence(town, "RTC NON-INJURY", school, of(driver, "WITNESS", mark=car, phone=phone),
                              of(child, "WITNESS"))  # fmt: skip
    yield from occurrence(town, "ASB", school, of(driver, "INFORMANT", mark=car, phone=phone),
                          of(parent, "NAMED"), *(of(x, "NAMED") for x in children[:3]))  # fmt: skip


def large_family(town: Town) -> Iterator[Row]:
    """Three households of cousins and their uncles, one car, one grandmother's house, and much going on."""
    name = "Larkmere"
    house = town.home()
    nan, uncle = (town.person(adult=True, home=house, surname=name) for _ in range(2))
    car, phone, cousins = town.mark(), town.phone(), list[Who]()
    for _ in range(3):
        home = town.home()
        parent = town.person(adult=True, home=home, surname=name)
        cousins += [town.person(home=home, surname=name) for _ in range(3)]
        yield from occurrence(
            town, "DOMESTIC", home, of(parent, "VICTIM", phone=phone), *(of(x, "WITNESS") for x in cousins[-2:])
        )
    for child in cousins:
        yield from occurrence(town, "CONCERN FOR SAFETY", house, of(nan, "INFORMANT", phone=phone), of(child, "NAMED"))
        number = town.number()
        yield {"layout": "childrens_services_events", "Person ID": number, "Surname": child.surname,
               "Forename": child.forename, "DOB": child.born, "Address": child.home, "Postcode": child.postcode,
               "Event Type": "CONTACT", "Event Date": f"{town.day():%d/%m/%Y}", "Text": "Housing advice."}  # fmt: skip
        for elder, relation in ((nan, "Grandmother"), (uncle, "Uncle")):
            yield {"layout": "childrens_services_family", "Person ID": number, "Related Person ID": f"R{number}{relation[0]}",
                   "Related Surname": elder.surname, "Related Forename": elder.forename, "Related DOB": elder.born,
                   "Relationship": relation, "From": child.born}  # fmt: skip
    for three in (cousins[:3], cousins[2:5], cousins[5:8]):
        yield from occurrence(
            town, "RTC NON-INJURY", None, of(uncle, "NAMED", mark=car), *(of(x, "WITNESS") for x in three)
        )


def youth_club(town: Town) -> Iterator[Row]:
    """Twenty who come every week; a worker who rings when there is a quarrel, and a minibus to the coast."""
    club, worker = ("Staithe Youth Club, Tarrowby", "ZZ5 6YC"), town.person(adult=True)
    young, phone, bus, passer = town.children(20), town.phone(), town.mark(), town.person(adult=True)
    for child in young:
        yield contact(town, child, club)
        yield contact(town, child, club)
    for some in (young[:4], young[3:8], young[8:12]):
        yield from occurrence(
            town, "ASSAULT", club, of(worker, "INFORMANT", phone=phone), *(of(x, "VICTIM") for x in some)
        )
    yield from occurrence(
        town, "RTC NON-INJURY", None, of(worker, "WITNESS", mark=bus), *(of(x, "WITNESS") for x in young[:6])
    )
    yield from occurrence(town, "ASB", club, of(passer, "NAMED"), *(of(x, "NAMED") for x in young[5:9]))


def friends(town: Town) -> Iterator[Row]:
    """Six who are always about together at three places; once a man who complained of the noise is named."""
    six, man = town.children(6), town.person(adult=True)
    places = [(f"{name}, Tarrowby", f"ZZ5 7{letter}F") for name, letter in
              (("Wharf Park", "W"), ("Mill Lane Shops", "M"), ("Staithe Steps", "S"))]  # fmt: skip
    for child in six:
        for place in places[:2]:
            yield from occurrence(town, "ASB", place, of(child, "NAMED"))
    for place in places:
        yield from occurrence(town, "ASB", place, *(of(x, "NAMED") for x in town.chance.sample(six, 4)))
    yield from occurrence(town, "ASB", places[0], of(man, "NAMED"), *(of(x, "NAMED") for x in six[:3]))


LOOKALIKES: dict[str, Callable[[Town], Iterator[Row]]] = {
    "coach": coach, "children's home": childrens_home, "takeaway": takeaway, "school taxi": school_taxi,
    "large family": large_family, "youth club": youth_club, "friends": friends,
}  # fmt: skip
