"""Cuts rows out of a received file: every other line of a CSV stays as it came; of a workbook its cells stay, as text.

A row is known by what its cells say, so the same row sent twice goes twice. Where a row that must go is not found in
the file, none of its bytes are kept.
"""

import codecs
import csv
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from os import devnull
from pathlib import Path
from typing import IO

from sightline.ingest.limits import Limits
from sightline.ingest.rows.telling_cells import names_erased
from sightline.ingest.sheets.csv_rows import RowTooLong
from sightline.ingest.sheets.encodings import find_encoding
from sightline.ingest.sheets.reader import find_delimiter, kind_of, read_sheets
from sightline.ingest.wording import Cells, plain_cells
from sightline.model.errors import BadInput
from sightline.store.erasures import ErasureRegister
from sightline.store.files import BEING_WRITTEN, fsync, sha256_of, write_whole
from sightline.store.received_files import cut_path, drop_bytes_replaced, find_cut
from sightline.store.workspace import Workspace
from sightline.workbooks.kinds import IN_A_PROCESS

SHEET = "Sheet"


@dataclass(frozen=True, slots=True)
class RowsToCut:
    """What rows say that must go, and of each row that a file surely has the ways in which it may be written.

    Rows that nobody could import go where they name the same: `register` has what is being erased.
    """

    cells: frozenset[Cells] = field(repr=False)
    surely: tuple[frozenset[Cells], ...] = field(default=(), repr=False)
    register: ErasureRegister = field(default_factory=ErasureRegister, repr=False)

    def goes(self, row: Sequence[str]) -> bool:
        """Whether a row must go."""
        return plain_cells(row) in self.cells or names_erased(row, self.register)

    def are_found(self, found: Collection[Cells]) -> bool:
        """Whether each row that the file surely has was among these."""
        return all(not ways.isdisjoint(found) for ways in self.surely)


def cells_of_original(original: str) -> Cells:
    """What a stored row says, from the text that is kept of it."""
    return plain_cells(json.loads(original).values())


def cut_received(
    workspace: Workspace, *, file_sha: str, rows: RowsToCut, limits: Limits, for_erasure: str = ""
) -> bool:
    """Keep a received file without these rows; whether each was found. Else nothing of the file's bytes is kept.

    A file of which rows were cut before is cut again, save for one erasure: that finds its rows once.
    """
    before = find_cut(workspace, file_sha)
    source = before or workspace.received / file_sha
    is_done = before is not None and (before.stat().st_size == 0 or _was_cut(workspace, before, for_erasure))
    if not source.is_file() or is_done:
        drop_bytes_replaced(workspace, file_sha=file_sha)
        return True
    partial = workspace.received / f"{file_sha}{BEING_WRITTEN}"
    is_whole = cut_into(source, partial, rows=rows, limits=limits, folder=workspace.batches)
    partial.chmod(0o600)
    fsync(partial)
    target = cut_path(workspace, file_sha, left_sha=sha256_of(partial))
    if for_erasure:
        write_whole(_last_cut(workspace), json.dumps({"file": target.name, "erasure": for_erasure}))
    partial.rename(target)
    if before and before != target:
        before.unlink()
    drop_bytes_replaced(workspace, file_sha=file_sha)
    fsync(workspace.received)
    return is_whole


def cut_into(source: Path, target: Path, *, rows: RowsToCut, limits: Limits, folder: Path) -> bool:
    """Write a file without these rows; whether each was found. Else nothing of its bytes is written."""
    try:
        is_whole = rows.are_found(_write_without(source, target, rows, limits, folder))
    except (BadInput, RowTooLong, csv.Error, UnicodeError):
        is_whole = False
    if not is_whole:
        target.write_bytes(b"")
    return is_whole


def find_each(workspace: Workspace, *, file_sha: str, rows: RowsToCut, limits: Limits) -> bool:
    """Whether a received file has each of these rows, so that its other bytes are kept. Nothing is written."""
    source = find_cut(workspace, file_sha) or workspace.received / file_sha
    if not source.is_file() or source.stat().st_size == 0:
        return True
    return has_each(source, rows=rows, limits=limits, folder=workspace.batches)


def has_each(source: Path, *, rows: RowsToCut, limits: Limits, folder: Path) -> bool:
    """The same of a file in the clear."""
    try:
        return rows.are_found(_write_without(source, Path(devnull), rows, limits, folder))
    except (BadInput, RowTooLong, csv.Error, UnicodeError):
        return False


def names_in_file(source: Path, *, register: ErasureRegister, limits: Limits, folder: Path) -> bool:
    """Whether a row of a file names what is being erased. A file that cannot be read as rows says that none does."""
    try:
        return any(names_erased(row, register) for sheet in read_sheets(source, limits=limits, folder=folder)
                   for row in sheet.rows())  # fmt: skip
    except (BadInput, RowTooLong, csv.Error, UnicodeError):
        return False


def _last_cut(workspace: Workspace) -> Path:
    """Which file an erasure cut last: where it died before the tables were written, the rows are gone already."""
    return workspace.received / "cut.json"


def _was_cut(workspace: Workspace, cut: Path, for_erasure: str) -> bool:
    """Whether this very erasure cut the file before."""
    try:
        said = json.loads(_last_cut(workspace).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return False
    return bool(for_erasure) and said == {"file": cut.name, "erasure": for_erasure}


def _write_without(source: Path, partial: Path, rows: RowsToCut, limits: Limits, folder: Path) -> set[Cells]:
    if kind_of(source) in IN_A_PROCESS:
        return _keep_cells(source, partial, rows, limits, folder)
    encoding, errors = find_encoding(source)
    with source.open("rb") as stream:
        has_bom = stream.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
    as_it_came = "utf-8" if encoding == "utf-8-sig" and not has_bom else encoding
    delimiter = find_delimiter(source, encoding, errors)
    csv.field_size_limit(limits.csv_row_characters)
    found: set[Cells] = set()
    with (
        source.open(encoding=encoding, errors=errors, newline="") as text,
        partial.open("w", encoding=as_it_came, errors=errors, newline="") as left,
    ):
        lines = _TextAsItCame(text)
        for row in csv.reader(lines, delimiter=delimiter):
            written = lines.take()
            if rows.goes(row):
                found.add(plain_cells(row))
            else:
                left.write(written)
    return found


def _keep_cells(source: Path, partial: Path, rows: RowsToCut, limits: Limits, folder: Path) -> set[Cells]:
    """The cells of a workbook as CSV, each sheet below a line with its name."""
    found: set[Cells] = set()
    with partial.open("w", encoding="utf-8", newline="") as left:
        writer = csv.writer(left)
        for sheet in read_sheets(source, limits=limits, folder=folder):
            writer.writerow([SHEET, sheet.name])
            for row in sheet.rows():
                if rows.goes(row):
                    found.add(plain_cells(row))
                else:
                    writer.writerow(row)
    return found


class _TextAsItCame:
    """The lines of a text, and those that the present row is of."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._given: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline()
        if not line:
            raise StopIteration
        self._given.append(line)
        return line

    def take(self) -> str:
        """The lines given since the last row, as they came."""
        given, self._given = "".join(self._given), []
        return given
