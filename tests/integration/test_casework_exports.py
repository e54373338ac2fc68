"""Exports hold what their reader may see, in the columns and the manner that docs/reference/command-line.md promises."""

import csv
import itertools
import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from django.db import DatabaseError
from support import held, worried
from support.sessions import session_of
from support.trials import export_table

from sightline.casework.audit import hash_chain
from sightline.casework.chronology.export import write_chronology
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import AuditFailed, NotHere
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.serving import current_snapshot
from sightline.casework.data.exports import FORMATS
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.casework.meetings.pages.meetings import MeetingParty
from sightline.casework.meetings.services.meetings import MeetingInput, finish_meeting_action, keep_action
from sightline.casework.meetings.services.opening import NewMeeting, open_meeting
from sightline.documents.tables import FORMULA_BEGINS
from sightline.ingest.sheets.reader import read_sheets
from sightline.model.analysis_tables.pattern_instances import PATTERN
from sightline.model.errors import Refused, Usage
from sightline.model.exports.lists import EXPORTED, columns_exported, declare_exported
from sightline.model.nouns import Role
from sightline.model.schema import EXPORTS
from sightline.model.tables import Type
from sightline.model.visibility import Reader
from sightline.store import Workspace
from sightline.store.files import sha256_of

pytestmark = pytest.mark.django_db
OFFICER = Actor(Reader("officer", Role.PRACTITIONER, "police"), "cli")
NURSE = Actor(Reader("nurse", Role.PRACTITIONER, "health"), "cli")
TEACHER = Actor(Reader("teacher", Role.SCHOOL_LEAD, "school", "Elm School"), "cli")
ACTIONS = (
    "Find out who drives the grey van that waits outside her school.",
    "Visit the flat by the canal with her social worker this week.",
)
DONE = "The van is his brother’s; he was spoken to at home on Friday."
COUNCILLOR = Actor(Reader("councillor", Role.ELECTED_MEMBER, ""), "cli")


@pytest.fixture(autouse=True)
def snapshot(workspace: Workspace) -> None:
    held.serve_snapshot(workspace)


def export(workspace: Workspace, actor: Actor, table: str) -> list[dict[str, str]]:
    path = workspace.root / "out.csv"
    rows = export_table(session_of(actor), workspace=workspace, table=table, format="csv", out=path)
    with path.open(encoding="utf-8", newline="") as stream:
        read = list(csv.DictReader(stream))
    assert len(read) == rows
    return read


def test_the_columns_are_the_declared_ones(workspace: Workspace) -> None:
    for table, form in itertools.product(EXPORTS, ("csv", "xlsx", "parquet", "jsonl")):
        assert tuple(columns_of(workspace, table, form)) == columns_exported(table)
    assert not list(workspace.root.glob("*.partial"))


def columns_of(workspace: Workspace, table: str, form: str) -> list[str]:
    path = workspace.root / "out"
    export_table(session_of(house_actor()), workspace=workspace, table=table, format=form, out=path)
    if form == "parquet":
        return list(pq.read_schema(path).names)
    if form == "xlsx":
        return next(iter(read_sheets(path, folder=path.parent)[0].rows()))
    first = path.read_text(encoding="utf-8").splitlines()[0]
    return first.split(",") if form == "csv" else list(json.loads(first))


