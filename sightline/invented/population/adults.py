"""Adults of no household with children: those of a group, tenants, licence holders, and whoever else is talked of.

Each part of the story has names of all communities in their shares, because these are the people who are shown in it.
"""

from datetime import date, timedelta

from sightline.invented.population.fair_names import FairNames
from sightline.invented.population.people import Maker, Person


def make_adult(
    *, maker: Maker, fair: FairNames, part: str, sex: str = "M", born_from: int = 1978, born_to: int = 2000
) -> Person:
    """An adult with a home of their own."""
    chance, name_list = maker.chance, fair.deal(part)
    first, last = (maker.years.day(date(year, 1, 1)) for year in (born_from, born_to))
    person = maker.make_person(
        born=first + timedelta(days=chance.randrange((last - first).days)), sex=sex,
        surname=fair.draw_surname(name_list, chance), name_list=name_list, homes=maker.draw_homes(),
        household_id=f"F{maker.next_person:07}", part=part,
    )  # fmt: skip
    forenames = maker.names.forenames[name_list, sex]
    person.forename, person.middle = forenames.draw(chance), forenames.draw(chance) if person.middle else ""
    return person
