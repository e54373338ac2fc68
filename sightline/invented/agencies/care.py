"""Writes children's services' exports, return interviews among them, and the partnership's tracker of meetings.

`Source` is who told (Mother, Teacher); `Source Agency` is the agency that knew first, and a row with it is a copy of
what that agency holds itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sightline.invented.agencies.police import WrittenEpisode
from sightline.invented.area import Place
from sightline.invented.clerk import view_of, write_date
from sightline.invented.days import working_day
from sightline.invented.desk import Desk, Named, Row, add_marking, yes
from sightline.invented.files.layouts import TRACKER
from sightline.invented.population.names import helpers
from sightline.invented.population.people import Person

WORKERS: Final = helpers("social_worker")
MANAGERS: Final = helpers("manager")
SEEN: Final = ("VISIT", "ASSESSMENT START", "S47 START")


@dataclass(frozen=True, slots=True)
class Informant:
    """Who told children's services, and the agency that knew first; both may be empty."""

    source: str = ""
    agency: str = ""


def person_id(person: Person) -> str:
    """Children's services' number for the person."""
    return f"CS{1_000_000 + person.serial}"


def write_event(*, desk: Desk, child: Person, kind: str, on: date, text: str = "", informant: Informant | None = None,
                words: str = "", outcome: str = "", days_to_decide: int = 1, factors: str = "",
                alone: bool | None = None,
                placement: Place | None = None, marking: str = "", prompt: bool = False) -> int:  # fmt: skip
    """Write one event of a child's file; `prompt` enters it the same day."""
    on = on if kind in ("CONTACT", "REFERRAL") else working_day(on)
    view, informant = desk.view(child, "childrens_services"), informant or Informant()
    row = Row({
        "Person ID": person_id(child), "NHS Number": view.nhs, "UPN": view.upn, "Known As": view.known_as,
        "Sex": view.sex, "Ethnicity": desk.ethnicity(child, "childrens_services"), "Event Type": kind,
        "Event Date": write_date(on), "Event Time": desk.clock(9, 17), "Source": informant.source,
        "Source Agency": informant.agency, "Text": text, "Child's Words": words, "Outcome": outcome, "Factors": factors,
        "Worker": desk.chance.choice(WORKERS), "Team": "Assessment" if kind in ("CONTACT", "REFERRAL") else "Support",
        "Entered On": write_date(on) if prompt else desk.entered(on),
    })  # fmt: skip
    desk.put_person(row, child, view, slot="subject")
    desk.put_home(row, child, on, view, address="Address", postcode="Postcode")
    if outcome:
        row.cells |= {"Decision By": desk.chance.choice(MANAGERS), "Decision Role": "Team manager",
                      "Decision Date": write_date(on + timedelta(days=days_to_decide))}  # fmt: skip
    if kind in SEEN:
        seen_alone = desk.chance.random() < 0.5 if alone is None else alone
        row.cells |= {"Child Seen": "Y", "Child Seen Alone": yes(seen_alone)}
    if placement:
        row.cells["Address Of Placement"] = placement.text
        row.slots["placement"] = placement.true_id
    if marking:
        add_marking(row, marking)
    return desk.sink.add("childrens_services_events.csv", row.cells, row.slots)


def write_relation(*, desk: Desk, child: Person, related: Person, relationship: str, known: bool,
                   ended_on: date | None = None) -> int:  # fmt: skip
    """Write that somebody is a child's mother, brother ...; `known` gives the relative's own number."""
    view = desk.view(related, "childrens_services")
    row = Row({
        "Person ID": person_id(child), "Related Person ID": person_id(related) if known else "",
        "Relationship": relationship, "From": write_date(child.born), "To": write_date(ended_on) if ended_on else "",
    }, {"subject": child.true_id})  # fmt: skip
    desk.put_person(row, related, view, slot="related", surname="Related Surname", forename="Related Forename",
                    born="Related DOB")  # fmt: skip
    desk.put_phone(row, view.phone, heading="Related Phone")
    return desk.sink.add("childrens_services_family.csv", row.cells, row.slots)


def write_interview(*, desk: Desk, child: Person, episode: WrittenEpisode, text: str, words: str = "",
                    accepted: bool = True, shared: bool = True, said_back_on: date | None = None) -> int:  # fmt: skip
    """Write the return interview that followed a missing episode. `said_back_on`: the day of return as told here."""
    view, back = desk.view(child, "childrens_services"), episode.found.date()
    held = back + timedelta(days=desk.chance.choice((1, 2, 2, 3, 3, 6)))
    row = Row({
        "Person ID": person_id(child), "NHS Number": view.nhs, "Misper Ref": episode.ref,
        "Returned Date": write_date(said_back_on or back), "Returned Time": _returned_at(desk, episode),
        "Offered On": write_date(back + timedelta(days=1)), "Accepted": yes(accepted),
        "Entered On": desk.entered(held),
    })  # fmt: skip
    desk.put_person(row, child, view, slot="subject")
    if accepted:
        row.cells |= {
            "Held Date": write_date(held), "Held Time": desk.clock(10, 18), "Interviewer": desk.chance.choice(WORKERS),
            "Independent": yes(desk.chance.random() < 0.8), "Interview Text": text, "Child's Words": words,
            "Shared With Police On": write_date(held + timedelta(days=2)) if shared else "",
        }  # fmt: skip
    return desk.sink.add("return_interviews.csv", row.cells, row.slots)


def _returned_at(desk: Desk, episode: WrittenEpisode) -> str:
    """The time of return: in one interview of six not the time that the police wrote."""
    contradicts = desk.chance.random() < 0.16 and 4 <= episode.found.hour < 20
    return f"{episode.found + timedelta(hours=3 if contradicts else 0):%H:%M}"


def write_meeting(*, desk: Desk, child: Person, on: date, level: str, concerning: Sequence[Named],
                  places: Sequence[Place], decision: str, action: str, done: bool) -> int:  # fmt: skip
    """Write one child's line of one meeting into the tracker."""
    view = view_of(child, agency="partnership", seed=desk.seed)
    row = Row({
        "Meeting Date": write_date(working_day(on)), "Person ID": person_id(child),
        "Child": f"{view.forename} {view.surname}".strip(), "DOB": view.born,
        "Lead": desk.chance.choice(WORKERS), "Level": level, "Decision": decision, "Action": action,
        "Action Owner": desk.chance.choice(WORKERS), "Due": write_date(on + timedelta(days=14)),
        "Done": write_date(on + timedelta(days=12)) if done else "", "Places": "; ".join(p.text for p in places),
    }, {"subject": child.true_id})  # fmt: skip
    desk.put_named(row, concerning, heading="Persons Of Concern", slot="others_named")
    for number, place in enumerate(places, start=1):
        row.slots["place" if number == 1 else f"place#{number}"] = place.true_id
    return desk.sink.add(TRACKER, row.cells, row.slots)
