"""Temporary files go into memory where there is room and nobody named another place."""

import tempfile
from pathlib import Path

import pytest
from support.temporary_files import NAMED_BY, free_memory, put_into_memory


@pytest.fixture(autouse=True)
def asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this changes is put back."""
    monkeypatch.setattr(tempfile, "tempdir", tempfile.tempdir)


def test_with_room_they_go_there(tmp_path: Path) -> None:
    environment: dict[str, str] = {}
    remove = put_into_memory(environment, memory=tmp_path, room=0)
    (folder,) = tmp_path.iterdir()
    assert environment == {"TMPDIR": str(folder), "PYTEST_DEBUG_TEMPROOT": str(tmp_path)}
    assert tempfile.tempdir is None
    (folder / "left").write_text("a file that a test left", encoding="utf-8")
    remove()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", NAMED_BY)
def test_a_place_that_was_named_is_kept(name: str, tmp_path: Path) -> None:
    environment = {name: "/somewhere"}
    put_into_memory(environment, memory=tmp_path, room=0)()
    assert environment == {name: "/somewhere"}


@pytest.mark.parametrize(("folder", "room"), [(".", 2**60), ("missing", 0)])
def test_without_room_they_stay_where_they_were(folder: str, room: int, tmp_path: Path) -> None:
    environment: dict[str, str] = {}
    put_into_memory(environment, memory=tmp_path / folder, room=room)()
    assert environment == {}


def test_memory_is_counted_in_bytes(tmp_path: Path) -> None:
    counts = tmp_path / "meminfo"
    counts.write_text("MemTotal: 9000 kB\nMemFree: 10 kB\nMemAvailable:   3 kB\n", encoding="ascii")
    assert free_memory(counts) == 3072
    assert free_memory(tmp_path / "missing") == 0
