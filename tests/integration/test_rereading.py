"""Kept files are read again by a corrected mapping, or withdrawn: what then stands is as if it had come so at first."""

from datetime import date
from pathlib import Path

import pytest
from support.agreed import agree
from support.exports import TABLES, Tables, new_workspace, write_export
from support.small_partnership import run_commands
from support.worried import account

from sightline.casework.core.actor import actor_for_account, house_actor
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.rereadings import reread_files, withdraw_files
from sightline.casework.data.runs import run_pipeline
from sightline.casework.data.selectors import list_files
from sightline.casework.operations.arrivals import files_waiting
from sightline.ingest import take_file
from sightline.model.errors import OurFault, Refused, Usage
from sightline.model.schema import RECEIVED_FILE
from sightline.store import Workspace
from sightline.store.batches import list_parts, list_standing

SEPTEMBER, OCTOBER = date(2026, 9, 20), date(2026, 10, 20)
WHY = "The column with what was seen had been read as the name of the clinic."
VISITS = """Visit No,Surname,First Name,DOB,Seen On,What Was Seen,Place
17,Oak,Mia,05/03/2012,14/09/2026,A broken front tooth.,Mill Lane
18,Ash,Dean,15/03/2011,13/09/2026,A filling was made.,Mill Lane
"""
LATER = VISITS + "19,Elm,Sam,25/04/2011,12/10/2026,A check of his teeth.,Mill Lane\n"
MAPPING = """
id = "clinic_visits"
agency = "health"
export = "full"
[columns]
visit = "Visit No"
surname = "Surname"
forename = "First Name"
born = "DOB"
seen_on = "Seen On"
seen = "What Was Seen"
place = "Place"
[row]
key = [["visit"]]
[[facts]]
name = "visit"
label = "Seen at the clinic"
date = "seen_on"
what = ["{what}"]
[[mentions]]
slot = "subject"
surname = "surname"
forename = "forename"
birth_date = "born"
"""
pytestmark = pytest.mark.django_db(transaction=True)


def operator() -> ReaderSession:
    return ReaderSession(house_actor())


@pytest.fixture
def analyst(workspace: Workspace) -> ReaderSession:
    return ReaderSession(actor_for_account(account("ana", "analyst", "health")))


def save_mapping(workspace: Workspace, *, what: str = "place") -> Path:
    workspace.mappings.mkdir(exist_ok=True)
    path = workspace.mappings / "clinic_visits.toml"
    path.write_text(MAPPING.format(what=what), encoding="utf-8")
    return path


def take(workspace: Workspace, folder: Path, name: str, text: str, *, on: date) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    report = ingest_files(operator(), workspace=workspace, paths=[folder / name], received_on=on)
    assert report.refused == () and not report.has_rejects


