"""Takes in the bytes of a file: only of an ordinary file, up to a bound, and only if it stays the same meanwhile.

Whatever else has a name (a device, a pipe, a link, a folder) is refused without reading from it: it could be endless.
"""

import errno
import hashlib
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from sightline.model.errors import BadInput
from sightline.store.archives import ENDING, member_size, read_member
from sightline.store.files import fsync, sha256_of
from sightline.workbooks.kinds import READ_ENDINGS

CHUNK = 1 << 20
BIGGEST = 4 << 30
BY_NUMBER, MOST_IN_MEMORY = Path("/proc/self/fd"), 256 << 20
ENDINGS = (*READ_ENDINGS, ENDING)
"""What names of files end in that are read."""
LEFT_OUT = "not-for-import.txt"  # a folder within a folder that has it is left out of an import
LEFT_OUT_TEXT = "Sightline imports nothing from this folder when it is told to import the folder above.\n"
TEXT = "text"  # of an e-mail: itself without its files
NOT_THERE = (errno.ENOENT, errno.ENOTDIR)
NOT_READ = (errno.ELOOP, errno.ENXIO, errno.EISDIR, errno.ENODEV)


@dataclass(frozen=True, slots=True)
class Arriving:
    """A file that is to be imported, one in an archive, or one attached to an e-mail.

    `attached` is the number of a file of an e-mail, `1.2` of an e-mail within it, and `attached_as` its name there.
    `text` is the e-mail without its files.
    """

    path: Path
    member: str = ""
    attached: str = ""
    attached_as: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """What it is called, as text."""
        whole = name_in_text(self.path)
        if self.member:
            whole = f"{name_in_text(Path(self.member))} in {whole}"
        if self.attached in ("", TEXT):
            return whole
        places = " of ".join(f"attachment {number}" for number in reversed(self.attached.split(".")))
        return f"{places} of {whole}" + (f": {name_in_text(Path(self.attached_as))}" if self.attached_as else "")


def keep_file(*, source: Path, folder: Path, member: str = "", biggest: int = BIGGEST) -> str:
    """Copy a file, or one of an archive, into `folder` under its SHA-256, which is returned.

    BadInput where it is not taken.
    """
    handle = _open(source)
    partial = folder / f"{secrets.token_hex(16)}.partial"
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            digest = _copy(handle, member, stream, biggest)
        target = folder / digest
        if not target.exists() or sha256_of(target) != digest:  # or it was damaged since, and here it is again
            fsync(partial)
            partial.rename(target)
            fsync(folder)
    finally:
        os.close(handle)
        partial.unlink(missing_ok=True)
    return digest


@dataclass(frozen=True, slots=True)
class NamelessCopy:
    """The bytes of a file where no folder names them, and their SHA-256."""

    path: Path
    sha256: str

    def keep(self, folder: Path) -> None:
        """Keep them in `folder` after all, under their SHA-256."""
        partial, target = folder / f"{secrets.token_hex(16)}.partial", folder / self.sha256
        if target.exists() and sha256_of(target) == self.sha256:
            return
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream, self.path.open("rb") as copied:
            shutil.copyfileobj(copied, stream, CHUNK)
        fsync(partial)
        partial.rename(target)
        fsync(folder)


@contextmanager
def nameless_copy(*, source: Path, folder: Path, member: str = "", biggest: int = BIGGEST) -> Iterator[NamelessCopy]:
    """Copy a file where nothing of it stays, however this process ends. BadInput where it is not taken.

    It is in memory up to `MOST_IN_MEMORY` bytes, and else in `folder` without a name. Where the system shows no open
    file by its number, it has a name in `folder` that a later import removes.
    """
    handle = _open(source)
    try:
        size = member_size(handle, member) if member else os.fstat(handle).st_size
        with _open_nameless(size, folder) as stream:
            digest = _copy(handle, member, stream, biggest)
            stream.flush()
            yield NamelessCopy(_path_of(stream), digest)
    finally:
        os.close(handle)


@contextmanager
def nameless_file(folder: Path, *, size: int) -> Iterator[Path]:
    """A place to write about so many bytes, of which nothing stays."""
    with _open_nameless(size, folder) as stream:
        yield _path_of(stream)


def _open_nameless(size: int, folder: Path) -> IO[bytes]:
    if not BY_NUMBER.is_dir():
        return tempfile.NamedTemporaryFile(dir=folder, suffix=".partial")
    if size <= MOST_IN_MEMORY and hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("received"), "w+b")
    return tempfile.TemporaryFile(dir=folder)


def _path_of(stream: IO[bytes]) -> Path:
    return BY_NUMBER / str(stream.fileno()) if BY_NUMBER.is_dir() else Path(stream.name)


def name_in_text(source: Path) -> str:
    """The base name of a file as text that can be kept and shown, whatever bytes it is made of."""
    name = os.fsencode(source.name).decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)


def _open(source: Path) -> int:
    try:
        return os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise _not_opened(error) from error


def _copy(handle: int, member: str, target: IO[bytes], biggest: int) -> str:
    """Copy and hash in one reading, so that the name is that of the very bytes that are kept."""
    before = os.fstat(handle)
    _check_kind(before)
    if not member and before.st_size > biggest:
        raise _too_big(biggest)
    digest, copied = hashlib.sha256(), 0
    for chunk in read_member(handle, member) if member else _read_on(handle):
        copied += len(chunk)
        if copied > biggest:
            raise _too_big(biggest)
        digest.update(chunk)
        target.write(chunk)
    after = os.fstat(handle)
    is_short = not member and copied != before.st_size
    if is_short or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise BadInput(
            "The file changed while it was being read.",
            code="file_changed",
            what_to_do="Wait until it is completely written, then import it again.",
        )
    return digest.hexdigest()


def _read_on(handle: int) -> Iterator[bytes]:
    while chunk := os.read(handle, CHUNK):
        yield chunk


def _check_kind(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise _not_ordinary()


def _not_opened(error: OSError) -> BadInput:
    if error.errno in NOT_THERE:
        return BadInput("The file is not there any more.", code="file_gone", what_to_do="Check the path.")
    if error.errno in NOT_READ:
        return _not_ordinary()
    return BadInput(
        "The file cannot be opened.",
        code="file_closed",
        what_to_do="Give the account that runs Sightline permission to read it, then import it again.",
    )


def _not_ordinary() -> BadInput:
    return BadInput(
        "This is not an ordinary file: it is a folder, a link, a device or a pipe.",
        code="not_a_file",
        what_to_do="Copy the file itself to this place, and import that.",
    )


def _too_big(biggest: int) -> BadInput:
    return BadInput(
        f"The file has more than {biggest:,} bytes.",
        code="file_too_big",
        what_to_do="Ask the agency for the extract in parts, or raise file_bytes in sightline.toml.",
    )


def leave_out(folder: Path) -> None:
    """Make the folder, and say in it that an import of the folder above leaves it out."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LEFT_OUT).write_text(LEFT_OUT_TEXT, encoding="utf-8")
