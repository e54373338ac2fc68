"""Writes the exports of schools and health.

A school's own row never carries an NHS number and a clinic's never a pupil number; what joins them is name, birth date
and home.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from sightline.invented.area import Place
from sightline.invented.clerk import write_date
from sightline.invented.days import school_day, working_day
from sightline.invented.desk import Desk, Named, Row, add_marking, yes
from sightline.invented.population.names import helpers
from sightline.invented.population.people import Person

SENT_TWICE: Final = 0.004  # rows that an extract has twice, equal in every cell
AT_ANY_HOUR: Final = ("ED", "UTC", "AMBULANCE")
STAFF: Final = helpers("school")
CLINICIANS: Final = helpers("clinician")


def school_of(desk: Desk, child: Person, on: date) -> Place | None:
    """The child's school on a day, by age and home; None where too young or too old for one."""
    age = child.age_on(on)
    if not 4 <= age <= 16:
        return None
    schools = desk.area.secondaries if age >= 11 else desk.area.primaries
    return schools[child.serial // 7 % len(schools)]


def year_group(child: Person, on: date) -> str:
    """The English school year, as a number."""
    began = on.year if on.month >= 9 else on.year - 1
    turns_five = child.born.year + (5 if child.born.month < 9 else 6)
    return str(max(0, began - turns_five + 1))


def write_concern(*, desk: Desk, child: Person, on: date, categories: str, text: str, words: str = "",
                  linked: Sequence[Named] = (), action: str = "", to_lead: bool = True) -> int:  # fmt: skip
    """Write a concern about a student, with others named beside; return the row's number."""
    on = school_day(on, desk.years)
    school = school_of(desk, child, on) or desk.area.secondaries[0]
    shared = {
        "Incident ID": f"CP{desk.next_number('incident'):06}", "School": school.text, "Categories": categories,
        "Incident Date": write_date(on), "Incident Time": desk.clock(8, 15), "Logged On": desk.entered(on),
        "Text": text, "Action": action, "Action Date": write_date(on + timedelta(days=1)) if action else "",
        "Author": desk.chance.choice(STAFF), "DSL Informed": yes(to_lead),
    }  # fmt: skip
    row = Row({**shared, "Child's Words": words, "Year": year_group(child, on)})
    view = desk.view(child, "school")
    row.cells["UPN"] = view.upn
    desk.put_person(row, child, view, slot="subject")
    if linked:
        desk.put_named(row, linked, heading="Linked Students", slot="linked")
    return desk.sink.add("school_concerns.csv", row.cells, row.slots)


def write_week(*, desk: Desk, child: Person, school: Place, monday: str, codes: str) -> None:
    """Write one week of the register; the pupil number always stands in it."""
    view = desk.view(child, "school")
    desk.sink.add(
        "school_attendance.csv",
        {"School": school.text, "UPN": child.upn, "Surname": view.surname, "Forename": view.forename, "DOB": view.born,
         "Week Commencing": monday, "Marks": codes},
        {"subject": child.true_id},
    )  # fmt: skip


def write_attendance(*, desk: Desk, person: Person, on: date, service: str, complaint: str, text: str, outcome: str,
                     accompanied_by: Named = "", words: str = "", concern: bool = False, follow_up: str = "",
                     clock: str = "", marking: str = "") -> int:  # fmt: skip
    """Write a visit to a health service; sexual health is always Restricted."""
    on = on if service in AT_ANY_HOUR else working_day(on)
    view = desk.view(person, "health")
    site = _site(desk, person, service)
    row = Row({
        "NHS Number": view.nhs, "Sex": view.sex, "Site": site, "Service": service, "Attended Date": write_date(on),
        "Attended Time": clock or desk.clock(9, 18), "Complaint": complaint, "Text": text, "Child's Words": words,
        "Safeguarding Concern": yes(concern), "Outcome": outcome, "Follow Up": follow_up,
        "Clinician": desk.chance.choice(CLINICIANS), "Restricted": yes(service == "SEXUAL HEALTH"),
        "Entered On": desk.entered(on),
    })  # fmt: skip
    desk.put_person(row, person, view, slot="subject")
    desk.put_home(row, person, on, view, address="Address", postcode="Postcode")
    if accompanied_by:
        desk.put_named(row, [accompanied_by], heading="Accompanied By", slot="accompanied_by")
    if marking:
        add_marking(row, marking)
    number = desk.sink.add("health_attendances.csv", row.cells, row.slots)
    if desk.chance.random() < SENT_TWICE:
        desk.sink.add("health_attendances.csv", row.cells, {})  # the same row again names nobody anew
    return number


def _site(desk: Desk, person: Person, service: str) -> str:
    if service in AT_ANY_HOUR:
        return desk.area.hospitals[person.serial // 3 % len(desk.area.hospitals)].text
    if service == "GP":
        return desk.area.surgeries[person.serial // 5 % len(desk.area.surgeries)].text
    return {"CAMHS": "Riverbank CAMHS", "SEXUAL HEALTH": "Arcade Clinic"}.get(service, "School Nursing Service")
