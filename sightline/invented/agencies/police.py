"""Writes the police's three exports: occurrences, intelligence and missing episodes.

One occurrence or log is several rows, one a person, that share its number and text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from sightline.invented.area import Place
from sightline.invented.clerk import HeldIdentity, write_date
from sightline.invented.desk import Desk, Named, Row, Vehicle
from sightline.invented.population.people import Person

OFFICERS: Final = ("PC 2214", "PC 3071", "DC 1185", "DS 402", "PC 2960", "PS 118", "DC 1733", "PCSO 7340")


@dataclass(frozen=True, slots=True)
class PoliceRole:
    """One person of an occurrence or a log, in a role."""

    person: Person
    role: str
    vehicle: Vehicle | None = None
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class WrittenOccurrence:
    """What was written: its first row, its day, the day from which it was known, and the police's number of it."""

    first_row: int
    on: date
    known_on: date
    number: str = ""


def nominal_ref(desk: Desk, person: Person) -> str:
    """The police's number for the person; one in twenty-five has been given two."""
    doubled = person.serial % 25 == 0 and desk.chance.random() < 0.5
    return f"N{(900_000 if doubled else 100_000) + person.serial}"


def write_occurrence(*, desk: Desk, kind: str, on: date, place: Place | None, summary: str,
                     people: Sequence[PoliceRole], outcome: str = "", days_to_outcome: int = 14,
                     flags: str = "") -> WrittenOccurrence:  # fmt: skip
    """Write an occurrence, a row a person."""
    entered = desk.entered_on(on)
    number = f"OC{on.year % 100}/{desk.next_number('occurrence'):07}"
    shared = {
        "Occurrence No": number, "Occurrence Type": kind, "Flags": flags, "Reported Date": write_date(on),
        "Reported Time": desk.clock(), "From Date": write_date(on), "From Time": desk.clock(0, 23), "Summary": summary,
        "OIC": desk.chance.choice(OFFICERS), "Outcome": outcome, "Entered On": write_date(entered),
        "Outcome Date": write_date(on + timedelta(days=days_to_outcome)) if outcome else "",
    }  # fmt: skip
    first = 0
    for involved in people:
        row = Row(dict(shared))
        _put_nominal(desk, row, involved, on, home="Home Address", postcode="Home Postcode")
        row.cells["Ethnicity"] = desk.ethnicity(involved.person, "police")
        desk.put_place(row, place, text="Location", postcode="Location Postcode")
        number_of_row = desk.sink.add("police_occurrences.csv", row.cells, row.slots)
        first = first or number_of_row
    return WrittenOccurrence(first, on, entered, number)


def write_intelligence(
    *, desk: Desk, on: date, text: str, people: Sequence[PoliceRole], grade: str = "2B"
) -> WrittenOccurrence:
    """Write a log, a row a subject. Grade: source, then assessment."""
    submitted = on + timedelta(days=desk.chance.randint(0, 9))
    shared = {
        "Log No": f"IL{on.year % 100}/{desk.next_number('log'):06}", "Event Date": write_date(on),
        "Submitted On": write_date(submitted), "Event Date Precision": "DAY",
        "Source Evaluation": grade[0], "Intelligence Assessment": grade[1], "Handling": desk.chance.choice("PPC"),
        "Text": text,
    }  # fmt: skip
    if shared["Handling"] == "C":
        shared["Handling Conditions"] = "Not to be acted on without speaking to the originator."
    first = 0
    for involved in people:
        row = Row(dict(shared))
        _put_nominal(desk, row, involved, on, home="Address", postcode="Postcode")
        number_of_row = desk.sink.add("police_intelligence.csv", row.cells, row.slots)
        first = first or number_of_row
    return WrittenOccurrence(first, on, submitted)


def _put_nominal(desk: Desk, row: Row, involved: PoliceRole, on: date, *, home: str, postcode: str) -> None:
    person = involved.person
    view = desk.view(person, "police")
    desk.put_person(row, person, view, slot="nominal", forename="Forenames")
    row.cells |= {"Surname": view.surname.upper(), "Nominal Ref": nominal_ref(desk, person), "Sex": view.sex,
                  "Role": involved.role, "Alias": view.known_as}  # fmt: skip
    desk.put_home(row, person, on, view, address=home, postcode=postcode)
    desk.put_phone(row, involved.phone or view.phone, heading="Telephone")
    if involved.vehicle:
        row.cells |= {"VRM": involved.vehicle.registration, "Vehicle": involved.vehicle.described}
        row.slots["vehicle"] = involved.vehicle.true_id


@dataclass(frozen=True, slots=True)
class WrittenEpisode:
    """A missing episode as written, for the interview that follows it and the patterns that rest on it."""

    ref: str
    left: datetime
    found: datetime
    known_on: date
    row: int


def write_missing(*, desk: Desk, child: Person, left: datetime, hours: int | None, circumstances: str,
                  found_at: Place | None, found_with: Sequence[Named] = (), reported_by: str = "Mother",
                  grade: str = "Medium", interview: str = "") -> WrittenEpisode:  # fmt: skip
    """Write a missing episode of a child; with no hours the child is missing still."""
    found = left + timedelta(hours=hours or 0)
    reported = left + timedelta(hours=min(hours or 1, desk.chance.randint(1, 6)))
    known_on = found.date() + timedelta(days=desk.chance.choice((0, 0, 0, 1)) if hours else 0)
    ref, view = f"MP{left.year % 100}/{desk.next_number('misper'):05}", desk.view(child, "police")
    row = Row({
        "Misper Ref": ref, "Nominal Ref": nominal_ref(desk, child), "Sex": view.sex, "Reported By": reported_by,
        "Risk Grade": grade, "Circumstances": circumstances, "Entered On": write_date(known_on),
    })  # fmt: skip
    _put_moment(row, left, "Missing From")
    _put_moment(row, reported, "Reported")
    if hours:
        _put_moment(row, found, "Found")
    _put_missing_child(desk, row, child, view, left.date())
    desk.put_place(row, found_at, text="Found Location", postcode="Found Postcode")
    if found_with:
        desk.put_named(row, found_with, heading="Found With", slot="found_with")
    if interview:
        row.cells["Prevention Interview Date"] = write_date(known_on)
        row.cells["Prevention Interview Text"] = interview
    return WrittenEpisode(ref, left, found, known_on, desk.sink.add("police_missing.csv", row.cells, row.slots))


def _put_missing_child(desk: Desk, row: Row, child: Person, view: HeldIdentity, on: date) -> None:
    desk.put_person(row, child, view, slot="subject", forename="Forenames")
    row.cells["Surname"] = view.surname.upper()
    desk.put_home(row, child, on, view, address="Home Address", postcode="Home Postcode")


def _put_moment(row: Row, moment: datetime, what: str) -> None:
    row.cells[f"{what} Date"] = write_date(moment.date())
    row.cells[f"{what} Time"] = f"{moment.hour:02}:{moment.minute:02}"
