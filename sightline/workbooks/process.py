"""Starts the child process that reads a workbook, waits for it within limits, and gives back its rows.

The rows are in a file without a name, which is gone with this process however it ends; a sheet can be read from it
again and again without being held in memory.
"""

import errno
import io
import json
import os
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from sightline.model.errors import OurFault
from sightline.workbooks.child import DISK_FULL, DONE, FAILED, HELLO
from sightline.workbooks.limits import WorkbookLimits
from sightline.workbooks.refusals import BEYOND_LIMITS, UNREADABLE, Refusal
from sightline.workbooks.return_shapes import ReturnShape

PACKAGES = Path(__file__).parents[2]
FOOTER, BIGGEST_INDEX = 8, 64 << 20
KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "SYSTEMROOT")


class Spool:
    """A file without a name: it is gone once nobody holds it, or the process ends."""

    def __init__(self, folder: Path) -> None:
        with tempfile.TemporaryFile(dir=folder) as made:
            self.handle = os.dup(made.fileno())
        weakref.finalize(self, os.close, self.handle)


@dataclass(frozen=True, slots=True)
class SpooledSheet:
    """One sheet that was read: between which bytes of the file its rows are, or why it is not read."""

    name: str
    spool: Spool = field(repr=False, compare=False)
    pieces: tuple[tuple[int, int], ...] = ()
    width: int = 0
    noted: int = 0
    merges: tuple[tuple[int, int, int], ...] = ()
    refusal: Refusal | None = field(default=None, compare=False)

    def rows(self) -> Iterator[list[str]]:
        """Every row from the first, each as wide as the sheet; an empty list stands for an empty row.

        Where rows have notes, each row is one cell wider, and its last one is the note.
        What is merged downwards in one column is in each filled row of the merged range.
        """
        merged = _Merged(self.merges)
        number = 0
        for line in chain.from_iterable(_lines(self.spool, begins, ends) for begins, ends in self.pieces):
            gap, *cells = json.loads(line)
            for _ in range(gap):
                yield []
            number += gap + 1
            row = [""] * (self.width + bool(self.noted))
            for place in range(0, len(cells), 2):
                row[cells[place] - 1] = cells[place + 1]  # a note has place 0, and stands last
            merged.fill(row, number)
            yield row


def _lines(spool: Spool, begins: int, ends: int) -> Iterable[bytes]:
    return io.BufferedReader(_Range(spool, begins, ends), 1 << 18)


class _Range(io.RawIOBase):
    """Some bytes of a file that others read at the same time: it has a place of its own."""

    def __init__(self, spool: Spool, begins: int, ends: int) -> None:
        self._spool, self._at, self._ends = spool, begins, ends

    def readable(self) -> bool:
        """It can."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read on."""
        data = os.pread(self._spool.handle, min(len(buffer), self._ends - self._at), self._at)
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


class _Merged:
    """Carries the value of cells merged downwards to the filled rows below."""

    def __init__(self, merges: tuple[tuple[int, int, int], ...]) -> None:
        self._begin = {(top, column): bottom for column, top, bottom in merges}
        self._tops = {top for _, top, _ in merges}
        self._open: dict[int, tuple[int, str]] = {}

    def fill(self, row: list[str], number: int) -> None:
        """Fill one row, and note what begins in it."""
        for column, (bottom, text) in list(self._open.items()):
            if number > bottom:
                del self._open[column]
            else:
                row[column - 1] = text
        if number in self._tops:
            for column, text in enumerate(row, start=1):
                if text and (number, column) in self._begin:
                    self._open[column] = (self._begin[number, column], text)


def _sheet(said: dict[str, Any], spool: Spool) -> SpooledSheet:
    if "refused" in said:
        return SpooledSheet(said["name"], spool, refusal=Refusal(said["refused"], said["limit"]))
    merges = tuple((column, top, bottom) for column, top, bottom in said["merges"] if column <= said["width"])
    pieces = tuple((begins, ends) for begins, ends in said["pieces"])
    return SpooledSheet(said["name"], spool, pieces, said["width"], said["noted"], merges)


def read_workbook(
    path: Path, *, limits: WorkbookLimits, folder: Path, returns: Sequence[ReturnShape] = ()
) -> list[SpooledSheet]:
    """Read a workbook in a child process; `folder` is where the rows are kept without a name while a sheet is held.

    `returns` are the shapes of XML that are known; each of their tables is a sheet.
    Refusal where it is not read, OSError where the disk is full, OurFault where the child process does not start.
    """
    spool = Spool(folder)
    ended = _run(path, spool, limits, returns)
    if ended == DISK_FULL:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if ended > DONE and os.pread(spool.handle, len(HELLO), 0) != HELLO:
        raise OurFault(
            "The process that reads workbooks does not start.",
            code="reader_not_started",
            what_to_do=(
                "Check that the machine has free memory, or install Sightline again. Then run the command again."
            ),
        )
    if ended == FAILED:
        raise Refusal(UNREADABLE)
    if ended != DONE:
        raise Refusal(BEYOND_LIMITS)
    index = _read_index(spool.handle)
    if "refused" in index:
        raise Refusal(index["refused"], index["limit"])
    return [_sheet(each, spool) for each in index["sheets"]]


def _run(path: Path, spool: Spool, limits: WorkbookLimits, returns: Sequence[ReturnShape]) -> int:
    shapes = json.dumps([asdict(one) for one in returns])
    return run_child("child", path, spool.handle, limits, shapes)


def run_child(module: str, path: Path, into: int, limits: WorkbookLimits, *said: str) -> int:
    """Run a module of ours on a file to its end, or to the limit of time; its exit code, below 0 by a signal."""
    command = [sys.executable, "-P", "-m", f"sightline.workbooks.{module}", json.dumps(asdict(limits)), *said]
    environment = {name: value for name in KEPT_VARIABLES if (value := os.environ.get(name))}
    with path.open("rb") as stream:
        child = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=stream, stdout=into, stderr=subprocess.DEVNULL, close_fds=True,
            env={**environment, "PYTHONPATH": str(PACKAGES), "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
        try:
            return child.wait(timeout=limits.wall_seconds)
        except subprocess.TimeoutExpired:
            return -1
        finally:
            child.kill()
            child.wait()


def _read_index(file: int) -> dict[str, Any]:
    size = os.fstat(file).st_size
    length = int.from_bytes(os.pread(file, FOOTER, size - FOOTER), "big")
    if not 0 < length <= min(BIGGEST_INDEX, size - FOOTER):
        raise Refusal(BEYOND_LIMITS)
    index: dict[str, Any] = json.loads(os.pread(file, length, size - FOOTER - length))
    return index