def rows_read_back(path: Path, form: str, table: str) -> list[dict[str, Any]]:
    """The rows of an exported file, as values: what has no text is None."""
    if form == "parquet":
        return [plain(row) for row in pq.read_table(path).to_pylist()]
    if form == "jsonl":
        return [plain(json.loads(one)) for one in path.read_text(encoding="utf-8").splitlines()]
    if form == "xlsx":
        headings, *rows = read_sheets(path, folder=path.parent)[0].rows()
    else:
        with path.open(encoding="utf-8", newline="") as stream:
            headings, *rows = csv.reader(stream)
    types = {column.name: column.type for column in declare_exported(table)}
    return [{name: value_of(cell, types[name]) for name, cell in zip(headings, row, strict=True)} for row in rows]


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON gives it, without the difference of missing and empty text."""
    return {
        name: None if value in (None, "") else json.loads(json.dumps(value, default=str)) for name, value in row.items()
    }


def value_of(cell: str, kind: Type) -> Any:
    if not cell:
        return None
    if kind is Type.BOOL:
        return cell.lower() == "true"
    if kind in (Type.INT, Type.FLOAT):
        return float(cell)
    if kind in (Type.TEXTS, Type.INTS, Type.DATES, Type.CELLS, Type.CUES):
        return json.loads(cell)
    return cell[1:] if cell.startswith("'") and cell[1:2] in FORMULA_BEGINS else cell


@pytest.mark.parametrize("table", EXPORTED)
def test_each_list_is_read_back_equal_from_each_format(workspace: Workspace, table: str) -> None:
    read: dict[str, list[dict[str, Any]]] = {}
    for form in FORMATS:
        path = workspace.root / f"out.{form}"
        count = export_table(session_of(house_actor()), workspace=workspace, table=table, format=form, out=path)
        read[form] = rows_read_back(path, form, table)
        assert len(read[form]) == count
    assert read["csv"] == read["xlsx"] == read["jsonl"] == read["parquet"]
    assert read["parquet"] or table in ("rejects", "actions")


@pytest.mark.parametrize("table", [name for name in EXPORTS if name != "rejects"])
@pytest.mark.parametrize("actor", [OFFICER, TEACHER])
def test_nothing_hidden_is_in_any_export(workspace: Workspace, actor: Actor, table: str) -> None:
    text = json.dumps(export(workspace, actor, table), ensure_ascii=False)
    gone = [
        *held.HIDDEN,
        held.record_of("clinic"),
        held.record_of("mixed"),
        held.record_of("sealed"),
        held.SEALED_PERSON,
        held.HOME,
        held.PHONE,
    ]
    assert not [words for words in gone if words in text]


def test_a_person_is_made_of_visible_mentions_alone(workspace: Workspace) -> None:
    people = {person["person_id"]: person for person in export(workspace, OFFICER, "persons")}
    assert json.loads(people[held.AOIFE]["names"]) == ["Aoife Ó Brien"]
    assert json.loads(people[held.AOIFE]["birth_dates"]) == ["2010-05-04"]
    assert json.loads(people[held.AOIFE]["identifiers"]) == ["upn:A123456789012"]
    assert json.loads(people[held.AOIFE]["agencies"]) == ["police", "school"]
    assert (people[held.AOIFE]["first_seen_on"], people[held.AOIFE]["last_seen_on"]) == ("2024-01-01", "2024-03-01")


def test_its_own_agency_gets_the_whole(workspace: Workspace) -> None:
    (aoife,) = (person for person in export(workspace, NURSE, "persons") if person["person_id"] == held.AOIFE)
    assert json.loads(aoife["names"]) == ["Aoife Ó Brien", "Aoife Secretname"]
    assert json.loads(aoife["identifiers"]) == ["nhs_number:9990000018", "upn:A123456789012"]
    assert len(export(workspace, NURSE, "links")) == 2
    assert len(export(workspace, OFFICER, "links")) == 1


def test_a_school_lead_gets_people_of_the_own_school(workspace: Workspace) -> None:
    assert {person["person_id"] for person in export(workspace, TEACHER, "persons")} == {held.AOIFE}
    assert {entry["person_id"] for entry in export(workspace, TEACHER, "chronology")} == {held.AOIFE}
    assert held.record_of("ben") not in {record["record_id"] for record in export(workspace, TEACHER, "records")}


def test_every_mention_is_of_one_person_or_one_thing(workspace: Workspace) -> None:
    for actor in (house_actor(), OFFICER, TEACHER):
        for mention in export(workspace, actor, "mentions"):
            assert (mention["person_id"] == "") != (mention["thing_id"] == "")


def test_counts_only_roles_export_nothing_and_rejects_are_for_those_who_mend_them(workspace: Workspace) -> None:
    for actor, table in ((COUNCILLOR, "persons"), (OFFICER, "rejects"), (COUNCILLOR, "rejects")):
        with pytest.raises(Refused):
            export(workspace, actor, table)
    assert export(workspace, house_actor(), "rejects")[0]["code"] == "no_date"


def test_the_audit_row_names_the_file_by_its_hash(workspace: Workspace) -> None:
    export(workspace, OFFICER, "records")
    entry = AuditEntry.objects.order_by("-sequence").first()
    assert entry is not None
    assert entry.ids == [f"snapshot:{held.SNAPSHOT_ID}"]
    assert entry.details == {
        "table": "records",
        "format": "csv",
        "rows": 3,
        "sha256": sha256_of(workspace.root / "out.csv"),
        "bodies": entry.details["bodies"],
    }
    assert sum(count for *_, count in entry.details["bodies"]) == 3


def test_no_file_is_left_where_the_export_cannot_be_audited(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise DatabaseError("no room")

    monkeypatch.setattr(hash_chain, "append_after", broken)
    with pytest.raises(AuditFailed):
        export(workspace, OFFICER, "records")
    assert not list(workspace.root.glob("out*"))


def test_agreed_actions_are_exported_with_what_was_done(workspace: Workspace) -> None:
    mia = worried.actor("mia", "manager", "childrens_services", "childrens_services")
    omar = worried.actor("omar", "senior_officer", "police", "police")
    record_ids = (held.record_of("police"),)
    opening = NewMeeting("strategy_discussion", record_ids, "2027-01-05T10:00:00Z", ACTIONS[0], person_id=held.AOIFE)
    meeting_id = open_meeting(session_of(mia), opening=opening)
    given = [
        keep_action(
            session_of(mia),
            meeting_id=meeting_id,
            said=MeetingInput(words, by_when=date(2027, 1, 8), who=MeetingParty(username="omar")),
        )
        for words in ACTIONS
    ]
    finish_meeting_action(session_of(omar), meeting_id=meeting_id, entry_id=given[0], words=DONE)
    for who in (house_actor(), mia, omar):
        rows = {row["action_id"]: row for row in export(workspace, who, "actions")}
        assert [rows[one]["action"] for one in given] == list(ACTIONS)
        done, left = rows[given[0]], rows[given[1]]
        assert (done["state"], done["what_was_done"], done["done_by"]) == ("done", DONE, "omar")
        assert (left["state"], left["what_was_done"], left["by_on"]) == ("open", "", "2027-01-08")
        assert done["who"].startswith("omar") and done["agency"] == "police" and done["person_id"] == held.AOIFE
        assert (done["meeting_id"], done["meeting_kind"]) == (meeting_id, "strategy_discussion")
    assert export(workspace, worried.actor("nia", "practitioner", "health", "Clinic"), "actions") == []
    assert f"meeting:{meeting_id}" in AuditEntry.objects.filter(action="export").order_by("sequence")[0].ids
    with pytest.raises(Refused):
        export(workspace, COUNCILLOR, "actions")
    path = workspace.root / "out.parquet"
    export_table(session_of(mia), workspace=workspace, table="actions", format="parquet", out=path)
    assert pq.read_schema(path).names == list(EXPORTED["actions"].exported)


@pytest.mark.parametrize(
    ("table", "form", "place", "code"),
    [
        ("nothing", "csv", "out", "no_table"),
        ("records", "docx", "out", "no_format"),
        ("records", "csv", "no/such/folder/out", "no_folder"),
    ],
)
def test_what_cannot_be_written_is_said(workspace: Workspace, table: str, form: str, place: str, code: str) -> None:
    with pytest.raises(Usage) as error:
        export_table(session_of(OFFICER), workspace=workspace, table=table, format=form, out=workspace.root / place)
    assert error.value.code == code


def test_a_chronology_is_written_for_its_reader(workspace: Workspace) -> None:
    text = write_chronology(session_of(OFFICER), person_id=held.AOIFE, purpose="case", format="csv")
    label, *lines = text.splitlines()
    assert label.startswith("# Exported by officer on ") and "for: work on a child" in label
    rows = list(csv.DictReader(lines))
    assert tuple(rows[0]) == EXPORTS["chronology"].exported
    assert [row["agency"] for row in rows] == ["police", "school"]
    exported = [row for row in export(workspace, OFFICER, "chronology") if row["person_id"] == held.AOIFE]
    assert [{**row, "disputed": "false"} for row in rows] == exported
    page = write_chronology(session_of(OFFICER), person_id=held.AOIFE, purpose="case", format="html")
    assert page.startswith("<!DOCTYPE html><!-- Exported by officer on ")
    assert "I want to go home" in page
    assert not [words for words in held.HIDDEN if words in page]
    with pytest.raises(NotHere):
        write_chronology(session_of(OFFICER), person_id="nobody", purpose="case", format="csv")


def test_where_all_is_visible_the_export_is_the_table(real: Workspace) -> None:
    """Persons, things and links are made again from visible mentions: the same rows must come out as went in."""
    snapshot = current_snapshot(real)
    assert snapshot is not None
    for table in ("persons", "things", "links", "mentions", "chronology", "records"):
        path = real.root / f"{table}.parquet"
        export_table(session_of(house_actor()), workspace=real, table=table, format="parquet", out=path)
        declared = EXPORTS[table]
        source = "mention JOIN resolved USING (mention_id)" if table == "mentions" else declared.name
        with duckdb.connect(str(snapshot.analysis), read_only=True) as made:
            columns, key = ", ".join(declared.exported), ", ".join(declared.key)
            rows = made.execute(f"SELECT {columns} FROM {source} ORDER BY {key}").fetchall()
            exported = made.execute(f"SELECT {columns} FROM '{path}' ORDER BY {key}").fetchall()
        assert rows
        assert exported == rows


@pytest.fixture
def real(tmp_path: Path, settings: Any, shared_data: Path) -> Workspace:
    """Shared files taken in and run by the services, as the command line does; nothing in them is restricted."""
    workspace = Workspace(tmp_path / "real")
    workspace.create()
    settings.SIGHTLINE_WORKSPACE = workspace.root
    cases = [shared_data / "patterns_cases" / name for name in ("shared_adult", "missing_and_health")]
    day = date(2025, 9, 1)
    report = ingest_files(session_of(house_actor()), workspace=workspace, paths=cases, received_on=day)
    assert not report.has_rejects
    run_pipeline(session_of(house_actor()), workspace=workspace, as_at=day)
    return workspace


@pytest.mark.parametrize(
    ("actor", "clocks"),
    [(OFFICER, {"open", "school"}), (NURSE, {"open", "answered", "school"}), (TEACHER, {"open", "school"})],
)
def test_a_clock_is_as_restricted_as_what_it_rests_on(workspace: Workspace, actor: Actor, clocks: set[str]) -> None:
    seen = {row["clock_id"] for row in export(workspace, actor, "clocks")}
    assert seen == {held.clock_of(name) for name in clocks}


@pytest.mark.parametrize(
    ("actor", "seen"), [(OFFICER, {"open"}), (NURSE, {"open", "clinic", "to_clinic"}), (TEACHER, {"open"})]
)
def test_a_proposal_exists_for_those_who_see_both_records(workspace: Workspace, actor: Actor, seen: set[str]) -> None:
    found = export(workspace, actor, "proposals")
    assert {row["proposal_id"] for row in found} == {held.proposal_of(name) for name in seen}
    assert all("agrees" not in row for row in found)


def test_what_is_for_a_teams_supervisor_is_exported_to_those_who_see_its_counts(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path / "another")
    workspace.create()
    settings.SIGHTLINE_WORKSPACE = workspace.root
    filled = held.tables()
    for row in filled[PATTERN]:
        row |= {"class": "supervisor", "agencies": ["police"]}
    monkeypatch.setattr(held, "tables", lambda: filled)
    held.serve_snapshot(workspace, anew=True)
    at_police, elsewhere = (Actor(Reader("manager", Role.MANAGER, agency), "cli") for agency in ("police", "health"))
    assert [len(export(workspace, who, "patterns")) for who in (OFFICER, at_police, elsewhere)] == [0, 1, 0]
    assert export(workspace, house_actor(), "patterns")
