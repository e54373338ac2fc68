"""A finished snapshot is checked against its hashes, and a received file against its name, by every byte that changed."""

import hashlib
import json
import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from support.rows import table_of

from sightline.model.schema import RECEIVED_FILE
from sightline.store import checksums
from sightline.store.batches import batch_folder, close_batch, open_batch
from sightline.store.checksums import MANIFEST, find_damage, has_sums
from sightline.store.files import whole_directory
from sightline.store.received_files import find_damaged
from sightline.store.snapshots import Snapshot, Stages, find_snapshot, is_sound, put_aside
from sightline.store.workspace import Workspace

NAME = "2024-06-01-whole"


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path / "workspace")
    workspace.create()
    return workspace


@pytest.fixture
def made(place: Workspace) -> Snapshot:
    stages = Stages(place, NAME)
    (stages.partial / "serve.sqlite").write_bytes(b"pages " * 1000)
    return stages.finish({"as_at": "2024-06-01"})


def flip(path: Path, at: int = 100) -> None:
    """Another byte in the same place, and the time of the last change as it was."""
    before = path.stat()
    with path.open("r+b") as stream:
        stream.seek(at)
        byte = stream.read(1)
        stream.seek(at)
        stream.write(bytes([byte[0] ^ 1]))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_finished_snapshot_holds_the_hash_of_each_file_and_is_sound(made: Snapshot) -> None:
    files = made.manifest()["files"]
    assert {name: one["sha256"] for name, one in files.items()} == {
        name: sha(made.folder / name) for name in ("analysis.duckdb", "serve.sqlite")
    }
    assert is_sound(made) and has_sums(made.folder)
    assert find_damage(made.folder, manifest_sha=sha(made.folder / MANIFEST)) == ""


@pytest.mark.parametrize("name", ["analysis.duckdb", "serve.sqlite"])
def test_one_byte_that_changed_is_seen_also_with_the_old_time(made: Snapshot, name: str) -> None:
    assert is_sound(made)
    flip(made.folder / name)
    assert find_damage(made.folder) == f"{name} was changed after it was written."
    assert not is_sound(made)


@pytest.mark.parametrize("name", ["analysis.duckdb", "serve.sqlite", MANIFEST])
def test_a_file_that_is_missing_or_cut_is_seen(made: Snapshot, name: str) -> None:
    whole = (made.folder / name).read_bytes()
    (made.folder / name).write_bytes(whole[: len(whole) // 2])
    assert find_damage(made.folder)
    (made.folder / name).unlink()
    assert find_damage(made.folder) == f"{name} is missing."


def test_a_manifest_that_was_written_anew_is_seen_by_its_own_hash(made: Snapshot) -> None:
    known = sha(made.folder / MANIFEST)
    flip(made.serve_file)
    forged = made.manifest()
    forged["files"]["serve.sqlite"]["sha256"] = sha(made.serve_file)
    (made.folder / MANIFEST).write_text(json.dumps(forged))
    assert is_sound(made), "its files agree with it"
    assert find_damage(made.folder, manifest_sha=known) == f"{MANIFEST} was changed after it was written."
    del forged["files"]
    (made.folder / MANIFEST).write_text(json.dumps(forged))
    assert find_damage(made.folder, manifest_sha=known)
    assert not has_sums(made.folder)
    assert find_damage(made.folder) == "" and not is_sound(made), "an earlier version's: shown, and not gone on from"


def test_what_duckdb_would_read_into_the_tables_does_not_belong_there(made: Snapshot) -> None:
    (made.folder / "analysis.duckdb.wal").write_bytes(b"")
    assert find_damage(made.folder) == "analysis.duckdb.wal does not belong there."


def test_a_whole_file_is_read_once_and_again_where_asked(made: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    hash_file = checksums.hash_file
    monkeypatch.setattr(checksums, "hash_file", lambda path, **more: read.append(path.name) or hash_file(path, **more))
    for _ in range(3):
        assert is_sound(made)
    assert sorted(read) == ["analysis.duckdb", "serve.sqlite"]
    assert find_damage(made.folder, fresh=True) == ""
    assert len(read) == 4


def test_a_damaged_snapshot_is_put_aside_and_kept(place: Workspace, made: Snapshot) -> None:
    assert put_aside(place, made).name == f"{NAME}.1"
    assert find_snapshot(place, NAME) is None
    assert [path.name for path in place.damaged.iterdir()] == [f"{NAME}.1"]


def test_a_snapshot_that_is_built_again_stays_until_the_new_one_is_there(place: Workspace, made: Snapshot) -> None:
    stages = Stages(place, NAME)
    assert find_snapshot(place, NAME) == made
    stages.finish({"as_at": "2024-06-01"})
    assert is_sound(made) and [path.name for path in place.damaged.iterdir()] == [f"{NAME}.1"]


@pytest.fixture
def came(place: Workspace, tmp_path: Path) -> Path:
    """A file that was received in a batch."""
    source = tmp_path / "police_missing.csv"
    source.write_text("x\n" + "1\n" * 200)
    file_sha, batch = place.keep(source), open_batch(place)
    with whole_directory(batch_folder(place, batch) / file_sha) as folder:
        row = {"file_sha": file_sha, "source_file": source.name}
        pq.write_table(table_of(RECEIVED_FILE, row), folder / "received_file.parquet")
    close_batch(place, batch, now="2024-06-01T09:00:00Z")
    return place.received / file_sha


def test_a_received_file_is_checked_against_its_name(place: Workspace, came: Path) -> None:
    assert find_damaged(workspace=place) == ()
    flip(came)
    (damaged,) = find_damaged(workspace=place)
    assert str(damaged) == f"police_missing.csv (received/{came.name}) is changed"
    assert find_damaged(workspace=place, fresh=True) == (damaged,)
    came.unlink()
    assert [one.how for one in find_damaged(workspace=place)] == ["missing"]


def test_doctor_reads_every_byte_whatever_is_remembered(place: Workspace, came: Path) -> None:
    assert find_damaged(workspace=place) == ()
    remembered = place.kept_readings.parent / "received.json"
    flip(came)
    remembered.write_text(json.dumps({came.name: list(checksums.sign(came))}))
    assert find_damaged(workspace=place) == ()
    assert find_damaged(workspace=place, fresh=True)
    remembered.write_text("no JSON")
    assert find_damaged(workspace=place)


def test_the_same_file_taken_in_again_mends_a_damaged_one(place: Workspace, came: Path, tmp_path: Path) -> None:
    flip(came)
    assert find_damaged(workspace=place)
    place.keep(tmp_path / "police_missing.csv")
    assert find_damaged(workspace=place) == ()
