"""Writes agencies' exports for tests: the twelve layouts by their reference headings, and a workspace to take them into."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from sightline import ingest
from sightline.ingest import Receipt
from sightline.model.schema import AGENCY_RECORD, FACT, MENTION, RECEIVED_FILE, REJECT, SOURCE_ROW
from sightline.model.visibility import EVERYTHING_SHARED, NotShared
from sightline.store import DuckDBEngine, Workspace

LAYOUTS: dict[str, str] = {
    "police_occurrences": "Occurrence No | Occurrence Type | HO Class | Flags | Reported Date | Reported Time | From Date | From Time | To Date | To Time | Location | Location Postcode | Summary | Nominal Ref | Surname | Forenames | Alias | DOB | Sex | Ethnicity (SDE) | Role (VICTIM, SUSPECT, WITNESS, INFORMANT, PARENT, NAMED, FOUND WITH) | Home Address | Home Postcode | Telephone | VRM | Vehicle | OIC | Outcome | Outcome Date | Entered On",
    "police_intelligence": "Log No | Submitted On | Event Date | Event Date Precision | Source Evaluation (1-3) | Intelligence Assessment (A-E) | Handling (P, C) | Handling Conditions | Text | Nominal Ref | Surname | Forenames | Alias | DOB | Sex | Address | Postcode | Telephone | VRM | Vehicle | Role",
    "police_missing": "Misper Ref | Nominal Ref | Surname | Forenames | DOB | Sex | Home Address | Home Postcode | Missing From Date | Missing From Time | Reported Date | Reported Time | Reported By | Risk Grade | Found Date | Found Time | Found Location | Found Postcode | Found With | Circumstances | Prevention Interview Date | Prevention Interview Text | Entered On",
    "return_interviews": "Person ID | NHS Number | Surname | Forename | DOB | Misper Ref | Returned Date | Returned Time | Offered On | Accepted (Y/N) | Held Date | Held Time | Interviewer | Independent (Y/N) | Interview Text | Child's Words | Shared With Police On | Entered On",
    "childrens_services_events": "Person ID | NHS Number | UPN | Surname | Forename | Known As | DOB | Sex | Ethnicity | Address | Postcode | Event Type (CONTACT, REFERRAL, CLOSURE, CASE NOTE) | Event Date | Event Time | Source (referrer) | Source Agency | Text | Child Seen (Y/N) | Child Seen Alone (Y/N) | Child's Words | Outcome (e.g. NFA, ASSESS, S47, SIGNPOST) | Decision By | Decision Role | Decision Date | Factors (e.g. 10A;11A) | Worker | Team | Address Of Placement | Entered On",
    "childrens_services_family": "Person ID | Related Person ID | Related Surname | Related Forename | Related DOB | Related Phone | Relationship | From | To",
    "school_concerns": "Incident ID | School | UPN | Surname | Forename | DOB | Year | Categories | Incident Date | Incident Time | Logged On | Text | Child's Words | Linked Students | Action | Action Date | Author | DSL Informed (Y/N)",
    "school_attendance": "School | UPN | Surname | Forename | DOB | Week Commencing | Marks (ten codes separated by one space, Monday morning first)",
    "health_attendances": "NHS Number | Surname | Forename | DOB | Sex | Address | Postcode | Site | Service (ED, UTC, GP, SCHOOL NURSE, CAMHS, SEXUAL HEALTH, AMBULANCE) | Attended Date | Attended Time | Complaint | Accompanied By | Text | Child's Words | Safeguarding Concern (Y/N) | Outcome (incl. WAS NOT BROUGHT) | Follow Up | Clinician | Restricted (Y/N: yes for sexual health) | Entered On",
    "housing_complaints": "Complaint No | Received Date | Premises | Postcode | Tenant Surname | Tenant Forename | Tenant DOB | Telephone | VRM | Text | Action | Officer | Closed Date | Entered On",
    "licensing_register": "Licence No | Licence Type (DRIVER, PRIVATE HIRE VEHICLE, HACKNEY, OPERATOR, PREMISES) | VRM | Plate | Make | Colour | Holder Surname | Holder Forename | Holder DOB | Holder Address | Holder Postcode | Holder Phone | Operator | Premises | Granted | Expires | Status | Complaint Date | Complaint Text | Entered On",
    "youth_service_contacts": "Contact Ref | Date | Time | Place | Place Postcode | Surname | Forename | Known As | DOB (or age) | Phone | Text | Child's Words | Others Named | Shared With | Shared On | Worker | Entered On",
}  # fmt: skip

MORNING = "2026-11-20T09:00:00Z"
NEXT_WEEK = "2026-11-27T09:00:00Z"
WEEK_AFTER = "2026-12-04T09:00:00Z"
AT_THE_END = date(2026, 12, 31)
TABLES = (SOURCE_ROW, AGENCY_RECORD, FACT, MENTION, REJECT, RECEIVED_FILE)


def headings(layout: str, *, remarks: bool = False) -> list[str]:
    """The headings of a layout, with or without the remarks in brackets."""
    full = [heading.strip() for heading in LAYOUTS[layout].split(" | ")]
    return full if remarks else [heading.split(" (")[0] for heading in full]


def write_export(
    path: Path, layout: str, *rows: dict[str, str], remarks: bool = False, more: tuple[str, ...] = (),
    encoding: str = "utf-8",
) -> Path:  # fmt: skip
    """A CSV of a layout: each row says what matters, by heading without remark; the rest is empty."""
    plain = [*headings(layout), *more]
    for row in rows:
        assert set(row) <= set(plain), set(row) - set(plain)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding=encoding) as stream:
        writer = csv.writer(stream)
        writer.writerow([*headings(layout, remarks=remarks), *more])
        writer.writerows([[row.get(name, "") for name in plain] for row in rows])
    return path


def new_workspace(folder: Path) -> Workspace:
    """An empty workspace."""
    made = Workspace(folder / "workspace")
    made.create()
    return made


def take(workspace: Workspace, path: Path, *, batch: int = 1, received_at: str = MORNING, **more: Any) -> Receipt:
    """Take a file of one sheet, and check that its receipt adds up."""
    (receipt,) = ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=received_at, **more)
    assert receipt.adds_up
    return receipt


class Tables:
    """What `assemble` makes of a workspace, to be asked in SQL."""

    def __init__(
        self, workspace: Workspace, as_at: date = AT_THE_END, not_shared: NotShared = EVERYTHING_SHARED
    ) -> None:
        self.engine = DuckDBEngine()
        self.left_out = ingest.assemble(engine=self.engine, workspace=workspace, as_at=as_at, not_shared=not_shared)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return [tuple(row.values()) for row in self.engine.query(sql).to_pylist()]

    def all(self) -> dict[str, list[str]]:
        """Every row of every table as text, sorted, for comparing two workspaces."""
        return {
            table.name: sorted(str(row) for row in self.engine.query(f"SELECT * FROM {table.name}").to_pylist())
            for table in TABLES
        }
