"""Files that agencies put into a folder are imported once each, and none is lost, whatever happens meanwhile."""

import os
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support import warm
from support.agreed import agree
from support.exports import write_export
from support.small_partnership import elsewhere_removed, run_commands
from test_rereading import LATER, VISITS, save_mapping

from sightline.casework.core.actor import house_actor
from sightline.casework.core.session import ReaderSession
from sightline.casework.data import drop_folders
from sightline.casework.data.drop_folders import DroppedFileEnd, import_dropped, list_dropped
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.selectors import list_files
from sightline.cli.context import Context
from sightline.cli.importing.drop_folder import import_once
from sightline.model.errors import BadInput, Refused
from sightline.store import Workspace
from sightline.store.drop_folders import SET_ASIDE, TAKEN, DroppedFiles

pytestmark = pytest.mark.django_db(transaction=True)
NOW = "2026-10-20T09:00:00Z"


def operator() -> ReaderSession:
    return ReaderSession(house_actor())


@pytest.fixture
def clinic(workspace: Workspace) -> Workspace:
    """A workspace that reads the visits of a clinic, and has an agreement on them."""
    agree(workspace.root, more=("clinic_visits",))
    save_mapping(workspace)
    return workspace


@pytest.fixture
def dropped(tmp_path: Path) -> Path:
    folder = tmp_path / "dropped"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, text: str = VISITS) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def look(folder: Path, *, settled: int = 0) -> DroppedFiles:
    return list_dropped(operator(), folder=folder, settled_seconds=settled)


def import_all(workspace: Workspace, folder: Path) -> list[DroppedFileEnd]:
    return [import_dropped(operator(), workspace=workspace, dropped=one) for one in look(folder).ready]


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def rows_taken() -> list[tuple[str, int]]:
    return [(one.source_file, one.rows_taken) for one in list_files(operator())]


def test_a_file_is_imported_for_the_agency_of_its_folder_and_removed(clinic: Workspace, dropped: Path) -> None:
    put(dropped, "health/Mill Lane Clinic/visits.csv")
    assert import_all(clinic, dropped) == [DroppedFileEnd("health/Mill Lane Clinic/visits.csv", 2, 2, 0)]
    assert files_in(dropped) == [] and not any((dropped / TAKEN).iterdir())
    assert rows_taken() == [("visits.csv", 2)]
    assert look(dropped).ready == []


def test_no_agency_sends_a_file_as_another(clinic: Workspace, dropped: Path) -> None:
    put(dropped, "police/visits.csv")
    [end] = import_all(clinic, dropped)
    assert (end.rows_taken, end.sheets_unread, end.is_whole) == (0, 1, False)
    assert rows_taken() == [("visits.csv", 0)], "the workspace keeps it, so that a mapping can read it later"


def test_the_oldest_file_is_first_and_what_was_begun_before_it(clinic: Workspace, dropped: Path) -> None:
    put(dropped, "health/b.csv", VISITS)
    time.sleep(0.02)
    put(dropped, "health/a.csv", LATER)
    put(dropped, f"{TAKEN}/health/z.csv", VISITS)
    assert [one.name for one in look(dropped).ready] == ["health/z.csv", "health/b.csv", "health/a.csv"]


def test_a_file_that_may_still_be_on_its_way_waits(clinic: Workspace, dropped: Path) -> None:
    put(dropped, "health/visits.csv.part")
    new = put(dropped, "health/visits.csv")
    os.utime(new, (0, 0))  # as by a program that keeps the time of the sender's file
    found = look(dropped, settled=3600)
    assert (found.ready, found.waiting) == ([], 2)
    found = look(dropped)
    assert ([one.name for one in found.ready], found.waiting) == (["health/visits.csv"], 1)


def test_what_is_no_file_or_of_no_agency_stays_and_is_named(clinic: Workspace, dropped: Path, tmp_path: Path) -> None:
    elsewhere = put(tmp_path, "elsewhere/visits.csv")
    (dropped / "health").mkdir()
    (dropped / "health" / "link.csv").symlink_to(elsewhere)
    (dropped / "police").symlink_to(elsewhere.parent)
    put(dropped, "helth/visits.csv")
    put(dropped, "health/.hidden.csv")
    found = look(dropped)
    assert found.ready == []
    assert sorted(one.name for one in found.left) == ["health/link.csv", "helth/visits.csv", "police"]
    assert all(one.reason for one in found.left) and elsewhere.exists()


