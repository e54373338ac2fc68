"""The corridor from files to a snapshot: versions, order, interruption, replay."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sightline import chronology, ingest, pipeline
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
    folder.mkdir()
    write(folder / "police_missing.csv", MISSING, MIA, BEN)
    write(folder / "school_attendance.csv", SCHOOL, PUPIL)
    return folder


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


def read(snapshot: Snapshot, sql: str) -> list[tuple[Any, ...]]:
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        return engine.connection.execute(sql).fetchall()
    finally:
        engine.close()


def test_two_agencies_rows_become_one_chronology(files: Path, tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "w")
    take(workspace, sorted(files.iterdir()), "2024-06-01")
    snapshot = pipeline.run(workspace=workspace, as_at=AS_AT)
    rows = read(
        snapshot,
        "SELECT person_id, agency FROM chronology JOIN person USING (person_id) WHERE list_contains(names, 'Mia Oak')",
    )
    assert {agency for _, agency in rows} == {"police", "school"}
    assert len({person for person, _ in rows}) == 1


def test_the_order_of_files_in_one_command_changes_nothing(files: Path, tmp_path: Path) -> None:
    hashes = []
    for name, paths in (("one", sorted(files.iterdir())), ("other", sorted(files.iterdir(), reverse=True))):
        workspace = new_workspace(tmp_path / name)
        take(workspace, paths, "2024-06-01")
        hashes.append(pipeline.run(workspace=workspace, as_at=AS_AT).manifest()["tables"])
    assert hashes[0] == hashes[1]


def test_a_new_file_changes_no_earlier_id(files: Path, tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "w")
    take(workspace, [files / "police_missing.csv"], "2024-06-01")
    before = pipeline.run(workspace=workspace, as_at=AS_AT)
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


def test_a_run_with_nothing_new_makes_nothing_new(files: Path, tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "w")
    take(workspace, sorted(files.iterdir()), "2024-06-01")
    first = pipeline.run(workspace=workspace, as_at=AS_AT)
    stamp = first.analysis.stat().st_mtime_ns
    assert pipeline.run(workspace=workspace, as_at=AS_AT) == first
    assert first.analysis.stat().st_mtime_ns == stamp


def test_replay_in_another_place_gives_the_same_tables(files: Path, tmp_path: Path) -> None:
    made = []
    for name in ("one", "other"):
        workspace = new_workspace(tmp_path / name)
        take(workspace, sorted(files.iterdir()), "2024-06-01")
        made.append(pipeline.run(workspace=workspace, as_at=AS_AT))
    assert made[0].id == made[1].id
    one, other = ({name: said for name, said in each.manifest().items() if name != "files"} for each in made)
    assert one == other, "the bytes of the files may be laid out otherwise, what they hold may not"


def test_another_key_makes_another_snapshot_of_the_same_people(files: Path, tmp_path: Path) -> None:
    tables = []
    for key in ("5" * 64, "6" * 64):
        workspace = new_workspace(tmp_path / key[0], key)
        take(workspace, sorted(files.iterdir()), "2024-06-01")
        tables.append((snapshot := pipeline.run(workspace=workspace, as_at=AS_AT)).manifest()["tables"])
        assert key not in snapshot.analysis.parent.joinpath("manifest.json").read_text(encoding="utf-8")
    assert {name for name in tables[0] if tables[0][name] != tables[1][name]} == {"compared"}


def test_an_interrupted_run_leaves_the_earlier_snapshot_and_goes_on_where_it_stopped(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = new_workspace(tmp_path / "w")
    take(workspace, [files / "police_missing.csv"], "2024-06-01")
    earlier = pipeline.run(workspace=workspace, as_at=AS_AT)
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
