"""The mapping workshop and the preview of an import: they show, keep nothing, and are audited. Held files need a yes."""

from pathlib import Path

import pytest
from support.agreed import agree
from support.exports import write_export
from support.small_partnership import run_commands
from support.worried import account

from sightline.casework.backup.contents import list_files
from sightline.casework.core.actor import actor_for_account, house_actor
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.held_files import preview_files
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.mapping_workshop import map_file
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace
from sightline.store.batches import list_parts

ROWS = """Visit No,Surname,First Name,DOB,Seen On,What Was Seen
17,Oak,Mia,05/03/2012,14/09/2026,A broken front tooth. She said that she fell on the stairs.
18,Ash,Dean,15/03/2011,13/09/2026,A filling was made. Nothing else was seen on that day.
19,Elm,Sam,25/04/2011,12/09/2026,A check of his teeth. He came alone and he left alone again.
"""
WHY = "The association has no birth dates of tenants. I called them on Monday."
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def visits(tmp_path: Path) -> Path:
    path = tmp_path / "visits.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def session(role: str = "") -> ReaderSession:
    return ReaderSession(actor_for_account(account("ana", role, "health")) if role else house_actor())


def test_a_draft_is_saved_once_goes_into_backups_and_nothing_of_the_file_is_kept(
    workspace: Workspace, visits: Path
) -> None:
    before = set(list_files(workspace))
    mapped = map_file(session(), workspace=workspace, path=visits, agency="health", save="clinic_visits")
    assert mapped.saved == workspace.mappings / "clinic_visits.toml"
    assert set(list_files(workspace)) - before == {"mappings/clinic_visits.toml"}
    assert not list(workspace.received.iterdir()) and not list(workspace.batches.iterdir())
    with pytest.raises(Refused, match="There is a mapping 'clinic_visits' already"):
        map_file(session(), workspace=workspace, path=visits, save="clinic_visits")
    again = map_file(session(), workspace=workspace, path=visits)
    assert [one.read_by for one in again.sheets] == ["clinic_visits"]


def test_each_look_is_audited_by_the_name_of_the_file_and_says_no_cell(workspace: Workspace, visits: Path) -> None:
    map_file(session(), workspace=workspace, path=visits)
    entry = AuditEntry.objects.filter(action="map_file").latest("sequence")
    assert entry.details == {"sheets": 1, "columns": 6} and entry.outcome == "done"
    assert "Oak" not in str(entry.__dict__)


def test_those_who_import_no_files_are_refused(workspace: Workspace, visits: Path) -> None:
    assert map_file(session("analyst"), workspace=workspace, path=visits).sheets
    with pytest.raises(Refused) as raised:
        map_file(
            ReaderSession(actor_for_account(account("pam", "practitioner", "health"))), workspace=workspace, path=visits
        )
    assert raised.value.code == "not_for_role"


@pytest.mark.parametrize(
    ("said", "message", "what_to_do"),
    [
        ({"layout": "police_mising"}, "no layout 'police_mising'", "Did you mean police_missing"),
        ({"agency": "helth"}, "'helth' is no agency", "Did you mean health"),
        ({"sheet": "List 1"}, "no sheet 'List 1'", "A CSV file has no sheets"),
        ({"save": "Clinic Visits!"}, "cannot be the name", "for example clinic_visits"),
    ],
)
def test_a_mistake_in_the_command_is_answered_with_what_was_meant(
    workspace: Workspace, visits: Path, said: dict[str, str], message: str, what_to_do: str
) -> None:
    with pytest.raises(Usage, match=message) as raised:
        map_file(session(), workspace=workspace, path=visits, **said)
    assert what_to_do in raised.value.what_to_do
    assert not workspace.mappings.exists()


def test_a_file_that_is_read_already_and_a_name_that_ships_are_not_saved(workspace: Workspace, tmp_path: Path) -> None:
    missing = write_export(tmp_path / "missing.csv", "police_missing", {"Misper Ref": "M1", "Nominal Ref": "N1"})
    with pytest.raises(Refused, match="'police_missing' reads this file already"):
        map_file(session(), workspace=workspace, path=missing, save="own_missing")
    with pytest.raises(Refused, match="There is a mapping 'police_missing' already"):
        map_file(session(), workspace=workspace, path=missing, save="police_missing")


