"""Innocent look-alikes: a coach, a big shop, a school run, twins, cousins of one name, and an adopted child.

These are as much of a test as the groups. A system that joins the cousins, or draws a line from the coach, does harm to
real people.
"""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from sightline.invented.agencies.care import Informant, write_event
from sightline.invented.agencies.police import PoliceRole, write_occurrence
from sightline.invented.agencies.services import write_attendance, write_concern
from sightline.invented.agencies.town import Licence, write_licence
from sightline.invented.days import any_day
from sightline.invented.desk import Desk
from sightline.invented.narration import quote, tell
from sightline.invented.planted.groups import new_vehicle
from sightline.invented.planted.public_places import WEEKS
from sightline.invented.population.adults import make_adult
from sightline.invented.population.people import Household, Maker, Person

OWN_VEHICLES_FROM: Final = 10_000


def tell_decoy(desk: Desk, kind: str, people: Sequence[Person], why: str, things: Sequence[str] = ()) -> None:
    """Write a decoy into the truth."""
    number = desk.next_number("decoy")
    ids = json.dumps([person.true_id for person in people])
    desk.sink.tell("decoys", f"D{number:05}", kind, ids, json.dumps(list(things)), why)


def name_cousins(households: Sequence[Household]) -> tuple[Person, Person] | None:
    """Give a child of one household the name of a child of another, who is a cousin and was born at another time."""
    if len(households) < 4:
        return None
    one, other = households[2].children[0], households[3].children[-1]
    if any(child.forename == one.forename for child in households[3].children):
        return None
    other.forename, other.surname, other.sex = one.forename, one.surname, one.sex
    return None if one.born == other.born else (one, other)


def write_decoys(*, desk: Desk, maker: Maker, households: Sequence[Household], planted: set[str]) -> list[Person]:
    """Write the look-alikes of a block; return the adults made for them."""
    children = [
        child for home in households for child in home.children if child.true_id not in planted and not child.sealed
    ]
    for home in households:
        for one, other in zip(home.children, home.children[1:], strict=False):
            if one.born == other.born:
                tell_decoy(desk, "twins", [one, other], "Born on one day, of one home and surname: two children.")
    young = [child for child in children if 8 <= child.age_on(desk.years.day(date(2023, 6, 1))) <= 14]
    adults = []
    if len(young) >= 3:
        coach = make_adult(maker=maker, fair=desk.fair, part="coach", sex=desk.chance.choice("FM"))
        adults.append(coach)
        _write_coach(desk, coach, desk.chance.sample(young, min(4, len(young))))
        _write_shop(desk, desk.chance.sample(young, min(7, len(young))))
        driver = make_adult(maker=maker, fair=desk.fair, part="school run driver")
        adults.append(driver)
        _write_school_run(desk, driver, desk.chance.sample(young, 3))
    return adults


def _write_coach(desk: Desk, coach: Person, team: Sequence[Person]) -> None:
    for child in team:
        on = any_day(desk, after=desk.years.day(date(2023, 3, 1)), before=desk.years.day(date(2024, 6, 30)))
        write_attendance(desk=desk, person=child, on=on, service="UTC", complaint="Sports injury",
                         text="Twisted knee at football training. Coach came along, parent met them here.",
                         outcome="DISCHARGED", accompanied_by=coach)  # fmt: skip
    write_occurrence(
        desk=desk, kind="THEFT", on=desk.years.day(date(2023, 10, 14)), place=desk.area.sports_ground,
        summary="Bags taken from changing room during under-14s match. Coach rang.", outcome="NFA",
        people=[PoliceRole(coach, "INFORMANT"), *(PoliceRole(child, "VICTIM") for child in team[:3])],
    )  # fmt: skip
    tell_decoy(desk, "coach", [coach, *team], "Coach of a team: known to every family, checked by the club.",
               [desk.area.sports_ground.true_id])  # fmt: skip


def _write_shop(desk: Desk, children: Sequence[Person]) -> None:
    opened = desk.years.first + timedelta(weeks=WEEKS)
    for child in children:
        write_occurrence(desk=desk, kind="THEFT", on=any_day(desk, after=opened), place=desk.area.big_shop,
                         summary=tell("theft", chance=desk.chance, child=child), outcome="WORDS OF ADVICE",
                         people=[PoliceRole(child, desk.chance.choice(("NAMED", "VICTIM")))])  # fmt: skip
    tell_decoy(desk, "big_shop", children, "A large shop that everybody uses.", [desk.area.big_shop.true_id])


def _write_school_run(desk: Desk, driver: Person, children: Sequence[Person]) -> None:
    vehicle = new_vehicle(OWN_VEHICLES_FROM + driver.serial, desk.chance)
    licence = Licence(f"PHV{driver.serial:06}", "PRIVATE HIRE VEHICLE", driver, desk.years.day(date(2022, 4, 11)),
                      vehicle, operator="Tarrowby Council contract")  # fmt: skip
    write_licence(desk=desk, licence=licence)
    for child in children:
        on = any_day(desk, after=desk.years.day(date(2023, 1, 9)), before=desk.years.day(date(2023, 12, 15)))
        write_occurrence(
            desk=desk, kind="RTC NON-INJURY", on=on, place=None,
            summary="Minor bump at the school gate. Contract vehicle, badge and contract seen. Nobody hurt.",
            people=[PoliceRole(driver, "WITNESS", vehicle), PoliceRole(child, "WITNESS")],
        )  # fmt: skip
    tell_decoy(desk, "school_run", [driver, *children], "A licensed driver on the council's school contract.",
               [vehicle.true_id])  # fmt: skip


def write_sealed(*, desk: Desk, child: Person, before: Person) -> None:
    """Write a child who was adopted: earlier rows under the old name, later ones sealed under the new."""
    adopted_on = max(desk.years.day(date(2023, 5, 15)), child.born + timedelta(days=200))
    for days in (400, 300, 180):
        write_event(desk=desk, child=before, kind="VISIT", on=adopted_on - timedelta(days=days),
                    text=tell("visit", chance=desk.chance, child=before), informant=Informant())  # fmt: skip
    for days in (30, 150, 330):
        on = adopted_on + timedelta(days=days)
        write_event(desk=desk, child=child, kind="VISIT", on=on, text=tell("visit", chance=desk.chance, child=child),
                    words=quote("visit", chance=desk.chance, child=child))  # fmt: skip
        write_attendance(desk=desk, person=child, on=on + timedelta(days=9), service="GP", complaint="Review",
                         text=tell("gp", chance=desk.chance, child=child), outcome="DISCHARGED")  # fmt: skip
    if child.age_on(adopted_on) >= 5:
        write_concern(desk=desk, child=child, on=adopted_on + timedelta(days=61), categories="Pastoral",
                      text=tell("school_ordinary", chance=desk.chance, child=child))  # fmt: skip
    tell_decoy(desk, "sealed_identity", [child, before],
               "One child before and after adoption: the two must never be joined or shown together.")  # fmt: skip
