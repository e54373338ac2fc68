"""A group around three children, two of whose records are restricted: without these it does not hold.

Nell, Ivy and Beth stand with Dean Marlow, Paul Norcott, a car and a flat. What puts Beth there is restricted to police.
Tom and Una, two other children, were found with nobody else at a garage; and they and Nell at a hotel, which
many people use. Somebody whom nobody knows was with Una in Salt Row, where Tom was found too.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support import kept
from support.climbing import set_clock
from support.patterned import write_rows

from sightline import ingest
from sightline.casework.core.models import CurrentSnapshot
from sightline.store import DuckDBEngine, Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.snapshots import Snapshot

NOW = "2024-07-01T09:00:00Z"
AS_AT = date(2024, 7, 1)
NELL, IVY, BETH = ("Ashdown", "Nell", "04/05/2009"), ("Birchall", "Ivy", "11/09/2009"), ("Cawood", "Beth", "02/02/2010")
TOM, UNA = ("Dunnock", "Tom", "09/09/2009"), ("Elmore", "Una", "10/10/2009")
DEAN, PAUL = ("Marlow", "Dean", "01/01/1985"), ("Norcott", "Paul", "02/02/1987")
FLAT = {"Location": "7 Quay Lane, Tarrowby", "Location Postcode": "ZZ4 1AB"}
GARAGE = {"Location": "3 Mill Yard, Tarrowby", "Location Postcode": "ZZ4 9QQ"}
SHOPS = {"Location": "Gull Hotel, Tarrowby", "Location Postcode": "ZZ4 7PP"}
ROW = {"Location": "9 Salt Row, Tarrowby", "Location Postcode": "ZZ4 2WW"}
CAR = {"VRM": "UA15 KDT"}
RESTRICTED = {"Sightline Marking": "RESTRICTED"}


def occurrence(number: str, day: str, who: tuple[str, str, str], role: str, **more: str) -> dict[str, str]:
    surname, forenames, born = who
    return {"layout": "police_occurrences", "Occurrence No": number, "Occurrence Type": "SUSPICIOUS CIRCUMSTANCES",
            "Reported Date": day, "From Date": day, "Entered On": day, "Surname": surname, "Forenames": forenames,
            "DOB": born, "Role": role, **more}  # fmt: skip


def log(number: str, day: str, who: tuple[str, str, str], grade: tuple[str, str], **more: str) -> dict[str, str]:
    surname, forenames, born = who
    return {"layout": "police_intelligence", "Log No": number, "Event Date": day, "Submitted On": day,
            "Source Evaluation (1-3)": grade[0], "Intelligence Assessment (A-E)": grade[1], "Handling (P, C)": "P",
            "Surname": surname, "Forenames": forenames, "DOB": born, "Role": "SUBJECT", "Text": "Seen together.",
            **more}  # fmt: skip


ROWS = [
    occurrence("O1", "01/02/2024", NELL, "VICTIM", **FLAT),
    occurrence("O1", "01/02/2024", DEAN, "SUSPECT", **FLAT, **CAR),
    occurrence("O2", "01/03/2024", IVY, "VICTIM", **FLAT),
    occurrence("O2", "01/03/2024", DEAN, "SUSPECT", **FLAT, **CAR),
    occurrence("O3", "01/04/2024", BETH, "VICTIM", **FLAT, **RESTRICTED),
    occurrence("O3", "01/04/2024", PAUL, "SUSPECT", **FLAT, **CAR, **RESTRICTED),
    occurrence("O4", "10/04/2024", NELL, "VICTIM", **FLAT),
    occurrence("O4", "10/04/2024", PAUL, "SUSPECT", **FLAT),
    occurrence("O5", "12/04/2024", IVY, "NAMED"),
    occurrence("O5", "12/04/2024", DEAN, "NAMED"),
    occurrence("O6", "14/04/2024", BETH, "NAMED", **RESTRICTED),
    occurrence("O6", "14/04/2024", DEAN, "NAMED", **RESTRICTED),
    occurrence("O7", "02/05/2024", TOM, "NAMED", **GARAGE),
    occurrence("O8", "03/05/2024", UNA, "NAMED", **GARAGE),
    {
        "layout": "police_missing",
        "Misper Ref": "M1",
        "Surname": UNA[0],
        "Forenames": UNA[1],
        "DOB": UNA[2],
        "Missing From Date": "20/05/2024",
        "Missing From Time": "20:00",
        "Found Date": "20/05/2024",
        "Found Time": "23:50",
        "Found Location": "9 Salt Row, Tarrowby",
        "Found Postcode": "ZZ4 2WW",
        "Found With": "unknown male",
        "Entered On": "21/05/2024",
    },
    occurrence("O12", "22/05/2024", TOM, "NAMED", **ROW),
    occurrence("O9", "10/05/2024", TOM, "NAMED", **SHOPS),
    occurrence("O10", "11/05/2024", UNA, "NAMED", **SHOPS),
    occurrence("O11", "12/05/2024", NELL, "NAMED", **SHOPS),
]

# The same where the small places are premises: a house or flat is a home, and on no map.
PREMISES = {"7 Quay Lane": "Quay Grill, 7 Quay Lane", "3 Mill Yard": "Mill Garage, 3 Mill Yard",
            "9 Salt Row": "Salt Grill, 9 Salt Row"}  # fmt: skip
ROWS_AT_PREMISES = [
    {
        heading: next((cell.replace(old, new) for old, new in PREMISES.items() if old in cell), cell)
        for heading, cell in row.items()
    }
    for row in ROWS
]


def build_group(
    workspace: Workspace, folder: Path, *, rows: Iterable[Mapping[str, str]] = ROWS, as_at: date = AS_AT
) -> Snapshot:
    """Take the rows in, and run; or copy what another test made of the same rows."""
    batch = open_batch(workspace)
    for path in write_rows(rows, folder):
        ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=NOW)
    close_batch(workspace, batch, now=NOW)
    return kept.build(workspace, as_at=as_at)


def serve_group(made: Snapshot) -> None:
    """Make the snapshot the current one."""
    CurrentSnapshot.objects.create(id=1, snapshot_id=made.id, changed_at=NOW)


def build_in(folder: Path, build: Callable[[Workspace, Path], Snapshot] = build_group) -> tuple[Workspace, Snapshot]:
    """A new workspace in a folder, and what was built in it."""
    workspace, rows = Workspace(folder / "workspace"), folder / "rows"
    workspace.create()
    rows.mkdir()
    return workspace, build(workspace, rows)


def stand(built: tuple[Workspace, Snapshot], settings: Any, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    """Pages are read from it, two days later."""
    settings.SIGHTLINE_WORKSPACE = built[0].root
    serve_group(built[1])
    set_clock(monkeypatch, "2024-07-03T09:30:00Z")
    return built[1]


def find_id(snapshot: Snapshot, sql: str) -> str:
    """The one id that a query of the analysis file gives."""
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        ids = {str(one) for row in engine.query(sql).to_pylist() for one in row.values()}
    finally:
        engine.close()
    (found,) = ids
    return found


def person_called(snapshot: Snapshot, forename: str) -> str:
    """The person of that forename."""
    return find_id(
        snapshot, f"SELECT person_id FROM mention JOIN resolved USING (mention_id) WHERE forename = '{forename}'"
    )


def thing_of(snapshot: Snapshot, kind: str, beginning: str) -> str:
    """The thing whose first writing begins so."""
    return find_id(
        snapshot,
        f"SELECT thing_id FROM thing WHERE entity_kind = '{kind}' AND starts_with(as_first_written, '{beginning}')",
    )


def record_numbered(snapshot: Snapshot, number: str) -> str:
    """The record of an occurrence."""
    return find_id(snapshot, f"SELECT record_id FROM source_row WHERE original LIKE '%\"{number}\"%'")
