"""Whether received files are as they came: each is named by the SHA-256 of its bytes, a sealed copy by both.

A file of which a row was erased is kept as what is left of it, under both hashes too.

A run asks this of every file, so what was checked before is remembered in the workspace by size, times and place.
Doctor remembers nothing and reads every byte.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from sightline.model.progress import SILENT, Progress
from sightline.model.rows.analysis import ReceivedFileRow
from sightline.store.batches import BatchFile, list_parts, read_receipts
from sightline.store.checksums import hash_file, sign
from sightline.store.files import write_whole
from sightline.store.sql.rows import as_rows
from sightline.store.workspace import Workspace

REMEMBERED = "received.json"
SEALED, CUT = ".roll", ".cut"
SEALED_ROWS, ROWS_HASH = "sealed_row.sqlite", "sealed_row.sha256"


@dataclass(frozen=True, slots=True)
class DamagedFile:
    """A received file that is not as it came: its hash, the names it came by, and `missing` or `changed`.

    Of a file whose sealed rows are not as they were written, `how` says that too.
    """

    file_sha: str
    names: tuple[str, ...]
    how: str

    def __str__(self) -> str:
        return f"{', '.join(self.names) or 'a file'} (received/{self.file_sha}) is {self.how}"


def find_damaged(*, workspace: Workspace, fresh: bool = False, progress: Progress = SILENT) -> tuple[DamagedFile, ...]:
    """The received files that a run rests on and that are not as they came."""
    parts = list_parts(workspace)
    wanted = sorted({part.file_sha for part in parts})
    known = {} if fresh else _recall(workspace)
    found: dict[str, str] = {}
    progress.stage("Checking received files", total=len(wanted))
    for file_sha in wanted:
        if how := _damage(workspace, file_sha, known):
            found[file_sha] = how
        progress.advance()
    sealed = {f"{part.batch}:{part.file_sha}": part for part in parts if (part.folder / ROWS_HASH).is_file()}
    for name, part in sealed.items():
        if how := _damage_of_rows(part, name, known):
            found.setdefault(part.file_sha, f"{how} in its sealed rows")
    if not fresh:
        kept = {*wanted, *sealed}
        _remember(workspace, {name: signature for name, signature in known.items() if name in kept})
    names = _names(workspace) if found else {}
    return tuple(DamagedFile(file_sha, names.get(file_sha, ()), how) for file_sha, how in found.items())


def sealed_path(workspace: Workspace, file_sha: str, *, sealed_sha: str) -> Path:
    """Where the sealed copy of a received file is. Its own hash is in its name, so it is checked without any key."""
    return workspace.received / f"{file_sha}.{sealed_sha}{SEALED}"


def find_sealed(workspace: Workspace, file_sha: str) -> Path | None:
    """The sealed copy of a received file, if there is one."""
    return next(iter(sorted(workspace.received.glob(f"{file_sha}.*{SEALED}"))), None)


def cut_path(workspace: Workspace, file_sha: str, *, left_sha: str) -> Path:
    """Where what is left of a received file is, once rows of it were erased."""
    return workspace.received / f"{file_sha}.{left_sha}{CUT}"


def find_cut(workspace: Workspace, file_sha: str) -> Path | None:
    """What is left of a received file, if rows of it were erased."""
    return next(iter(sorted(workspace.received.glob(f"{file_sha}.*{CUT}"))), None)


def drop_bytes_replaced(workspace: Workspace, *, file_sha: str) -> None:
    """Remove a received file as it came where a sealed copy, or what is left of it, is kept in its place."""
    if find_sealed(workspace, file_sha) or find_cut(workspace, file_sha):
        (workspace.received / file_sha).unlink(missing_ok=True)


def holds_sealed(workspace: Workspace) -> bool:
    """Whether anything is sealed here: a received file, or the rows of one."""
    rows = workspace.batches.glob(f"[0-9]*/*/{SEALED_ROWS}")
    return any(rows) or any(workspace.received.glob(f"*{SEALED}"))


def _damage(workspace: Workspace, file_sha: str, known: dict[str, list[int]]) -> str:
    path, wanted = workspace.received / file_sha, file_sha
    if not path.is_file():
        kept = find_sealed(workspace, file_sha) or find_cut(workspace, file_sha)
        if not kept:
            return "missing"
        path, wanted = kept, kept.name.split(".")[1]
    return _compare(path, (wanted,), file_sha, known)


def hash_sealed_rows(folder: Path) -> None:
    """Write the hash of a part's sealed rows beside them."""
    write_whole(folder / ROWS_HASH, hash_file(folder / SEALED_ROWS))


def list_rows_hashes(folder: Path) -> tuple[str, ...]:
    """The hashes beside a part's sealed rows: one, or two while rows are erased and one file takes another's place."""
    return tuple((folder / ROWS_HASH).read_text(encoding="ascii").split())


def _damage_of_rows(part: BatchFile, name: str, known: dict[str, list[int]]) -> str:
    path = part.folder / SEALED_ROWS
    if not path.is_file():
        return "missing"
    return _compare(path, list_rows_hashes(part.folder), name, known)


def _compare(path: Path, wanted: tuple[str, ...], name: str, known: dict[str, list[int]]) -> str:
    signature = list(sign(path))
    if known.get(name) == signature:
        return ""
    if hash_file(path) not in wanted:
        return "changed"
    known[name] = signature
    return ""


def _names(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    names: dict[str, set[str]] = {}
    for row in as_rows(ReceivedFileRow, read_receipts(workspace)):
        names.setdefault(row["file_sha"], set()).add(row["source_file"])
    return {file_sha: tuple(sorted(found)) for file_sha, found in names.items()}


def _recall(workspace: Workspace) -> dict[str, list[int]]:
    try:
        return dict(json.loads((workspace.kept_readings.parent / REMEMBERED).read_text(encoding="ascii")))
    except (OSError, ValueError):
        return {}


def _remember(workspace: Workspace, known: dict[str, list[int]]) -> None:
    folder = workspace.kept_readings.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(folder / REMEMBERED, json.dumps(known, sort_keys=True))
