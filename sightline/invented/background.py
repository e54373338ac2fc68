"""What stands in the registers of people to whom nothing happens: licences, their complaints, ordinary intelligence.

Most rows of a licensing register are of people who have nothing to do with any child. They are here so that a rule that
draws a line from holding a licence is seen to be wrong.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sightline.invented.agencies.police import PoliceRole, write_intelligence
from sightline.invented.agencies.town import Licence, write_licence
from sightline.invented.area import takeaway
from sightline.invented.days import any_day
from sightline.invented.desk import Desk
from sightline.invented.narration import tell
from sightline.invented.numbers import household_phone
from sightline.invented.planted.decoys import OWN_VEHICLES_FROM
from sightline.invented.planted.groups import PlantedGroup, new_vehicle
from sightline.invented.population.people import Person

LICENCE_KINDS: Final = ("PRIVATE HIRE VEHICLE", "HACKNEY", "DRIVER")
ELSEWHERE: Final = 20_000  # takeaways that no group uses
RUMOURS: Final = (
    "Said to be selling cigarettes without duty from the boot of a car.", "Believed to be driving without insurance.",
    "Seen with tools near the allotments at night.", "Said to be moving scrap metal without a licence.",
)  # fmt: skip


def write_licences(*, desk: Desk, drivers: Sequence[Person]) -> None:
    """Write ordinary licences, a few with an ordinary complaint."""
    for driver in drivers:
        vehicle = new_vehicle(OWN_VEHICLES_FROM + driver.serial, desk.chance)
        granted = desk.years.day(date(2022, desk.chance.randint(1, 12), desk.chance.randint(1, 28)))
        licence = Licence(f"PHV{driver.serial:06}", desk.chance.choice(LICENCE_KINDS), driver, granted, vehicle,
                          operator=desk.chance.choice(("", "Kestrelway Cars", "Hobbin Private Hire")))  # fmt: skip
        write_licence(desk=desk, licence=licence)
        if desk.chance.random() < 0.25:
            write_licence(desk=desk, licence=licence, complaint_on=any_day(desk, after=granted),
                          complaint=tell("licence_ordinary", chance=desk.chance, child=driver))  # fmt: skip


def write_businesses(*, desk: Desk, holders: Sequence[Person], group: PlantedGroup | None, number: int) -> None:
    """Write an operator's licence and those of takeaways: one elsewhere, and the one that the group uses."""
    operator, *keepers = holders
    write_licence(desk=desk, licence=Licence(
        f"OP{operator.serial:06}", "OPERATOR", operator, desk.years.day(date(2022, 2, 14)),
        operator="Hobbin Private Hire", phone=household_phone(operator.serial),
    ))  # fmt: skip
    premises = [takeaway(ELSEWHERE + number)] + ([group.takeaway] if group else [])
    for keeper, place in zip(keepers, premises, strict=False):
        write_licence(desk=desk, licence=Licence(
            f"PR{keeper.serial:06}", "PREMISES", keeper, desk.years.day(date(2022, 6, 6)), premises=place,
            phone=household_phone(keeper.serial),
        ))  # fmt: skip


def write_rumours(*, desk: Desk, people: Sequence[Person]) -> None:
    """Write intelligence of other matters, most of it of a low grade."""
    for person in people:
        write_intelligence(desk=desk, on=any_day(desk), text=desk.chance.choice(RUMOURS),
                           people=[PoliceRole(person, "SUBJECT")],
                           grade=desk.chance.choice(("2D", "3E", "3D", "2B")))  # fmt: skip
