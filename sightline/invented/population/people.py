"""Who there is: households of children, parents and relatives, made a block of a hundred children at a time.

People are made before anything happens to them, by a chance of their own, so that neither name, nor home, nor the
household's make-up can depend on the story.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from sightline.invented import area
from sightline.invented.area import Place
from sightline.invented.chance import chance_for
from sightline.invented.numbers import household_phone, nhs_number, pupil_number
from sightline.invented.population.names import NameLists
from sightline.invented.years import Years

BLOCK: Final = 100
PEOPLE_A_BLOCK: Final = 400
HOMES_A_BLOCK: Final = 300
FIRST_BORN: Final = date(2007, 1, 1)
LAST_BORN: Final = date(2020, 12, 31)
LONG_AGO: Final = date(2000, 1, 1)
YOUNG: Final = ("child", "before adoption")


@dataclass(slots=True, eq=False, repr=False)
class Person:
    """One invented human being, as they truly are."""

    serial: int
    forename: str
    middle: str
    surname: str
    born: date
    sex: str
    name_list: str
    household_id: str
    homes: list[tuple[date, Place]]
    phone: str = ""
    other_surname: str = ""
    part: str = "adult"
    street_name: str = ""
    sealed: bool = False
    protected: bool = False
    views: dict[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Person({self.true_id})"

    @property
    def true_id(self) -> str:
        """The id in the truth."""
        return f"T{self.serial:07}"

    @property
    def name(self) -> str:
        """Forename and surname."""
        return f"{self.forename} {self.surname}"

    @property
    def nhs(self) -> str:
        """The person's NHS number."""
        return nhs_number(self.serial)

    @property
    def upn(self) -> str:
        """The pupil number; adults of the invented partnership have none."""
        return pupil_number(self.serial, born_year=self.born.year) if self.is_young else ""

    @property
    def is_young(self) -> bool:
        """True for those who are the partnership's children."""
        return self.part in YOUNG

    def home_on(self, day: date) -> Place:
        """Where the person lived that day."""
        return next(place for since, place in reversed(self.homes) if since <= day)

    def age_on(self, day: date) -> int:
        """Whole years."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass(frozen=True, slots=True)
class PopulationSettings:
    """How alike people are. The usual one has one pair of twins in a hundred children and every name of the lists.

    `most_names` leaves the first so many names of each list. With `like_twins` their names are most alike.
    """

    twin_homes: int = 1
    like_twins: bool = False
    most_names: int | None = None


USUAL: Final = PopulationSettings()


@dataclass(slots=True, eq=False)
class Household:
    """People who live together, and relatives who do not."""

    household_id: str
    adults: list[tuple[str, Person]]  # (relationship to the children, person)
    children: list[Person]
    relatives: list[tuple[str, Person]]

    @property
    def carer(self) -> Person:
        """The adult who answers the telephone."""
        return self.adults[0][1]


class Maker:
    """Makes the people of one block."""

    def __init__(self, *, block: int, seed: int, names: NameLists, years: Years) -> None:
        self.names, self.years = names, years
        self.chance = chance_for(seed, "people", block)
        self.next_person = block * PEOPLE_A_BLOCK
        self.next_home = block * HOMES_A_BLOCK

    def new_home(self) -> Place:
        """An address that nobody else has."""
        self.next_home += 1
        return area.home(self.next_home)

    def make_person(self, *, born: date, sex: str, surname: str, name_list: str, homes: list[tuple[date, Place]],
                    household_id: str, part: str, phone: str = "", other_surname: str = "") -> Person:  # fmt: skip
        """The next person."""
        self.next_person += 1
        middle = self.names.draw_forename(name_list, sex, self.chance) if self.chance.random() < 0.4 else ""
        return Person(
            self.next_person, self.names.draw_forename(name_list, sex, self.chance), middle, surname, born, sex,
            name_list, household_id, homes, phone, other_surname, part,
        )  # fmt: skip

    def make_household(self, *, wanted: int, twins: bool = False, alike: bool = False) -> Household:
        """A household with up to so many children; twins that are `alike` have names that are written alike."""
        chance, household_id = self.chance, f"F{self.next_person:07}"
        name_list = self.names.draw_list(chance)
        surname = self.names.draw_surname(name_list, chance)
        homes = self.draw_homes()
        phone = household_phone(self.next_person)
        adults = self._draw_adults(household_id, name_list, surname, homes, phone)
        count = min(wanted, max(2, chance.randint(1, 3)) if twins else chance.choices((1, 2, 3, 4), (35, 38, 19, 8))[0])
        taken = self._childs_surname(adults, surname)
        children: list[Person] = []
        for place in range(count):
            born = children[0].born if twins and place == 1 else self._born_apart(children)
            sex = children[0].sex if twins and place == 1 else chance.choice("FM")
            child = self.make_person(born=born, sex=sex, surname=taken, name_list=name_list, homes=list(homes),
                                     household_id=household_id, part="child")  # fmt: skip
            while any(child.forename == other.forename for other in children):
                child.forename = self.names.draw_forename(name_list, sex, chance)
            if alike and place == 1:
                child.forename = self.names.likest_forename(name_list, sex, children[0].forename)
            children.append(child)
        return Household(household_id, adults, children, self._draw_relatives(name_list, surname))

    def draw_homes(self) -> list[tuple[date, Place]]:
        """A home since long ago; of one in four people also another since some day of the three years."""
        homes = [(LONG_AGO, self.new_home())]
        if self.chance.random() < 0.25:
            homes.append((self.years.first + timedelta(days=self.chance.randrange(1000)), self.new_home()))
        return homes

    def _draw_adults(self, household_id: str, name_list: str, surname: str, homes: list[tuple[date, Place]],
                     phone: str) -> list[tuple[str, Person]]:  # fmt: skip
        chance = self.chance
        own = self.names.draw_surname(name_list, chance)
        shares = chance.random()
        mother = self.make_person(
            born=self._adult_born(), sex="F", surname=surname if shares < 0.6 else own, name_list=name_list,
            homes=homes, household_id=household_id, part="parent", phone=phone,
            other_surname=own if shares < 0.2 else "",
        )  # fmt: skip
        adults = [("mother", mother)]
        if chance.random() < 0.62:
            kind = "father" if chance.random() < 0.75 else "stepfather"
            theirs = surname if kind == "father" else self.names.draw_surname(name_list, chance)
            adults.append((kind, self.make_person(
                born=self._adult_born(), sex="M", surname=theirs, name_list=name_list, homes=homes,
                household_id=household_id, part="parent", phone=household_phone(self.next_person + 1),
            )))  # fmt: skip
        return adults

    def _childs_surname(self, adults: list[tuple[str, Person]], surname: str) -> str:
        mother = adults[0][1].surname
        doubled = mother != surname and self.chance.random() < 0.25
        return f"{mother}-{surname}" if doubled else surname

    def _draw_relatives(self, name_list: str, surname: str) -> list[tuple[str, Person]]:
        chance = self.chance
        if chance.random() > 0.35:
            return []
        kind, sex, born = chance.choice(
            (("grandmother", "F", 1955), ("grandfather", "M", 1953), ("aunt", "F", 1984), ("uncle", "M", 1983))
        )
        return [(kind, self.make_person(
            born=self.years.day(date(born, 1, 1)) + timedelta(days=chance.randrange(3000)), sex=sex, surname=surname,
            name_list=name_list, homes=[(LONG_AGO, self.new_home())], household_id=f"F{self.next_person:07}",
            part="relative", phone=household_phone(self.next_person + 1),
        ))]  # fmt: skip

    def _adult_born(self) -> date:
        return self.years.day(date(1972, 1, 1)) + timedelta(days=self.chance.randrange(365 * 18))

    def _born_apart(self, children: list[Person]) -> date:
        """A birth date at least ten months from every sibling's."""
        while True:
            born = self.years.day(FIRST_BORN) + timedelta(days=self.chance.randrange((LAST_BORN - FIRST_BORN).days))
            if all(abs((born - other.born).days) > 300 for other in children):
                return born
