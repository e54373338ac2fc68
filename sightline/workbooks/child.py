"""The process that reads one workbook, table or return: `python -m sightline.workbooks.child LIMITS RETURNS`, as JSON.

The workbook is standard input, a file. The rows go to standard output, a file too: one JSON list a line, then an index
and its length. The limits hold before the first byte is read. Nothing is written anywhere else: the text of an error
may hold what was being read.
"""

import errno
import json
import os
import resource
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from io import BytesIO
from typing import IO, Any
from xml.parsers import expat

from sightline.workbooks.archive import Archive
from sightline.workbooks.contents import SheetPart, read_contents
from sightline.workbooks.documents.chronology_sheets import ChronologySheet
from sightline.workbooks.documents.parts import ReadDocument
from sightline.workbooks.documents.tables import CHRONOLOGY, hash_document, list_sheets
from sightline.workbooks.documents.word import is_word_file, read_word
from sightline.workbooks.kinds import FileKind, find_kind
from sightline.workbooks.limits import WorkbookLimits
from sightline.workbooks.record_tables import read_json_lines, read_parquet
from sightline.workbooks.refusals import TOO_BIG, UNREADABLE, Refusal
from sightline.workbooks.row_counter import Emit, SheetEnd
from sightline.workbooks.row_notes import RowNotes, read_comments, read_struck
from sightline.workbooks.sheets import Book, SheetHandlers
from sightline.workbooks.texts import read_strings
from sightline.workbooks.values import read_styles

PDF_SECONDS = 120  # a page takes a fiftieth of a second
HELLO = b'"reading"\n'
DONE, FAILED, OUT_OF_MEMORY, DISK_FULL = 0, 1, 4, 5
CHECK_PARENT_EVERY, PORTION, BINARY_WORKBOOK = 10_000, 1 << 18, "xl/workbook.bin"
REST = "(the rest of the file)"
DAMAGED = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, ValueError, KeyError, IndexError, NotImplementedError,
    RuntimeError, RecursionError,
)  # fmt: skip


class Output:
    """Where rows go: it counts what it writes, and stops where its parent is gone."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream, self._most = stream, most
        self._parent, self._lines = os.getppid(), 0
        self.at = 0

    def write(self, data: bytes) -> None:
        """Write bytes; Refusal beyond the limit."""
        self.at += len(data)
        if self.at > self._most:
            raise Refusal(TOO_BIG, self._most)
        self._stream.write(data)

    def emit(self, line: list[int | str]) -> None:
        """Write one row."""
        self.write(self.line_of(line))

    def line_of(self, line: list[int | str]) -> bytes:
        """One row as it is written."""
        self._lines += 1
        if self._lines % CHECK_PARENT_EVERY == 0 and os.getppid() != self._parent:
            raise SystemExit(FAILED)
        return json.dumps(line, separators=(",", ":")).encode("ascii") + b"\n"

    def finish(self, index: dict[str, Any]) -> None:
        """Write the index and its length, so that the parent finds it from the end."""
        data = json.dumps(index).encode("ascii")
        self._stream.write(data + len(data).to_bytes(8, "big"))
        self._stream.flush()


class Portions:
    """The rows of one of several tables that are read together: written portion by portion."""

    def __init__(self, output: Output) -> None:
        self._output, self._waiting, self._size = output, list[bytes](), 0
        self.pieces: list[tuple[int, int]] = []

    def emit(self, line: list[int | str]) -> None:
        """Take one row."""
        self._waiting.append(self._output.line_of(line))
        self._size += len(self._waiting[-1])
        if self._size > PORTION:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if not self._waiting:
            return
        begins = self._output.at
        self._output.write(b"".join(self._waiting))
        self.pieces.append((begins, self._output.at))
        self._waiting, self._size = [], 0


@dataclass(frozen=True, slots=True)
class _Reading:
    """A sheet that is read: its file, where its rows go, and its number in the workbook."""

    stream: IO[bytes]
    output: Output
    number: int


def main() -> int:
    """Read, and return the exit code."""
    limits = WorkbookLimits(**json.loads(sys.argv[1]))
    set_limits(limits)
    stream = os.fdopen(1, "wb", buffering=1 << 20, closefd=False)
    stream.write(HELLO)
    stream.flush()
    output = Output(stream, limits.output_bytes)
    output.at = len(HELLO)
    try:
        index = _read_sheets(output, limits)
        output.finish(index)
    except MemoryError:
        return OUT_OF_MEMORY
    except OSError as error:
        return DISK_FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else FAILED
    return DONE


def set_limits(limits: WorkbookLimits) -> None:
    """Hold this process to the limits from now on."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    room = limits.output_bytes + (64 << 20)  # the index comes after the rows
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))


