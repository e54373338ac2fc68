"""Two children of one birth date and surname, each known to two agencies: somebody must say whether they are one."""

from pathlib import Path
from typing import Any

import pytest
from support import kept
from support.sessions import session_of
from support.small_partnership import sheet

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.data.ingest import ingest_files
from sightline.model.nouns import Role
from sightline.model.rows.people import ServedSaidOfPerson
from sightline.model.rows.records import ServedNamingInRecord
from sightline.model.visibility import Reader
from sightline.store import Workspace
from sightline.store.snapshot_reader import SnapshotReader

BORN = "03/04/2009"
RESTRICTED = "Planted restricted twin"
MANAGER = Actor(Reader("mara", Role.MANAGER, "childrens_services"), "web")
ANALYST = Actor(Reader("ana", Role.ANALYST, "police"), "web")
NURSE = Actor(Reader("noor", Role.PRACTITIONER, "health"), "web")
SEALED = {"Sightline Marking": "SEALED IDENTITY"}


def visit(forename: str, day: int, **more: str) -> dict[str, str]:
    """A clinic's row."""
    return {
        "Surname": "Ashdown", "Forename": forename, "DOB": BORN, "Sex": "F", "Address": "4 Alder Road", "Postcode": "ZZ1 1AA",
        "Site": "Park Clinic", "Service": "GP", "Attended Date": f"{day:02d}/06/2024", "Text": "Came with a cough.", "Entered On": f"{day:02d}/06/2024",
    } | more  # fmt: skip


def concern(number: str, forename: str, **more: str) -> dict[str, str]:
    """A school's row."""
    return {
        "Incident ID": number, "School": "Elm School", "Surname": "Ashdown", "Forename": forename, "DOB": BORN,
        "Year": "9", "Categories": "Other", "Incident Date": "02/05/2024", "Logged On": "02/05/2024",
        "Text": "Wants to move seats.", "Author": "Form tutor", "DSL Informed": "N",
    } | more  # fmt: skip


def take_in(workspace: Workspace, folder: Path, *, lena: dict[str, str], toby: dict[str, str]) -> None:
    """Take the rows in and run; `lena` and `toby` go into every row of the one and of the other."""
    folder.mkdir()
    sheet(folder / "health_attendances.csv", [visit("Lena", 1, **lena), visit("Tobias", 2, **toby)])
    sheet(folder / "school_concerns.csv", [concern("S1", "Lena"), concern("S2", "Tobias")])
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[folder])
    run(workspace)


def run(workspace: Workspace) -> str:
    """Run, and give the snapshot's id."""
    return kept.run(workspace).snapshot_id


def event(forename: str, **more: str) -> dict[str, str]:
    """Children's services' row."""
    return {
        "Person ID": "P77", "Surname": "Ashdown", "Forename": forename, "DOB": BORN, "Sex": "F", "Event Type": "CONTACT",
        "Event Date": "07/06/2024", "Source": "School", "Text": "Rang.", "Entered On": "07/06/2024",
    } | more  # fmt: skip


def say_otherwise(monkeypatch: pytest.MonkeyPatch, what: str, now: str) -> None:
    """From now on records say this name or birth date of everybody; snapshot and answers stay as they are."""
    said, namings = SnapshotReader.said, SnapshotReader.namings

    def _said(store: SnapshotReader, **asked: Any) -> list[ServedSaidOfPerson]:
        return [{**row, "value": now} if row["what"] == what else row for row in said(store, **asked)]

    def _namings(store: SnapshotReader, **asked: Any) -> list[ServedNamingInRecord]:
        return [{**row, "text": now} if what == "name" else row for row in namings(store, **asked)]

    monkeypatch.setattr(SnapshotReader, "said", _said)
    monkeypatch.setattr(SnapshotReader, "namings", _namings)