def test_a_folder_that_cannot_be_listed_is_named(
    clinic: Workspace, dropped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(dropped, "health/visits.csv")
    listed = os.scandir

    def refuse(path: Any) -> Any:
        if str(path).endswith("health"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse)
        assert [one.name for one in look(dropped).left] == ["health"]


def test_a_file_that_is_not_imported_is_set_aside_with_why(workspace: Workspace, dropped: Path) -> None:
    agree(workspace.root)
    save_mapping(workspace)
    for _ in range(2):
        put(dropped, "health/visits.csv")
        [end] = import_all(workspace, dropped)
        assert end.rows_taken == 0 and "agreement" in end.why[0]
    aside = f"{SET_ASIDE}/health"
    assert files_in(dropped) == [
        f"{aside}/visits (2).csv", f"{aside}/visits (2).csv.why.txt", f"{aside}/visits.csv",
        f"{aside}/visits.csv.why.txt",
    ]  # fmt: skip
    assert (dropped / aside / "visits.csv").read_text(encoding="utf-8") == VISITS
    assert "agreement" in (dropped / aside / "visits.csv.why.txt").read_text(encoding="utf-8")
    assert look(dropped).ready == []


def test_an_archive_is_kept_while_something_in_it_is_not_read(clinic: Workspace, dropped: Path) -> None:
    (dropped / "health").mkdir()
    with zipfile.ZipFile(dropped / "health" / "october.zip", "w") as archive:
        archive.writestr("visits.csv", VISITS)
        archive.writestr("letter.docm", b"a letter")
    [end] = import_all(clinic, dropped)
    assert end.rows_taken == 2 and [one.partition(" in ")[0] for one in end.why] == ["letter.docm"]
    assert f"{SET_ASIDE}/health/october.zip" in files_in(dropped)


class Died(BaseException):
    """The process is killed."""


@pytest.fixture(params=["before the import", "after the import", "while it is set right"])
def dying(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    def die(*_: object, **__: object) -> None:
        raise Died

    def import_and_die(*given: Any, **named: Any) -> None:
        ingest_files(*given, **named)
        raise Died

    how: dict[str, tuple[str, Callable[..., None]]] = {
        "before the import": ("ingest_files", die),
        "after the import": ("ingest_files", import_and_die),
        "while it is set right": ("remove", die),
    }
    with monkeypatch.context() as patch:
        patch.setattr(drop_folders, *how[request.param])
        yield patch


def test_a_file_is_imported_once_wherever_the_process_died(
    clinic: Workspace, dropped: Path, dying: pytest.MonkeyPatch
) -> None:
    put(dropped, "health/visits.csv")
    with pytest.raises(Died):
        import_all(clinic, dropped)
    assert files_in(dropped) == [f"{TAKEN}/health/visits.csv"]
    dying.undo()
    put(dropped, "health/later.csv", LATER)
    assert [end.name for end in import_all(clinic, dropped)] == ["health/visits.csv", "health/later.csv"]
    assert files_in(dropped) == []
    assert dict(rows_taken()) == {"visits.csv": 2, "later.csv": 1}


def test_a_file_waits_while_another_command_is_at_work(clinic: Workspace, dropped: Path) -> None:
    put(dropped, "health/visits.csv")
    with clinic.lock(owner="operator", doing="run", now=NOW), pytest.raises(Refused):
        import_all(clinic, dropped)
    assert files_in(dropped) == [f"{TAKEN}/health/visits.csv"]
    assert [end.rows_taken for end in import_all(clinic, dropped)] == [2]


def test_a_file_that_changes_while_it_is_imported_is_imported_again(
    clinic: Workspace, dropped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that had it open writes on, wherever the file was moved to."""
    put(dropped, "health/visits.csv")

    def import_and_write(*given: Any, **named: Any) -> object:
        report = ingest_files(*given, **named)
        (dropped / TAKEN / "health" / "visits.csv").write_text(LATER, encoding="utf-8")
        return report

    with monkeypatch.context() as patch:
        patch.setattr(drop_folders, "ingest_files", import_and_write)
        [end] = import_all(clinic, dropped)
    assert end.is_still_written and not end.is_whole
    [again] = import_all(clinic, dropped)
    assert again.is_whole and again.rows_read == 3 and files_in(dropped) == []


def test_a_folder_that_is_not_there_is_said(clinic: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such folder"):
        look(tmp_path / "nowhere")


def test_the_command_imports_and_updates(tmp_path: Path) -> None:
    here, dropped = ["-w", str(tmp_path / "place")], tmp_path / "dropped"
    missing = write_export(
        tmp_path / "missing.csv", "police_missing",
        {"Misper Ref": "M1", "Nominal Ref": "N1", "Missing From Date": "01/10/2026", "Reported Date": "01/10/2026"},
    )  # fmt: skip
    put(dropped, "police/missing.csv", missing.read_text(encoding="utf-8"))
    put(dropped, "police/next.csv.part", "")
    said = run_commands([
        ["init", "--trial", here[1]], [*here, "agreement", "demo", "--tier", "record"],
        [*here, "watch", str(dropped), "--once", "--settled", "0", "--update"],
    ])  # fmt: skip
    assert "police/missing.csv: 1 row read, 1 imported, 0 not imported." in said
    assert "Pages show snapshot" in said


def test_the_command_ends_with_another_code_where_something_was_not_imported(tmp_path: Path) -> None:
    place, dropped = str(tmp_path / "place"), tmp_path / "dropped"
    put(dropped, "health/letter.rtf")
    run_commands([["init", "--trial", place], ["-w", place, "agreement", "demo"]])
    done = warm.run(
        ["-m", "sightline", "-w", place, "watch", str(dropped), "--once", "--settled", "0"], env=elsewhere_removed()
    )
    assert done.returncode == 3 and "cannot read it, and keeps it" in done.stdout
    assert files_in(dropped) == []
    assert "letter.rtf" in run_commands([["-w", place, "receipts"]])


def test_what_stays_where_it_is_is_said_once(
    tmp_path: Path, clinic: Workspace, dropped: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(dropped, "helth/visits.csv")
    put(dropped, "health/visits.csv.part")
    printed = set[str]()
    for _ in range(2):
        assert not import_once(Context(clinic.root), clinic, dropped, settled=0, update=False, printed=printed)
    said = capsys.readouterr().err
    assert said.count("helth/visits.csv: left where it is.") == said.count("1 file may still be on its way.") == 1