def _read_sheets(output: Output, limits: WorkbookLimits) -> dict[str, Any]:
    stream = os.fdopen(0, "rb", closefd=False)
    try:
        kind = find_kind(stream)
        if kind in (FileKind.PARQUET, FileKind.JSON_LINES):
            read = read_parquet if kind is FileKind.PARQUET else read_json_lines
            return {"sheets": [_sheet("", output, lambda: read(stream, output.emit, limits))]}
        if kind is FileKind.XML:
            return {"sheets": _tables_of_return(stream, output, limits)}
        if kind is FileKind.E_MAIL:
            return {"sheets": _sheets_of_mail(stream, output, limits)}
        if kind is FileKind.PDF:
            return {"sheets": _sheets_of_pdf(stream, output, limits)}
        if kind is not FileKind.ARCHIVE:
            return {"sheets": _foreign(stream, output, limits)}
        archive = Archive(stream, limits)
        if archive.has(BINARY_WORKBOOK):
            stream.seek(0)
            return {"sheets": _foreign(stream, output, limits)}
        if is_word_file(archive):
            return {"sheets": _sheets_of_document(read_word(archive), stream, output, limits)}
        contents = read_contents(archive, limits)
        book = Book(read_strings(archive, contents.strings, limits), read_styles(archive, contents.styles),
                    contents.from_1904, limits)  # fmt: skip
        struck = read_struck(archive, contents.styles)
        return {
            "sheets": [
                _own_sheet(archive, book, struck, _Reading(stream, output, number), each)
                for number, each in enumerate(contents.sheets, start=1)
            ]
        }
    except Refusal as refusal:
        return {"refused": refusal.code, "limit": refusal.limit}
    except DAMAGED:
        return {"refused": UNREADABLE, "limit": 0}


def _tables_of_return(stream: IO[bytes], output: Output, limits: WorkbookLimits) -> list[dict[str, Any]]:
    from sightline.workbooks.return_shapes import read_shapes  # here: a workbook is read without them
    from sightline.workbooks.return_tables import read_return

    made: list[Portions] = []

    def open_table() -> Emit:
        made.append(Portions(output))
        return made[-1].emit

    tables, stopped = read_return(stream, read_shapes(json.loads(sys.argv[2])), open_table, limits)
    for portions in made:
        portions.flush()
    sheets = [
        {"name": name, "pieces": portions.pieces, **asdict(end)}
        for (name, end), portions in zip(tables, made, strict=True)
        if end
    ]
    rest = [{"name": REST, "refused": stopped.code, "limit": stopped.limit}] if stopped else []
    return [*sheets, *rest]


def _sheets_of_mail(stream: IO[bytes], output: Output, limits: WorkbookLimits) -> list[dict[str, Any]]:
    """Its sheets. It is the same document whether or not its files are still in it."""
    from sightline.workbooks.documents.mail import read_bytes, read_mail  # here: a workbook is read without it
    from sightline.workbooks.documents.mail_parts import split_mail

    data = read_bytes(stream)
    text, _ = split_mail(data)
    return _sheets_of_document(read_mail(data), BytesIO(text), output, limits)


def _sheets_of_pdf(stream: IO[bytes], output: Output, limits: WorkbookLimits) -> list[dict[str, Any]]:
    seconds = min(PDF_SECONDS, limits.cpu_seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, limits.cpu_seconds + 1))
    from sightline.workbooks.documents.pdf import read_pdf  # here: nothing else needs its library

    return _sheets_of_document(read_pdf(stream), stream, output, limits)


def _sheets_of_document(
    document: ReadDocument, stream: IO[bytes], output: Output, limits: WorkbookLimits
) -> list[dict[str, Any]]:
    return [
        {"name": name, "refused": read.code, "limit": read.limit}
        if isinstance(read, Refusal)
        else _sheet(name, output, read)
        for name, read in list_sheets(document, stream, output.emit, limits)
    ]


def _foreign(stream: IO[bytes], output: Output, limits: WorkbookLimits) -> list[dict[str, Any]]:
    from sightline.workbooks.foreign_books import ForeignBook  # here: an .xlsx is read without it

    book = ForeignBook(stream, limits)
    return [
        _workbook_sheet(name, _Reading(stream, output, number), limits, partial(book.read, name))
        for number, name in enumerate(book.names, start=1)
    ]


def _own_sheet(
    archive: Archive, book: Book, struck: frozenset[int], reading: _Reading, sheet: SheetPart
) -> dict[str, Any]:
    made: list[SheetHandlers] = []

    def read(emit: Emit) -> SheetEnd:
        comments = read_comments(archive, sheet.comments, book.limits)
        notes = RowNotes(struck, comments, is_sheet_hidden=sheet.is_hidden)
        archive.parse(sheet.part, lambda parser: made.append(SheetHandlers(parser, book, emit, notes)))
        return made[0].finish()

    return _workbook_sheet(sheet.name, reading, book.limits, read)


def _workbook_sheet(
    name: str, reading: _Reading, limits: WorkbookLimits, read: Callable[[Emit], SheetEnd]
) -> dict[str, Any]:
    """A sheet of a workbook: as it is, or the entries of a chronology."""
    made = ChronologySheet(
        reading.output.emit, limits, number=reading.number, reference=lambda: hash_document(reading.stream)
    )
    said = _sheet(name, reading.output, lambda: made.finish(read(made.take)))
    return said | {"name": f"{name}: {CHRONOLOGY}"} if made.is_chronology else said


def _sheet(name: str, output: Output, read: Callable[[], SheetEnd]) -> dict[str, Any]:
    """Write one sheet's rows; where its size is refused, the next sheet is read none the less."""
    begins = output.at
    try:
        end = read()
    except Refusal as refusal:
        if refusal.code == TOO_BIG:
            raise
        return {"name": name, "refused": refusal.code, "limit": refusal.limit}
    return {"name": name, "pieces": [(begins, output.at)], **asdict(end)}


if __name__ == "__main__":
    code = main()
    os._exit(code)  # at once: nothing is left to clean up, and a full memory would fail in doing so
