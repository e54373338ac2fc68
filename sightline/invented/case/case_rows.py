"""Writes each thing that the case tells into the export of the agency that recorded it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sightline.invented.agencies.care import Informant, write_event, write_interview, write_meeting
from sightline.invented.agencies.police import PoliceRole, write_intelligence, write_missing, write_occurrence
from sightline.invented.agencies.services import write_attendance, write_concern
from sightline.invented.agencies.town import Licence, write_complaint, write_contact, write_licence
from sightline.invented.area import Place
from sightline.invented.case.cast import Cast
from sightline.invented.chance import chance_for
from sightline.invented.desk import Desk, Named
from sightline.invented.involvement import place_child
from sightline.invented.population.people import Person

Said = Mapping[str, Any]
LICENCE_GRANTED: Final = timedelta(days=200)  # before the complaint about its holder


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One thing that is told: the desk of that day, the cast, what the file says, and the child."""

    desk: Desk
    cast: Cast
    said: Said = field(repr=False)
    child: Person | None

    @property
    def on(self) -> date:
        """When it happened."""
        day: date = self.said["on"]
        return day

    @property
    def own(self) -> Person:
        """The child; a thing that is about nobody has none."""
        if self.child is None:
            raise KeyError(f"{self.said['on']}: no child is named.")
        return self.child

    def text(self, name: str = "text") -> str:
        """What is written."""
        return str(self.said.get(name, ""))

    def place(self, name: str = "place") -> Place | None:
        """The place, where one is named."""
        word = self.said.get(name)
        return self.cast.places[word] if word else None

    def phone(self) -> str:
        """The number that is given, where it is that of one of the adults."""
        word = self.said.get("phone")
        return self.cast.adults[word].phone if word else ""

    def people(self, name: str, *, in_full: bool) -> list[Named]:
        """The people beside the child."""
        return [self.cast.named(word, in_full=in_full) for word in self.said.get(name, ())]

    def roles(self) -> list[PoliceRole]:
        """The people of a police record, and who drove the car."""
        return [
            PoliceRole(self.cast.person(word), role, self.cast.car if drives else None)
            for word, role, drives in self.said["people"]
        ]


def tell_all(cast: Cast, said_in_order: Sequence[Said], *, desk_of: Callable[[date], Desk], seed: int) -> None:
    """Write everything in its order, each with a chance of its own."""
    for number, said in enumerate(said_in_order):
        desk = replace(desk_of(said["on"]), chance=chance_for(seed, "case", number))
        for word in said.get("each") or [said.get("child", "")]:
            row = CaseRow(desk, cast, said, cast.child(word) if word else None)
            file_name, number_of_row = TELLS[said["by"]](row)
            if "missed" in said:
                _tell_missed(row, file_name, number_of_row)


def _tell_missed(row: CaseRow, file_name: str, number: int) -> None:
    desk, said = row.desk, row.said
    true_id = row.child.true_id if row.child else ""
    desk.sink.tell("missed", f"M-case-{desk.next_number('missed of the case'):02}", said["missed"], true_id,
                   said["by"], file_name, number, said["on"], "A chance that was missed, by the case.")  # fmt: skip


def _at_school(row: CaseRow) -> tuple[str, int]:
    return "school_concerns.csv", write_concern(
        desk=row.desk, child=row.own, on=row.on, categories=row.text("kind"), text=row.text(),
        words=row.text("words"), action=row.text("action"),
    )  # fmt: skip


def _missing(row: CaseRow) -> tuple[str, int]:
    hour, minute = (int(part) for part in row.text("at").split(":"))
    episode = write_missing(
        desk=row.desk, child=row.own, left=datetime.combine(row.on, time(hour, minute)), hours=row.said["hours"],
        circumstances=row.text(), found_at=row.place("found_at"), found_with=row.people("with", in_full=True),
        reported_by=row.text("reported_by") or "Mother",
    )  # fmt: skip
    if "interview" in row.said:
        write_interview(desk=row.desk, child=row.own, episode=episode, text=row.text("interview"),
                        words=row.text("words"), shared=row.said["shared"])  # fmt: skip
    return "police_missing.csv", episode.row


