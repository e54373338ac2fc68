"""Whether files are as they were written: snapshots by the hashes in their manifest, received files by their names.

A file is hashed once in a process. It is hashed again where its size, times or place on the disk are not the same: who
can write to the disk can set the time of the last change, but not that of the last change of the entry itself.
"""

import hashlib
import json
from pathlib import Path
from threading import Lock
from typing import Any

from sightline.model.progress import SILENT, Progress

MANIFEST, CHUNK = "manifest.json", 1 << 20
LEFT_BEHIND = ".wal"  # DuckDB would read one into the tables, and a finished snapshot has none
Signature = tuple[int, int, int, int]
Sums = dict[str, dict[str, Any]]
_KNOWN: dict[Path, tuple[Signature, str]] = {}
_SUMS: dict[Path, tuple[Signature, Sums]] = {}
_HASHING = Lock()


def sign(path: Path) -> Signature:
    """What tells without reading it that a file is another: size, both times, and where it is on the disk."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def hash_file(path: Path, *, progress: Progress = SILENT) -> str:
    """SHA-256 of a file's bytes, in hex, read piece by piece; `progress` advances by bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            progress.advance(len(chunk))
    return digest.hexdigest()


def hash_known(path: Path, *, fresh: bool = False, progress: Progress = SILENT) -> str:
    """The hash of a file, from memory where the file is the same as when it was hashed; `fresh` reads it again."""
    signature = sign(path)
    known = _KNOWN.get(path)
    if known and known[0] == signature and not fresh:
        return known[1]
    with _HASHING:
        known = _KNOWN.get(path)
        if known and known[0] == signature and not fresh:
            return known[1]
        digest = hash_file(path, progress=progress)
        _KNOWN[path] = (signature, digest)
    return digest


def describe_files(folder: Path) -> Sums:
    """For each file of a folder but the manifest its hash and size, for the manifest."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != MANIFEST)
    return {path.name: {"sha256": hash_known(path), "bytes": path.stat().st_size} for path in files}


def count_bytes(folder: Path) -> int:
    """How many bytes checking a snapshot reads."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) if folder.is_dir() else 0


def find_damage(folder: Path, *, manifest_sha: str = "", fresh: bool = False, progress: Progress = SILENT) -> str:
    """What is wrong with a finished snapshot's files, in a sentence; empty text where they are as they were written.

    `manifest_sha` is the manifest's own hash as it is kept elsewhere. An earlier version of Sightline kept no hashes:
    such a snapshot cannot be checked, and `has_sums` says so.
    """
    try:
        if manifest_sha and hash_known(folder / MANIFEST, fresh=fresh) != manifest_sha:
            return f"{MANIFEST} was changed after it was written."
        files = read_sums(folder)
        for name, known in files.items():
            if hash_known(folder / name, fresh=fresh, progress=progress) != known["sha256"]:
                return f"{name} was changed after it was written."
    except FileNotFoundError as error:
        return f"{Path(error.filename).name} is missing."
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return "Its files cannot be read."
    left = sorted(path.name for path in folder.iterdir() if path.suffix == LEFT_BEHIND)
    return f"{left[0]} does not belong there." if left else ""


def read_sums(folder: Path) -> Sums:
    """The hashes that a manifest holds; none where an earlier version of Sightline wrote it."""
    path = folder / MANIFEST
    signature, known = sign(path), _SUMS.get(path)
    if known and known[0] == signature:
        return known[1]
    sums = dict(json.loads(path.read_text(encoding="utf-8")).get("files", {}))
    _SUMS[path] = (signature, sums)
    return sums


def has_sums(folder: Path) -> bool:
    """Whether a snapshot can be checked at all."""
    return bool(read_sums(folder))
