"""An invented partnership, every person opened and every record exported by every role, held against `can_see`."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from support.sessions import session_of
from support.trials import export_table

from sightline.casework.chronology.pages.lines import PersonPage
from sightline.casework.chronology.selectors.chronology import read_identity, read_person
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.serving import current_snapshot
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.casework.people.pages.people import ChronologyFilter, IdentityPage
from sightline.invented import invent
from sightline.model.nouns import Role
from sightline.model.visibility import Reader, Visibility
from sightline.sharing import can_see
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
DAY = date(2025, 9, 1)


@pytest.fixture
def partnership(tmp_path: Path, settings: Any) -> Workspace:
    workspace = Workspace(tmp_path / "partnership")
    workspace.create()
    settings.SIGHTLINE_WORKSPACE = workspace.root
    made = invent(children=12, seed=3, out=tmp_path / "files")
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[made.out], received_on=DAY)
    run_pipeline(session_of(house_actor()), workspace=workspace, as_at=DAY)
    return workspace


def query(workspace: Workspace, sql: str) -> list[tuple[Any, ...]]:
    snapshot = current_snapshot(workspace)
    assert snapshot is not None
    with duckdb.connect(str(snapshot.analysis), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def readers(workspace: Workspace) -> Iterator[Actor]:
    ((school,),) = query(
        workspace, "SELECT organisation FROM mention WHERE agency = 'school' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    )
    for role, agency, organisation in (
        (Role.PRACTITIONER, "police", ""),
        (Role.PRACTITIONER, "health", ""),
        (Role.SCHOOL_LEAD, "school", school),
        (Role.REVIEWER, "", ""),
        (Role.INFORMATION_GOVERNANCE, "", ""),
    ):
        yield Actor(Reader("somebody", role, agency, organisation), "web")


def exported(workspace: Workspace, actor: Actor, table: str, column: str) -> set[str]:
    path = workspace.root / "out.csv"
    export_table(session_of(actor), workspace=workspace, table=table, out=path)
    with path.open(encoding="utf-8", newline="") as stream:
        return {row[column] for row in csv.DictReader(stream)}


def open_everybody(actor: Actor, people: list[str]) -> dict[str, tuple[PersonPage, IdentityPage]]:
    pages = {}
    for person_id in people:
        try:
            session = session_of(actor)
            chosen = ChronologyFilter(size=500)
            pages[person_id] = (
                read_person(session, person_id=person_id, chosen=chosen), read_identity(session, person_id=person_id)
            )  # fmt: skip
        except NotHere:
            continue
    return pages


def test_no_role_is_shown_a_record_that_it_may_not_see(partnership: Workspace) -> None:
    rows = query(
        partnership,
        "SELECT record_id, agency, organisation, layout, restricted, markings FROM agency_record WHERE latest",
    )
    records = {row[0]: Visibility(*row[1:5], tuple(row[5])) for row in rows}
    assert any(seen.restricted and not seen.sealed for seen in records.values())
    people = [person_id for (person_id,) in query(partnership, "SELECT person_id FROM person")]
    for actor in readers(partnership):
        allowed = {record_id for record_id, seen in records.items() if can_see(reader=actor.reader, item=seen)}
        pages = open_everybody(actor, people)
        shown = {entry.record_id for page, _ in pages.values() for entry in page.entries}
        shown |= {said.record_id for _, page in pages.values() for view in page.views for said in view.said}
        assert shown
        assert shown <= allowed
        assert exported(partnership, actor, "records", "record_id") <= allowed
        assert exported(partnership, actor, "persons", "person_id") == set(pages)
