"""Files that are too long, too wide, endless, no files at all, or change while they are read: each refused in words."""

import os
from pathlib import Path

import pytest
from support.books import cell, row, write_book
from support.exports import Tables, headings, new_workspace, take, write_export

from sightline import ingest
from sightline.ingest import limits as limits_module
from sightline.model.errors import BadInput, Usage
from sightline.store import Workspace, arrivals

COMPLAINT = {"Complaint No": "C1", "Received Date": "05/03/2024"}
HEAD = ",".join(headings("housing_complaints"))
GOOD = "C1,05/03/2024" + "," * 12


@pytest.fixture
def room(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


def bounded(room: Workspace, **limits: int) -> None:
    lines = "".join(f"{name} = {value}\n" for name, value in limits.items())
    (room.root / "sightline.toml").write_text(f"[ingest]\n{lines}")


def rejects(room: Workspace) -> list[tuple[int, str]]:
    return Tables(room).ask("SELECT source_row, code FROM reject ORDER BY 1")


def csv_of(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "complaints.csv"
    path.write_text("\n".join(lines))
    return path


@pytest.mark.parametrize(
    "line", ['C2,05/03/2024,"' + "x" * 5_000, 'C2,05/03/2024,"' + "x\n" * 5_000, "x" * 5_000, ",".join('"a\nb"' for _ in range(1_000))]
)  # fmt: skip
def test_a_row_without_end_is_rejected_and_the_rows_before_it_are_taken(
    room: Workspace, tmp_path: Path, line: str
) -> None:
    bounded(room, csv_row_characters=3_000)
    receipt = take(room, csv_of(tmp_path, HEAD, GOOD, line))
    assert (receipt.rows_taken, receipt.rows_rejected) == (1, 1)
    assert rejects(room) == [(2, "row_too_long")]


def test_a_file_that_begins_with_a_row_without_end_or_too_many_columns(room: Workspace, tmp_path: Path) -> None:
    bounded(room, csv_row_characters=3_000, csv_columns=50)
    for batch, line in enumerate(("x" * 5_000, ",".join("abc" for _ in range(60))), start=1):
        path = tmp_path / f"{batch}.csv"
        path.write_text(line)
        assert take(room, path, batch=batch).mapping == ""
    assert [code for _, code in rejects(room)] == ["too_many_columns"] * 2


def test_a_file_of_too_many_rows_is_refused_whole(room: Workspace, tmp_path: Path) -> None:
    bounded(room, csv_rows=3)
    receipt = take(
        room, csv_of(tmp_path, HEAD, GOOD, GOOD.replace("C1", "C2"), GOOD.replace("C1", "C3"), GOOD.replace("C1", "C4"))
    )
    assert (receipt.rows_read, receipt.mapping) == (0, "")
    assert rejects(room) == [(0, "too_many_rows")]


def test_a_sheet_beyond_the_bounds_has_a_receipt_that_names_it(room: Workspace, tmp_path: Path) -> None:
    path = write_book(tmp_path / "m.xlsx", [row(1, cell("XFD1", "x"))], [row(1, cell("A1", "x"), cell("B1", "y"))])
    receipts = ingest.take_file(workspace=room, path=path, batch=1, received_at="2026-11-20T09:00:00Z")
    assert [(receipt.sheet, receipt.mapping) for receipt in receipts] == [("S1", ""), ("S2", "")]
    found = Tables(room).ask("SELECT sheet, code, reason FROM reject ORDER BY 1")
    assert [line[:2] for line in found] == [("S1", "sheet_too_wide"), ("S2", "no_mapping")]
    assert found[0][2] == "A cell of the sheet is to the right of column 1,024."


def test_a_workbook_that_its_process_cannot_read_within_limits(room: Workspace, tmp_path: Path) -> None:
    bounded(room, workbook_memory_bytes=30 << 20)
    strings = "".join(f"<si><t>{n}{'x' * 1_000_000}</t></si>" for n in range(10))
    path = write_book(tmp_path / "m.xlsx", [row(1, cell("A1", "x"))], strings=strings)
    (receipt,) = ingest.take_file(workspace=room, path=path, batch=1, received_at="2026-11-20T09:00:00Z")
    assert receipt.mapping == ""
    assert rejects(room) == [(0, "beyond_limits")]


def test_a_file_of_too_many_bytes_is_not_taken(room: Workspace, tmp_path: Path) -> None:
    bounded(room, file_bytes=100)
    with pytest.raises(BadInput, match="more than 100 bytes"):
        take(room, write_export(tmp_path / "c.csv", "housing_complaints", COMPLAINT))
    assert list(room.received.iterdir()) == []


def made(tmp_path: Path, kind: str) -> Path:
    """Something with the name of a file that is none."""
    path = tmp_path / "thing.csv"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        return Path("/dev/zero")
    else:
        (tmp_path / "target").write_text(HEAD)
        path.symlink_to(tmp_path / ("target" if kind == "link" else "nowhere"))
    return path


@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "link", "dead link"])
def test_what_is_no_ordinary_file_is_refused_without_being_read(room: Workspace, tmp_path: Path, kind: str) -> None:
    with pytest.raises(BadInput) as error:
        take(room, made(tmp_path, kind))
    assert error.value.code == "not_a_file"
    assert list(room.received.iterdir()) == []


def test_a_file_that_changes_while_it_is_read_is_not_taken(
    room: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_export(tmp_path / "c.csv", "housing_complaints", COMPLAINT)
    read = os.read

    def read_and_grow(handle: int, size: int) -> bytes:
        data = read(handle, size)
        if data:
            with path.open("a") as stream:
                stream.write("more\n" if path.stat().st_size < 2_000 else "")
        return data

    monkeypatch.setattr(arrivals.os, "read", read_and_grow)
    with pytest.raises(BadInput) as error:
        take(room, path)
    assert error.value.code == "file_changed"
    assert list(room.received.iterdir()) == []


def test_a_name_of_any_bytes_is_kept_as_text(room: Workspace, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xe9\x1b[2J.csv")
    write_export(tmp_path / "c.csv", "housing_complaints", COMPLAINT).rename(path)
    assert take(room, path).source_file == "\ufffd\ufffd[2J.csv"


@pytest.mark.parametrize(
    "line", ["[ingest]\nno_such = 1", "[ingest]\nfile_bytes = 0", '[ingest]\nfile_bytes = "1"', "ingest = 1"]
)
def test_settings_that_cannot_stand_are_said(room: Workspace, line: str) -> None:
    (room.root / "sightline.toml").write_text(line)
    with pytest.raises(Usage) as error:
        limits_module.read_limits(room)
    assert error.value.code == "bad_settings"
    assert error.value.where == "sightline.toml, [ingest]"
