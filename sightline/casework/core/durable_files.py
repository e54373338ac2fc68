"""Copies files into a backup: bytes and SHA-256 in one reading, and no copy that a power cut could take away."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sightline.store.files import CHUNK

OWNER_ONLY_FILE, OWNER_ONLY_FOLDER = 0o600, 0o700


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """One file of a backup."""

    sha256: str
    size: int


def copy_file(source: Path, target: Path, *, size: int | None = None) -> CopiedFile:
    """Copy one file, readable by its owner alone; with `size` no more of it than that."""
    with source.open("rb") as stream:
        return copy_stream(stream, target, most=size)


def copy_stream(source: BinaryIO, target: Path, *, most: int | None = None) -> CopiedFile:
    """Copy what is left of an open file; with `most` no more than so many bytes."""
    make_folder(target.parent)
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE), "wb") as written:
        while chunk := source.read(CHUNK if most is None else min(CHUNK, most - size)):
            digest.update(chunk)
            size += len(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    return CopiedFile(digest.hexdigest(), size)


def read_file(path: Path, *, keys: Sequence[bytes] = ()) -> tuple[CopiedFile, bool]:
    """A file's SHA-256 and size, and whether one of the keys is written in it."""
    digest, size, found, tail = hashlib.sha256(), 0, False, b""
    overlap = max(map(len, keys), default=1) - 1
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            looked_at = tail + chunk
            found = found or any(key in looked_at for key in keys)
            tail = looked_at[-overlap:] if overlap else b""
    return CopiedFile(digest.hexdigest(), size), found


def make_folder(folder: Path) -> None:
    """A folder that its owner alone may open, and those above it."""
    folder.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)


def write_secret(path: Path, content: bytes) -> None:
    """Write a file whole that its owner alone may ever read, replacing what was there."""
    partial = path.with_name(f"{path.name}.partial")
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    partial.rename(path)
    sync_folder(path.parent)


def give_secret_once(path: Path, content: bytes) -> None:
    """The same, but what is there stays: of several that begin at once, all find what the first one wrote."""
    written = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    write_secret(written, content)
    try:
        with suppress(FileExistsError):
            path.hardlink_to(written)
    finally:
        written.unlink()


def sync_folder(folder: Path) -> None:
    """Make a folder's names survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def rename_whole(partial: Path, target: Path) -> None:
    """Give a finished folder its name; the target may be there as an empty folder."""
    for folder in [partial, *(path for path in partial.rglob("*") if path.is_dir())]:
        sync_folder(folder)
    partial.rename(target)
    sync_folder(target.parent)


def begin_partial(target: Path) -> Path:
    """An empty folder beside the target, without what an interrupted command left there."""
    partial = target.with_name(f"{target.name}.partial")
    if partial.exists():
        shutil.rmtree(partial)
    make_folder(partial)
    return partial


def is_free(folder: Path) -> bool:
    """Whether nothing is there, or an empty folder."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
