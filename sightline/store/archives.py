"""The files in a zip archive that an agency sends: listed within bounds, and each read as a stream.

What an archive says of its sizes is not trusted: no more is unpacked of a file than it declares, and that is bounded.
"""

import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sightline.model.errors import BadInput

ENDING, CHUNK = ".zip", 1 << 20
WORKBOOK, OPEN_DOCUMENT = "[content_types].xml", "mimetype"
ENCRYPTED = 0x1
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class ArchiveBounds:
    """How many files one archive may have, and how many bytes all of them."""

    files: int = 1_000
    bytes: int = 4 << 30


def list_members(path: Path, *, bounds: ArchiveBounds) -> list[str] | None:
    """The names of the files in an archive, in order; None where it is damaged, or a workbook or document.

    BadInput where it has more files, or more bytes, than the bounds.
    """
    try:
        with _opened(path) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
    except DAMAGED:
        return None
    if not {one.filename.lower() for one in entries}.isdisjoint((WORKBOOK, OPEN_DOCUMENT)):
        return None
    if len(entries) > bounds.files:
        raise _too_much(f"The archive has more than {bounds.files:,} files.", "archive_too_many")
    if sum(one.file_size for one in entries) > bounds.bytes:
        raise _too_much(f"The archive unpacks to more than {bounds.bytes:,} bytes.", "archive_too_big")
    return sorted({one.filename for one in entries})


def member_size(handle: int, member: str) -> int:
    """How many bytes a file in an archive has, unpacked; BadInput where it is not there."""
    with _reading(handle) as archive:
        return _entry(archive, member).file_size


def read_member(handle: int, member: str) -> Iterator[bytes]:
    """Its bytes, in portions; BadInput where it is damaged or has a password."""
    with _reading(handle) as archive, archive.open(_entry(archive, member)) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


@contextmanager
def _reading(handle: int) -> Iterator[zipfile.ZipFile]:
    try:
        with os.fdopen(os.dup(handle), "rb") as stream, zipfile.ZipFile(stream) as archive:
            yield archive
    except DAMAGED as error:
        raise BadInput(
            "This file of the archive is damaged.",
            code="archive_damaged",
            what_to_do="Ask the agency to send it again.",
        ) from error


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as stream, zipfile.ZipFile(stream) as archive:
        yield archive


def _entry(archive: zipfile.ZipFile, member: str) -> zipfile.ZipInfo:
    found = next((one for one in archive.infolist() if one.filename == member), None)
    if found is None:
        raise BadInput(
            "The file is not in the archive any more.", code="not_in_archive", what_to_do="Check the archive."
        )
    if found.flag_bits & ENCRYPTED:
        raise BadInput(
            "The archive has a password.",
            code="archive_protected",
            what_to_do="Unpack it with its password, and import what was in it.",
        )
    return found


def _too_much(what: str, code: str) -> BadInput:
    return BadInput(what, code=code, what_to_do="Unpack it, and import what was in it in parts.")
