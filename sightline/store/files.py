"""Writing whole or not at all: `.partial`, fsync, rename. A reader never sees half a file or half a directory."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHUNK = 1 << 20
BEING_WRITTEN = ".partial"  # behind the name of what is not whole yet


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def fsync(path: Path) -> None:
    """Make a file's bytes, or a directory's names, survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def whole_directory(target: Path) -> Iterator[Path]:
    """Give a `.partial` directory to fill; on success it is synced and renamed to `target`, which must not exist."""
    partial = target.with_name(target.name + BEING_WRITTEN)
    if partial.exists():
        shutil.rmtree(partial)
    partial.mkdir(parents=True)
    try:
        yield partial
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    for path in sorted(partial.rglob("*")):
        fsync(path)
    fsync(partial)
    partial.rename(target)
    fsync(target.parent)


def write_whole(target: Path, text: str) -> None:
    """Write a small text file whole, replacing what stood there."""
    partial = target.with_name(target.name + BEING_WRITTEN)
    partial.write_text(text, encoding="utf-8")
    fsync(partial)
    partial.rename(target)
    fsync(target.parent)