@pytest.fixture
def visits(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A workspace with two files of a clinic, the second with the rows of the first, read by a mapping that is wrong."""
    agree(workspace.root, more=("clinic_visits",))
    save_mapping(workspace)
    take(workspace, tmp_path, "september.csv", VISITS, on=SEPTEMBER)
    take(workspace, tmp_path, "october.csv", LATER, on=OCTOBER)
    return workspace


def stand(workspace: Workspace) -> dict[str, list[str]]:
    """All that the tables say, but for the numbers of batches and the sums of receipts."""
    tables = Tables(workspace)
    return {
        table.name: sorted(
            str({name: value for name, value in row.items() if "batch" not in name})
            for row in tables.engine.query(f"SELECT * FROM {table.name}").to_pylist()
        )
        for table in TABLES
        if table is not RECEIVED_FILE
    }


def fresh(folder: Path, *, what: str, files: dict[str, tuple[str, date]]) -> Workspace:
    """Another workspace into which the same files come at once as they should have been."""
    other = new_workspace(folder)
    mappings = save_mapping(other, what=what)
    for batch, (name, (text, on)) in enumerate(files.items(), start=1):
        (folder / name).write_text(text, encoding="utf-8")
        take_file(workspace=other, path=folder / name, batch=batch, received_at=on.isoformat(), mapping_file=mappings)
    return other


def texts(workspace: Workspace) -> list[tuple[object, ...]]:
    return sorted(Tables(workspace).ask("SELECT what FROM fact"))


def test_a_file_read_by_a_corrected_mapping_stands_as_if_it_had_been_read_so_at_first(
    visits: Workspace, analyst: ReaderSession, tmp_path: Path
) -> None:
    assert texts(visits) == [("Mill Lane",)] * 3
    save_mapping(visits, what="seen")
    looked = reread_files(analyst, workspace=visits, dry_run=True)
    assert not looked.is_kept and texts(visits) == [("Mill Lane",)] * 3
    report = reread_files(analyst, workspace=visits, why=WHY)
    assert report.is_kept and [(one.name, one.is_chosen) for one in report.files] == [
        ("september.csv", True),
        ("october.csv", True),
    ]
    assert [dict(one.changes) for one in report.files] == [{"words": 2}, {"words": 1}]
    assert looked.files == report.files
    (visits.root / "files").mkdir()
    files = {"september.csv": (VISITS, SEPTEMBER), "october.csv": (LATER, OCTOBER)}
    assert stand(visits) == stand(fresh(visits.root / "files", what="seen", files=files))
    assert ("A filling was made.",) in texts(visits)
    (decision,) = Decision.objects.of_kind("files_reread")
    assert (decision.by, decision.why) == ("ana", WHY)
    assert AuditEntry.objects.filter(action="reread_files", username="ana", outcome="done").exists()
    assert reread_files(analyst, workspace=visits, dry_run=True).files == ()


def test_a_later_file_is_read_again_where_an_earlier_one_holds_its_rows(
    visits: Workspace, analyst: ReaderSession
) -> None:
    save_mapping(visits, what="seen")
    report = reread_files(analyst, workspace=visits, names=["september.csv"], why=WHY)
    assert [(one.name, one.is_chosen) for one in report.files] == [("september.csv", True), ("october.csv", False)]
    assert ("Mill Lane",) not in texts(visits)


def test_rows_of_a_later_file_are_new_where_the_mapping_was_corrected_and_nothing_read_again(
    visits: Workspace, tmp_path: Path
) -> None:
    save_mapping(visits, what="seen")
    take(visits, tmp_path, "november.csv", LATER.replace("A check", "One check"), on=date(2026, 11, 20))
    assert ("A broken front tooth.",) in texts(visits)


def test_a_mapping_whose_title_changed_makes_nothing_new(visits: Workspace, analyst: ReaderSession) -> None:
    path = visits.mappings / "clinic_visits.toml"
    path.write_text('title = "Visits"\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert reread_files(analyst, workspace=visits, dry_run=True).files == ()


def test_a_file_that_was_withdrawn_leaves_what_would_stand_without_it(
    visits: Workspace, analyst: ReaderSession, tmp_path: Path
) -> None:
    looked = withdraw_files(analyst, workspace=visits, names=["1"], dry_run=True)
    assert not looked.is_kept and len(list_standing(visits)) == 2
    report = withdraw_files(analyst, workspace=visits, names=["september.csv"], why=WHY)
    assert [(one.name, one.is_withdrawn) for one in report.files] == [("september.csv", True), ("october.csv", False)]
    (visits.root / "files").mkdir()
    other = fresh(visits.root / "files", what="place", files={"october.csv": (LATER, OCTOBER)})
    assert stand(visits) == stand(other) and len(texts(visits)) == 3
    assert {one.source_file: one.state for one in list_files(operator())} == {
        "september.csv": "withdrawn", "october.csv": ""}  # fmt: skip
    assert len(list(visits.received.iterdir())) == 2
    (decision,) = Decision.objects.of_kind("files_withdrawn")
    assert (decision.by, decision.why) == ("ana", WHY)


def test_readers_who_were_shown_what_changes_are_told(
    visits: Workspace, analyst: ReaderSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records of which another file still has the row are not told as gone."""
    told = list[tuple[str, int]]()
    monkeypatch.setattr(
        "sightline.casework.reappraisal.arrived_corrections.tell_all_who_were_shown",
        lambda _, *, record_ids, what, trail: told.append((str(what), len(record_ids))),
    )
    save_mapping(visits, what="seen")
    reread_files(analyst, workspace=visits, why=WHY)
    withdraw_files(analyst, workspace=visits, names=["september.csv"], why=WHY)
    withdraw_files(analyst, workspace=visits, names=["october.csv"], why=WHY)
    assert told == [("corrected", 3), ("gone", 3)]


def test_a_withdrawn_file_that_comes_once_more_stands_again(
    visits: Workspace, analyst: ReaderSession, tmp_path: Path
) -> None:
    before = stand(visits)
    withdraw_files(analyst, workspace=visits, names=["october.csv"], why=WHY)
    assert len(texts(visits)) == 2
    take(visits, tmp_path, "october.csv", LATER, on=OCTOBER)
    assert stand(visits) == before and len(list_parts(visits)) == 2


def test_a_run_after_either_makes_a_new_snapshot(visits: Workspace, analyst: ReaderSession) -> None:
    first = run_pipeline(operator(), workspace=visits).snapshot_id
    withdraw_files(ReaderSession(analyst.actor), workspace=visits, names=["october.csv"], why=WHY)
    assert files_waiting()
    second = run_pipeline(operator(), workspace=visits)
    assert second.snapshot_id != first and second.counts["source_row"] == 2 and not files_waiting()
    save_mapping(visits, what="seen")
    reread_files(ReaderSession(analyst.actor), workspace=visits, why=WHY)
    assert files_waiting()
    assert run_pipeline(operator(), workspace=visits).snapshot_id not in (first, second.snapshot_id)


@pytest.mark.parametrize("died_after", [0, 1])
def test_a_command_that_dies_leaves_the_old_reading_or_the_new(
    visits: Workspace, analyst: ReaderSession, monkeypatch: pytest.MonkeyPatch, died_after: int
) -> None:
    """It dies before the batches change places, or with the old ones out and the new ones not in."""
    before, rename, times = stand(visits), Path.rename, iter(range(9))

    def die(path: Path, target: Path) -> Path:
        if path.name == "batches" and next(times) >= died_after:
            raise SystemExit
        return rename(path, target)

    save_mapping(visits, what="seen")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", die)
        with pytest.raises(SystemExit):
            reread_files(analyst, workspace=visits, why=WHY)
    assert (visits.root / "rereading").exists() and visits.batches.exists() == (died_after == 0)
    with visits.lock(owner="ana", doing="run", now="2026-12-01T09:00:00Z"):
        pass
    assert not (visits.root / "rereading").exists()
    assert stand(visits) != before and ("Mill Lane",) not in texts(visits)


def test_a_reading_that_was_not_whole_is_thrown_away(
    visits: Workspace, analyst: ReaderSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stand(visits)
    save_mapping(visits, what="seen")
    monkeypatch.setattr("sightline.casework.data.rereadings.note_states", lambda *_: 1 / 0)
    with pytest.raises(OurFault):
        reread_files(analyst, workspace=visits, why=WHY)
    assert stand(visits) == before and not Decision.objects.of_kind("files_reread")
    assert not (visits.root / "rereading").exists()


def test_what_cannot_be_read_again_is_refused_and_nothing_changes(visits: Workspace, analyst: ReaderSession) -> None:
    before = stand(visits)
    with pytest.raises(Usage, match="No imported file is called 'november"):
        reread_files(analyst, workspace=visits, names=["november.csv"], why=WHY)
    with pytest.raises(Usage, match="There is no mapping 'visits'"):
        reread_files(analyst, workspace=visits, mapping="visits", why=WHY)
    with pytest.raises(Refused) as raised:
        reread_files(operator(), workspace=visits, names=["september.csv"], why=WHY)
    assert raised.value.code == "no_account"
    (visits.mappings / "clinic_visits.toml").unlink()
    with pytest.raises(Refused, match="which is not in the folder 'mappings'") as raised:
        reread_files(analyst, workspace=visits, names=["september.csv"], why=WHY)
    assert raised.value.code == "mapping_gone"
    assert stand(visits) == before and not Decision.objects.of_kind("files_reread")


def test_a_practitioner_reads_no_file_again_and_withdraws_none(visits: Workspace) -> None:
    pam = ReaderSession(actor_for_account(account("pam", "practitioner", "health")))
    for command in (reread_files, withdraw_files):
        with pytest.raises(Refused) as raised:
            command(pam, workspace=visits, names=["1"], why=WHY)  # type: ignore[operator]
        assert raised.value.code == "not_for_role"


def test_the_commands_say_what_they_would_change(tmp_path: Path) -> None:
    here = ["-w", str(tmp_path / "place")]
    missing = write_export(
        tmp_path / "missing.csv", "police_missing",
        {"Misper Ref": "M1", "Nominal Ref": "N1", "Missing From Date": "01/10/2026", "Reported Date": "01/10/2026"},
    )  # fmt: skip
    said = run_commands([
        ["init", "--trial", here[1]], [*here, "agreement", "demo", "--tier", "record"], [*here, "ingest", str(missing)],
        [*here, "reread", "--dry-run"], [*here, "reread", "missing.csv", "--dry-run"],
        [*here, "withdraw", "1", "--dry-run"],
    ])  # fmt: skip
    assert "Every file is read as it was when it came. Nothing was changed." in said
    assert "What would be read again" in said and "police_missing" in said
    assert "withdrawn" in said and "run the command with --as and --why." in said