def _by_police(row: CaseRow) -> tuple[str, int]:
    written = write_occurrence(desk=row.desk, kind=row.text("kind"), on=row.on, place=row.place(),
                               summary=row.text(), people=row.roles(), outcome=row.text("outcome"))  # fmt: skip
    return "police_occurrences.csv", written.first_row


def _intelligence(row: CaseRow) -> tuple[str, int]:
    written = write_intelligence(desk=row.desk, on=row.on, text=row.text(), people=row.roles())
    return "police_intelligence.csv", written.first_row


def _by_childrens_services(row: CaseRow) -> tuple[str, int]:
    return "childrens_services_events.csv", write_event(
        desk=row.desk, child=row.own, kind=row.text("kind"), on=row.on, text=row.text(), words=row.text("words"),
        informant=Informant(row.text("source"), row.text("agency")), outcome=row.text("outcome"),
        alone=row.said.get("alone"), prompt=True,
    )  # fmt: skip


def _placed(row: CaseRow) -> tuple[str, int]:
    setting = row.place()
    if setting is None:
        raise KeyError(f"{row.on}: no home is named.")
    place_child(desk=row.desk, child=row.own, setting=setting, on=row.on)
    return "childrens_services_events.csv", row.desk.sink.rows["childrens_services_events.csv"]


def _by_health(row: CaseRow) -> tuple[str, int]:
    with_whom = row.text("with")
    return "health_attendances.csv", write_attendance(
        desk=row.desk, person=row.own, on=row.on, service=row.text("kind"), complaint=row.text("complaint"),
        text=row.text(), words=row.text("words"), outcome=row.text("outcome"),
        concern=row.said.get("concern", False),
        accompanied_by=row.cast.named(with_whom, in_full=False) if with_whom else "",
        marking="RESTRICTED" if row.text("kind") == "SEXUAL HEALTH" else "",
    )  # fmt: skip


def _by_housing(row: CaseRow) -> tuple[str, int]:
    premises = row.place()
    if premises is None:
        raise KeyError(f"{row.on}: no premises are named.")
    return "housing_complaints.csv", write_complaint(
        desk=row.desk, on=row.on, premises=premises, tenant=row.cast.person(row.text("tenant")), text=row.text(),
        action=row.text("action"), vehicle=row.cast.car if row.said.get("car") else None,
    )  # fmt: skip


def _by_licensing(row: CaseRow) -> tuple[str, int]:
    licence = Licence("PH/CASE/1", "PRIVATE HIRE VEHICLE", row.cast.driver, row.on - LICENCE_GRANTED, row.cast.car)
    write_licence(desk=row.desk, licence=licence)
    return "licensing_register.csv", write_licence(desk=row.desk, licence=licence, complaint_on=row.on,
                                                   complaint=row.text())  # fmt: skip


def _with_youth_worker(row: CaseRow) -> tuple[str, int]:
    place = row.place()
    if place is None:
        raise KeyError(f"{row.on}: no place is named.")
    return "youth_service_contacts.csv", write_contact(
        desk=row.desk, child=row.own, on=row.on, place=place, text=row.text(), words=row.text("words"),
        others=row.people("others", in_full=False), shared_with=row.text("shared_with"), phone=row.phone(),
    )  # fmt: skip


def _at_meeting(row: CaseRow) -> tuple[str, int]:
    return "mace_tracker.xlsx", write_meeting(
        desk=row.desk, child=row.own, on=row.on, level=row.text("level"), decision=row.text(),
        concerning=row.people("people", in_full=False), action=row.text("action"), done=row.said["done"],
        places=[row.cast.places[word] for word in row.said["places"]],
    )  # fmt: skip


TELLS: Final[Mapping[str, Callable[[CaseRow], tuple[str, int]]]] = {
    "school": _at_school, "missing": _missing, "police": _by_police, "intelligence": _intelligence,
    "care": _by_childrens_services, "placement": _placed, "health": _by_health, "housing": _by_housing,
    "licensing": _by_licensing, "youth": _with_youth_worker, "meeting": _at_meeting,
}  # fmt: skip
