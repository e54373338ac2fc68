"""A workspace is held at one moment while files come and go, and what a backup copies is what was there then."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from sightline.casework.backup import contents
from sightline.casework.backup.contents import hold_workspace, list_files
from sightline.casework.backup.failures import in_words
from sightline.casework.core.durable_files import copy_file
from sightline.model.errors import OurFault, Refused
from sightline.store import Workspace

SNAPSHOT = "2026-01-01-abc"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace with one received file and a current snapshot, its database a file of its own."""
    made = Workspace(tmp_path / "workspace")
    made.create()
    shutil.rmtree(made.root / "agreements")
    monkeypatch.setattr(contents, "PAUSE_SECONDS", 0)
    (made.received / "one").write_text("1")
    (made.snapshots / SNAPSHOT).mkdir()
    (made.snapshots / SNAPSHOT / "manifest.json").write_text("{}")
    write(
        made,
        "CREATE TABLE casework_currentsnapshot (id, snapshot_id)",
        f"INSERT INTO casework_currentsnapshot VALUES (1, '{SNAPSHOT}')",
    )
    return made


def database(place: Workspace) -> Path:
    return place.root / "casework.sqlite3"


def write(place: Workspace, *statements: str) -> None:
    connection = sqlite3.connect(database(place))
    connection.execute("PRAGMA journal_mode = WAL")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def listing_with(place: Workspace, monkeypatch: pytest.MonkeyPatch, *, changes: int) -> list[int]:
    """Let a file arrive between the two lists, so many times; the lists that were made."""
    made: list[int] = []

    def list_and_change(workspace: Workspace) -> contents.Listing:
        made.append(1)
        if len(made) % 2 == 0 and len(made) // 2 <= changes:
            (place.received / f"more{len(made)}").touch()
        return list_files(workspace)

    monkeypatch.setattr(contents, "list_files", list_and_change)
    return made


def test_a_file_that_comes_in_meanwhile_is_waited_for(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    made = listing_with(place, monkeypatch, changes=2)
    with hold_workspace(place, sqlite_path=database(place)) as held:
        assert set(held.files) == {"received/one", "received/more2", "received/more4"}
    assert len(made) == 6


def test_a_file_that_is_replaced_or_grows_is_copied_as_it_was(place: Workspace, tmp_path: Path) -> None:
    (place.root / "audit-heads.jsonl").write_text("one head\n")
    with hold_workspace(place, sqlite_path=database(place)) as held:
        (place.root / "audit-heads.jsonl").write_text("one head\nand one of after the moment\n")
        with (place.received / "one").open("a") as stream:
            stream.write("more")
        copied = copy_file(place.received / "one", tmp_path / "copy", size=held.files["received/one"])
    assert held.small["audit-heads.jsonl"] == b"one head\n"
    assert ((tmp_path / "copy").read_text(), copied.size) == ("1", 1)


def test_what_never_is_still_is_said(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    listing_with(place, monkeypatch, changes=contents.TRIES)
    with pytest.raises(OurFault, match="files kept changing"), hold_workspace(place, sqlite_path=database(place)):
        pass


def test_a_snapshot_that_a_run_removes_meanwhile_is_still_copied(place: Workspace) -> None:
    with hold_workspace(place, sqlite_path=database(place)) as held:
        (place.snapshots / SNAPSHOT / "manifest.json").unlink()
        (place.snapshots / SNAPSHOT).rmdir()
        write(place, "UPDATE casework_currentsnapshot SET snapshot_id = 'later'")
        assert held.current is not None and held.current.id == SNAPSHOT
        assert held.snapshot_files["manifest.json"].read() == b"{}"
        assert contents.current_id(held.database) == SNAPSHOT


def test_a_snapshot_that_was_replaced_just_before_is_looked_for_again(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    find, asked = contents.find_snapshot, []

    def find_late(workspace: Workspace, wanted: str) -> object:
        asked.append(wanted)
        return find(workspace, wanted) if len(asked) > 1 else None

    monkeypatch.setattr(contents, "find_snapshot", find_late)
    with hold_workspace(place, sqlite_path=database(place)) as held:
        assert held.current is not None
    assert asked == [SNAPSHOT, SNAPSHOT]


def test_a_snapshot_that_is_lost_does_not_stop_a_backup(place: Workspace) -> None:
    (place.snapshots / SNAPSHOT / "manifest.json").unlink()
    with hold_workspace(place, sqlite_path=database(place)) as held:
        assert held.current is None


def test_what_is_not_whole_and_what_is_secret_is_not_listed(place: Workspace) -> None:
    (place.batches / "000001" / "abc.partial").mkdir(parents=True)
    (place.batches / "000001" / "abc.partial" / "row.parquet").touch()
    (place.batches / "000001" / "def").mkdir()
    (place.batches / "000001" / "def" / "row.parquet").touch()
    for name in (
        "audit-heads.key",
        "audit-heads.pub",
        "secret.key.before",
        "secret.key",
        "linking.key",
        "data.keys",
        "sightline.toml",
        "lock.json",
        "timescales.toml",
    ):
        (place.root / name).touch()
    (place.root / "agreements").mkdir()
    (place.root / "agreements" / "police.toml").touch()
    listed = {"agreements/police.toml", "batches/000001/def/row.parquet", "received/one", "timescales.toml"}
    assert set(list_files(place)) == listed


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device", "/backups/x"), sqlite3.OperationalError("locked")]
)
def test_what_the_machine_refuses_is_said_in_words(error: Exception) -> None:
    with pytest.raises(OurFault, match="The backup did not finish"), in_words("The backup"):
        raise error


def test_what_is_said_already_stays_as_it_was_said() -> None:
    with pytest.raises(Refused, match="not now"), in_words("The backup"):
        raise Refused("not now", code="x")