def test_the_command_prints_the_columns_the_evidence_the_questions_and_the_draft(tmp_path: Path, visits: Path) -> None:
    here = ["-w", str(tmp_path / "place")]
    said = run_commands([["init", "--trial", here[1]], [*here, "map", str(visits), "--values", "1"]])
    assert "It is not like any layout that Sightline ships." in said
    assert "Dates: day first." in said and "15/03/2011" in said
    assert "- Whose export is it? Write the agency in the mapping." in said
    assert 'what = ["what_was_seen"]' in said
    assert "Mia" in said and "Dean" not in said


def held_export(folder: Path) -> Path:
    rows = [{"Complaint No": f"C{at}", "Received Date": "01/12/2025", "Tenant DOB": "no idea"} for at in range(25)]
    return write_export(folder / "housing.csv", "housing_complaints", *rows)


def test_a_held_file_is_imported_once_a_person_with_an_account_says_why(workspace: Workspace, tmp_path: Path) -> None:
    agree(workspace.root)
    path = held_export(tmp_path)
    (refused,) = ingest_files(session(), workspace=workspace, paths=[path]).refused
    assert refused.code == "held" and "100 of 100 dates in 'Tenant DOB' cannot be read" in refused.reason
    with pytest.raises(Refused) as raised:
        ingest_files(session(), workspace=workspace, paths=[path], accept=WHY)
    assert raised.value.code == "no_account" and not list_parts(workspace)
    report = ingest_files(session("analyst"), workspace=workspace, paths=[path], accept=WHY)
    assert report.refused == () and report.receipts[0].rows_taken == 25
    (decision,) = Decision.objects.of_kind("columns_accepted")
    assert (decision.by, decision.why) == ("ana", WHY)
    assert AuditEntry.objects.filter(action="accept_columns", username="ana", outcome="done").exists()


def test_a_yes_is_about_one_file_and_its_bytes(workspace: Workspace, tmp_path: Path) -> None:
    agree(workspace.root)
    path = held_export(tmp_path)
    with pytest.raises(Usage, match="one file at a time"):
        ingest_files(session("analyst"), workspace=workspace, paths=[path, held_export(tmp_path / "b")], accept=WHY)
    assert not Decision.objects.of_kind("columns_accepted")
    ingest_files(session("analyst"), workspace=workspace, paths=[path], accept=WHY)
    path.write_text(path.read_text(encoding="utf-8").replace("C24", "C99"), encoding="utf-8")
    (refused,) = ingest_files(session(), workspace=workspace, paths=[path]).refused
    assert refused.code == "held"


def test_a_preview_names_layouts_without_an_agreement_and_is_audited(workspace: Workspace, tmp_path: Path) -> None:
    agree(workspace.root)
    (workspace.root / "agreements" / "housing.toml").unlink()
    (file,) = preview_files(session(), workspace=workspace, paths=[held_export(tmp_path)])
    assert file.without_agreement == ("housing_complaints",) and file.sheets[0].faults
    entry = AuditEntry.objects.filter(action="preview_files").latest("sequence")
    assert entry.details == {"files": 1, "held": 1} and not list_parts(workspace)


def test_the_command_previews_and_the_import_names_columns_to_look_at(tmp_path: Path) -> None:
    here = ["-w", str(tmp_path / "place")]
    rows = [{"Complaint No": "C1", "Received Date": "01/12/2025", "Tenant DOB": "no idea"}]
    path = str(write_export(tmp_path / "housing.csv", "housing_complaints", *rows))
    said = run_commands(
        [["init", "--trial", here[1]], [*here, "agreement", "demo"], [*here, "ingest", path, "--dry-run"]]
    )
    assert "Nothing was imported." in said and "Not read: 1" in said
    said = run_commands([[*here, "ingest", path]])
    assert "Columns to look at" in said and "Tenant DOB" in said
