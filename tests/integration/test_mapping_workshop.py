"""The command `map`: it shows and drafts, saves where it is asked, keeps nothing of the file, and is audited."""

from pathlib import Path

import pytest
from support.exports import write_export
from support.small_partnership import run_commands
from support.worried import account

from sightline.casework.backup.contents import list_files
from sightline.casework.core.actor import actor_for_account, house_actor
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.mapping_workshop import map_file
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace

ROWS = """Visit No,Surname,First Name,DOB,Seen On,What Was Seen
17,Oak,Mia,05/03/2012,14/09/2026,A broken front tooth. She said that she fell on the stairs.
18,Ash,Dean,15/03/2011,13/09/2026,A filling was made. Nothing else was seen on that day.
19,Elm,Sam,25/04/2011,12/09/2026,A check of his teeth. He came alone and he left alone again.
"""
pytestmark = pytest.mark.django_db


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
