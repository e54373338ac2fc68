"""Writes the exports of housing, licensing and the youth service.

The licensing register is a full export of everybody who holds a licence, and a complaint is a further row of the same
licence. Holding a licence says nothing about anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from sightline.invented.area import Place
from sightline.invented.clerk import write_date
from sightline.invented.desk import Desk, Named, Row, Vehicle
from sightline.invented.population.names import helpers
from sightline.invented.population.people import Person

OFFICERS: Final = helpers("housing_officer")
YOUTH_WORKERS: Final = helpers("youth_worker")


def write_complaint(*, desk: Desk, on: date, premises: Place, tenant: Person | None, text: str, action: str,
                    vehicle: Vehicle | None = None, phone: str = "", days_open: int = 21) -> int:  # fmt: skip
    """Write a complaint about a premises."""
    row = Row({
        "Complaint No": f"HC{desk.next_number('complaint'):06}", "Received Date": write_date(on), "Text": text,
        "Action": action, "Officer": desk.chance.choice(OFFICERS),
        "Closed Date": write_date(on + timedelta(days=days_open)), "Entered On": desk.entered(on),
    })  # fmt: skip
    desk.put_place(row, premises, text="Premises", postcode="Postcode")
    if tenant:
        view = desk.view(tenant, "housing")
        desk.put_person(row, tenant, view, slot="tenant", surname="Tenant Surname", forename="Tenant Forename",
                        born="Tenant DOB")  # fmt: skip
        phone = phone or view.phone
    desk.put_phone(row, phone, heading="Telephone")
    if vehicle:
        row.cells["VRM"] = vehicle.registration
        row.slots["vehicle"] = vehicle.true_id
    return desk.sink.add("housing_complaints.csv", row.cells, row.slots)


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence, as every row of it gives it."""

    number: str
    kind: str
    holder: Person
    granted_on: date
    vehicle: Vehicle | None = None
    operator: str = ""
    premises: Place | None = None
    phone: str = field(default="", repr=False)


def write_licence(*, desk: Desk, licence: Licence, complaint_on: date | None = None, complaint: str = "") -> int:
    """Write a licence's own row, or a row of it for a complaint."""
    holder, granted, vehicle = licence.holder, licence.granted_on, licence.vehicle
    view = desk.view(holder, "licensing")
    expires = granted.replace(year=granted.year + 3, day=min(granted.day, 28))
    row = Row({
        "Licence No": licence.number, "Licence Type": licence.kind, "Operator": licence.operator,
        "Granted": write_date(granted), "Expires": write_date(expires),
        "Status": "CURRENT", "Complaint Date": write_date(complaint_on) if complaint_on else "",
        "Complaint Text": complaint, "Entered On": desk.entered(complaint_on or granted),
    })  # fmt: skip
    desk.put_person(row, holder, view, slot="holder", surname="Holder Surname", forename="Holder Forename",
                    born="Holder DOB")  # fmt: skip
    desk.put_home(row, holder, complaint_on or granted, view, address="Holder Address", postcode="Holder Postcode")
    desk.put_phone(row, licence.phone or view.phone, heading="Holder Phone")
    if vehicle:
        row.cells |= {"VRM": vehicle.registration, "Make": vehicle.make, "Colour": vehicle.colour,
                      "Plate": f"P{holder.serial % 9000 + 1000}"}  # fmt: skip
        row.slots["vehicle"] = vehicle.true_id
    desk.put_place(row, licence.premises, text="Premises")
    return desk.sink.add("licensing_register.csv", row.cells, row.slots)


def write_contact(*, desk: Desk, child: Person, on: date, place: Place, text: str, words: str = "",
                  others: Sequence[Named] = (), shared_with: str = "", phone: str = "") -> int:  # fmt: skip
    """Write a youth worker's contact; the worker often knows an age, not a birth date."""
    view = desk.view(child, "youth_service")
    row = Row({
        "Contact Ref": f"YS{desk.next_number('contact'):06}", "Date": write_date(on), "Time": desk.clock(16, 21),
        "Known As": view.known_as, "Text": text, "Child's Words": words, "Shared With": shared_with,
        "Shared On": write_date(on + timedelta(days=1)) if shared_with else "",
        "Worker": desk.chance.choice(YOUTH_WORKERS), "Entered On": desk.entered(on),
    })  # fmt: skip
    desk.put_person(row, child, view, slot="subject")
    if desk.chance.random() < 0.2:
        row.cells["DOB"] = str(child.age_on(on))
    desk.put_place(row, place, text="Place", postcode="Place Postcode")
    desk.put_phone(row, phone, heading="Phone")
    if others:
        desk.put_named(row, others, heading="Others Named", slot="others_named")
    return desk.sink.add("youth_service_contacts.csv", row.cells, row.slots)
