"""Ordinary lives: what agencies write of children to whom no planted story belongs.

How much is written of a child is drawn by itself, household by household. It depends on no name, no place and no record
that went before.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from sightline.invented.agencies.care import write_relation
from sightline.invented.agencies.police import PoliceRole, write_occurrence
from sightline.invented.agencies.register import write_register
from sightline.invented.agencies.services import write_attendance, write_concern
from sightline.invented.agencies.town import write_complaint, write_contact
from sightline.invented.chance import chance_for
from sightline.invented.days import MUCH, QUIET, SOME, any_day, times
from sightline.invented.desk import Desk
from sightline.invented.involvement import write_away, write_care
from sightline.invented.narration import quote, tell
from sightline.invented.population.people import Household, Person

REGISTER_SHARE: Final = 0.42


def live(*, desk: Desk, household: Household, planted: set[str], first: Person | None = None) -> None:
    """Write everything ordinary about one household; children of a planted story get little of it.

    The family of the child to look at `first` is always on record.
    """
    if any(child.sealed for child in household.children):
        return  # a sealed identity's rows are written apart, and its home is told by no other row
    much = desk.chance.choices((QUIET, SOME, MUCH), (45, 34, 21))[0]
    _write_family(desk, household, much, on_record=first in household.children)
    if much and desk.chance.random() < 0.6:
        _write_police_at_home(desk, household, much)
    if desk.chance.random() < 0.12 and not household.carer.protected:  # housing's layout has no marking
        _write_housing(desk, household)
    for child in household.children:
        is_planted = child.true_id in planted
        _write_health(desk, household, child)
        _write_school(desk, child, QUIET if is_planted else much)
        if not is_planted:
            _write_register(desk, child)
            write_care(desk=desk, child=child, much=much)
            write_away(desk=desk, household=household, child=child, much=much)
            _write_youth(desk, child)


def is_alive_at_school(child: Person, on: date) -> bool:
    """True from four to sixteen."""
    return 4 <= child.age_on(on) <= 16


def _write_family(desk: Desk, household: Household, much: int, *, on_record: bool) -> None:
    if much == QUIET and desk.chance.random() < 0.5:
        if not on_record:
            return
        desk = replace(desk, chance=chance_for(desk.seed, "family"))  # so that all else stays as it is drawn
    for child in household.children:
        for relationship, adult in (*household.adults, *household.relatives):
            write_relation(desk=desk, child=child, related=adult, relationship=relationship.capitalize(),
                           known=much == MUCH)  # fmt: skip
        for other in household.children:
            if other is not child:
                kind = "Sister" if other.sex == "F" else "Brother"
                write_relation(desk=desk, child=child, related=other, relationship=kind, known=True)


def _write_health(desk: Desk, household: Household, child: Person) -> None:
    chance = desk.chance

    def visit(on: date) -> None:
        service, kind = chance.choices(
            (
                ("GP", "gp"),
                ("ED", "ed_ordinary"),
                ("UTC", "ed_ordinary"),
                ("SCHOOL NURSE", "nurse"),
                ("CAMHS", "camhs"),
            ),
            (50, 14, 10, 16, 10),
        )[0]
        if chance.random() < 0.06:
            kind, outcome = "not_brought", "WAS NOT BROUGHT"
        else:
            outcome = chance.choice(("DISCHARGED", "DISCHARGED", "TREATED", "FOLLOW UP", "REFERRED"))
        by: Person | str = chance.choice((household.carer, "mother", "mother", "parent", household.adults[-1][1]))
        write_attendance(
            desk=desk, person=child, on=on, service=service, complaint=kind.replace("_", " ").title() if kind == "camhs"
            else chance.choice(("Unwell", "Injury", "Review", "Routine")), text=tell(kind, chance=chance, child=child),
            outcome=outcome, accompanied_by="" if outcome == "WAS NOT BROUGHT" else by,
            words=quote(kind, chance=chance, child=child), follow_up=chance.choice(("", "", "GP letter", "Clinic")),
        )  # fmt: skip

    times(desk, 15, child, visit)


def _write_school(desk: Desk, child: Person, much: int) -> None:
    def concern(on: date) -> None:
        if is_alive_at_school(child, on):
            write_concern(
                desk=desk, child=child, on=on, text=tell("school_ordinary", chance=desk.chance, child=child),
                categories=desk.chance.choice(("Pastoral", "Attendance", "Friendships", "Home", "Health and safety")),
                words=quote("school_ordinary", chance=desk.chance, child=child), to_lead=desk.chance.random() < 0.4,
                action=desk.chance.choice(("", "", "Parent telephoned", "Check-in each morning")),
            )  # fmt: skip

    times(desk, (3, 7, 14)[much], child, concern)


def _write_register(desk: Desk, child: Person) -> None:
    if desk.chance.random() < REGISTER_SHARE:
        write_register(desk=desk, child=child, since=desk.years.first)


def _write_youth(desk: Desk, child: Person) -> None:
    def contact(on: date) -> None:
        if 11 <= child.age_on(on) < 18:
            club = desk.area.youth_clubs[child.serial % len(desk.area.youth_clubs)]
            write_contact(desk=desk, child=child, on=on, place=club,
                          text=tell("youth_ordinary", chance=desk.chance, child=child),
                          words=quote("youth_ordinary", chance=desk.chance, child=child))  # fmt: skip

    if desk.chance.random() < 0.35:
        times(desk, 6, child, contact)


def _write_police_at_home(desk: Desk, household: Household, much: int) -> None:
    for _ in range(desk.chance.randint(1, 1 + much)):
        on, child = any_day(desk), desk.chance.choice(household.children)
        kind, note = desk.chance.choice((("DOMESTIC INCIDENT", "domestic"), ("THEFT", "theft"), ("ASB", "nuisance")))
        roles = ("INFORMANT", "NAMED") if note == "domestic" else ("PARENT", "WITNESS")
        people = [PoliceRole(adult, role) for (_, adult), role in zip(household.adults, roles, strict=False)]
        if child.born < on:
            people.append(
                PoliceRole(child, "WITNESS" if note == "domestic" else desk.chance.choice(("VICTIM", "NAMED")))
            )
        home = household.carer.home_on(on) if note == "domestic" and not household.carer.protected else None
        write_occurrence(desk=desk, kind=kind, on=on, place=home, people=people,
                         summary=tell(note, chance=desk.chance, child=child),
                         flags="DA" if note == "domestic" else "",
                         outcome=desk.chance.choice(("NFA", "WORDS OF ADVICE", "REFERRED", "")))  # fmt: skip


def _write_housing(desk: Desk, household: Household) -> None:
    on = any_day(desk)
    write_complaint(desk=desk, on=on, premises=household.carer.home_on(on), tenant=household.carer,
                    text=tell("housing_noise", chance=desk.chance, child=household.carer),
                    action=desk.chance.choice(("Letter", "Visit", "Repair", "None")))  # fmt: skip
