"""The corridor from files to a snapshot: versions, order, interruption, replay."""

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sightline import chronology, ingest, pipeline
from sightline.known_facts.event_verdicts import DatedVerdict
from sightline.store import DuckDBEngine, Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.snapshots import Snapshot, compare

MISSING = (
    "Misper Ref,Nominal Ref,Surname,Forenames,DOB,Sex,Home Address,Home Postcode,Missing From Date,Missing From Time,"
    "Reported Date,Reported Time,Reported By,Risk Grade,Found Date,Found Time,Found Location,Found Postcode,Found With,"
    "Circumstances,Prevention Interview Date,Prevention Interview Text,Entered On"
)
MIA = "MP1,N1,Oak,Mia,04/05/2010,F,1 Elm Row,ZZ1 1AA,01/03/2024,21:00,01/03/2024,22:00,Mother,MEDIUM,02/03/2024,06:00,Tall House,ZZ1 2BB,,Out with friends,,,02/03/2024"
BEN = "MP2,N2,Hale,Ben,09/09/2009,M,2 Elm Row,ZZ1 1AB,05/03/2024,20:00,05/03/2024,21:00,Carer,LOW,05/03/2024,23:00,Park,ZZ1 3CC,,Late home,,,05/03/2024"
SCHOOL = "School,UPN,Surname,Forename,DOB,Week Commencing,Marks"
PUPIL = "Elm School,,Oak,Mia,04/05/2010,04/03/2024,/ \\ / \\ O O / \\ / \\"
AS_AT = date(2024, 9, 1)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    write_files(folder)
    return folder


def write_files(folder: Path) -> list[Path]:
    folder.mkdir()
    return [
        write(folder / "police_missing.csv", MISSING, MIA, BEN),
        write(folder / "school_attendance.csv", SCHOOL, PUPIL),
    ]


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def new_workspace(folder: Path, key: str = "5" * 64) -> Workspace:
    """A workspace whose key is that of the others here, as after its files and its key were put back elsewhere."""
    workspace = Workspace(folder)
    workspace.create()
    (folder / "linking.key").write_text(key, encoding="ascii")
    return workspace


def take(workspace: Workspace, paths: Sequence[Path], received: str) -> list[ingest.Receipt]:
    batch = open_batch(workspace)
    receipts = [
        receipt
        for path in paths
        for receipt in ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=received)
    ]
    close_batch(workspace, batch, now=received)
    return receipts


class Made(NamedTuple):
    """A run that tests share: they read it, or go on in a copy."""

    root: Path
    snapshot: Snapshot

    def copy_to(self, folder: Path) -> Workspace:
        """A workspace of one test's own, in which that run was made."""
        shutil.copytree(self.root, folder)
        return Workspace(folder)


def make(folder: Path, *names: str) -> Made:
    """Take files of these names in, and run."""
    workspace = new_workspace(folder / "w")
    take(workspace, [path for path in write_files(folder / "files") if path.name in names], "2024-06-01")
    return Made(workspace.root, pipeline.run(workspace=workspace, as_at=AS_AT))


@pytest.fixture(scope="module")
def of_both(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("both"), "police_missing.csv", "school_attendance.csv")


@pytest.fixture(scope="module")
def of_police(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("police"), "police_missing.csv")


def read(snapshot: Snapshot, sql: str) -> list[tuple[Any, ...]]:
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        return engine.connection.execute(sql).fetchall()
    finally:
        engine.close()


def test_two_agencies_rows_become_one_chronology(of_both: Made) -> None:
    rows = read(
        of_both.snapshot,
        "SELECT person_id, agency FROM chronology JOIN person USING (person_id) WHERE list_contains(names, 'Mia Oak')",
    )
    assert {agency for _, agency in rows} == {"police", "school"}
    assert len({person for person, _ in rows}) == 1


def test_the_order_of_files_in_one_command_changes_nothing(files: Path, tmp_path: Path, of_both: Made) -> None:
    workspace = new_workspace(tmp_path / "other")
    take(workspace, sorted(files.iterdir(), reverse=True), "2024-06-01")
    other = pipeline.run(workspace=workspace, as_at=AS_AT)
    assert other.manifest()["tables"] == of_both.snapshot.manifest()["tables"]


def test_a_new_file_changes_no_earlier_id(files: Path, tmp_path: Path, of_police: Made) -> None:
    workspace, before = of_police.copy_to(tmp_path / "w"), of_police.snapshot
    take(workspace, [files / "school_attendance.csv"], "2024-06-02")
    after = pipeline.run(workspace=workspace, as_at=AS_AT)
    old = read(before, "SELECT mention_id, person_id, thing_id FROM resolved")
    assert set(old) <= set(read(after, "SELECT mention_id, person_id, thing_id FROM resolved"))
    changes = compare(old=before, new=after)
    assert changes["person"]["appeared"] == []
    assert len(changes["person"]["changed"]) == 1


def test_a_changed_row_is_a_new_version_and_the_older_stays(files: Path, tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "w")
    take(workspace, [files / "police_missing.csv"], "2024-06-01")
    write(files / "later.csv", MISSING, MIA.replace("MEDIUM", "HIGH"), BEN)
    (receipt,) = take(workspace, [files / "later.csv"], "2024-07-01")
    assert (receipt.rows_read, receipt.rows_taken, receipt.rows_unchanged) == (2, 1, 1)
    snapshot = pipeline.run(workspace=workspace, as_at=AS_AT)
    versions = read(
        snapshot,
        "SELECT version, latest, standing, source_file, CAST(known_from AS VARCHAR) FROM agency_record WHERE source_key LIKE '%MP1%' ORDER BY version",
    )
    assert versions == [
        (1, False, "superseded", "police_missing.csv", "2024-03-02"),
        (2, True, "current", "later.csv", "2024-07-01"),
    ]
    assert read(snapshot, "SELECT count(*) FROM chronology WHERE what LIKE '%HIGH%'") == [(1,)]
    assert read(snapshot, "SELECT count(*) FROM chronology WHERE what LIKE '%MEDIUM%'") == [(0,)]


def test_what_was_not_yet_known_is_not_in_an_earlier_days_snapshot(files: Path, tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "w")
    take(workspace, [files / "police_missing.csv"], "2024-03-03")
    take(workspace, [files / "school_attendance.csv"], "2024-06-01")
    snapshot = pipeline.run(workspace=workspace, as_at=date(2024, 3, 4))
    assert read(snapshot, "SELECT DISTINCT agency, source_key LIKE '%MP1%' FROM agency_record") == [("police", True)]


def test_a_run_that_goes_on_obeys_new_answers_as_one_from_nothing(tmp_path: Path, of_both: Made) -> None:
    workspace = of_both.copy_to(tmp_path / "w")
    records = [one for (one,) in read(of_both.snapshot, "SELECT record_id FROM agency_record ORDER BY ALL LIMIT 2")]
    given = [DatedVerdict(7, frozenset(records), is_same=True, given_on=AS_AT)]
    went_on = pipeline.run(workspace=workspace, as_at=AS_AT, event_verdicts=given)
    assert went_on.id != of_both.snapshot.id and went_on.manifest()["went_on_from"] == of_both.snapshot.id
    assert read(went_on, "SELECT * FROM event_verdict") == [(7, records, True, AS_AT)]
    whole = new_workspace(tmp_path / "whole")
    take(whole, write_files(tmp_path / "files"), "2024-06-01")
    anew = pipeline.run(workspace=whole, as_at=AS_AT, event_verdicts=given)
    assert anew.id == went_on.id and anew.manifest()["tables"] == went_on.manifest()["tables"]


def test_a_run_with_nothing_new_makes_nothing_new(of_both: Made) -> None:
    first = of_both.snapshot
    stamp = first.analysis.stat().st_mtime_ns
    assert pipeline.run(workspace=Workspace(of_both.root), as_at=AS_AT) == first
    assert first.analysis.stat().st_mtime_ns == stamp


def test_replay_in_another_place_gives_the_same_tables(files: Path, tmp_path: Path, of_both: Made) -> None:
    workspace = new_workspace(tmp_path / "other")
    take(workspace, sorted(files.iterdir()), "2024-06-01")
    made = (of_both.snapshot, pipeline.run(workspace=workspace, as_at=AS_AT))
    assert made[0].id == made[1].id
    one, other = ({name: said for name, said in each.manifest().items() if name != "files"} for each in made)
    assert one == other, "the bytes of the files may be laid out otherwise, what they hold may not"


def test_another_key_makes_another_snapshot_of_the_same_people(files: Path, tmp_path: Path, of_both: Made) -> None:
    workspace = new_workspace(tmp_path / "other", "6" * 64)
    take(workspace, sorted(files.iterdir()), "2024-06-01")
    made = {"5" * 64: of_both.snapshot, "6" * 64: pipeline.run(workspace=workspace, as_at=AS_AT)}
    for key, snapshot in made.items():
        assert key not in snapshot.analysis.parent.joinpath("manifest.json").read_text(encoding="utf-8")
    tables = [snapshot.manifest()["tables"] for snapshot in made.values()]
    assert {name for name in tables[0] if tables[0][name] != tables[1][name]} == {"blocked_profile", "compared"}


def test_an_interrupted_run_leaves_the_earlier_snapshot_and_goes_on_where_it_stopped(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of_police: Made
) -> None:
    workspace, earlier = of_police.copy_to(tmp_path / "w"), of_police.snapshot
    take(workspace, [files / "school_attendance.csv"], "2024-06-02")
    with monkeypatch.context() as patch:
        patch.setattr(chronology, "build", lambda **_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            pipeline.run(workspace=workspace, as_at=AS_AT)
    assert [path.name for path in workspace.snapshots.iterdir() if path.suffix != ".partial"] == [earlier.id]
    monkeypatch.setattr(pipeline.linkage, "resolve", lambda **_: pytest.fail("linked twice"))
    later = pipeline.run(workspace=workspace, as_at=AS_AT)
    assert later.id != earlier.id
    assert read(later, "SELECT count(DISTINCT agency) FROM chronology") == [(2,)]
    assert not list(workspace.snapshots.glob("*.partial"))
