"""Verifies a backup where it lies, without Django and without the workspace: every byte, every chain, no key in it."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sightline.casework.backup.chains import CopiedChain, open_copy, read_csv, walk_csv, walk_sqlite
from sightline.casework.backup.manifest import DATABASE, FILES, MANIFEST_FILE, SNAPSHOTS, SQLITE_FILE, BackupManifest
from sightline.casework.core.durable_files import read_file
from sightline.casework.keys.sets import SEALED, is_secret
from sightline.model.progress import SILENT, Progress

RECEIVED = f"{FILES}/received/"
MOST_SAID = 20
Columns = Callable[[str, str], set[str]]


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: nothing wrong, or what is, a line each."""

    files: int
    heads: dict[str, str]
    problems: tuple[str, ...] = field(default=())

    @property
    def is_whole(self) -> bool:
        """Whether it can be restored."""
        return not self.problems


def verify_copy(
    *, folder: Path, manifest: BackupManifest, needles: Sequence[bytes] = (), progress: Progress = SILENT
) -> Verification:
    """Read all of a backup and hold it to its manifest. With needles (the keys) no file may contain one."""
    problems = list(_check_files(folder, manifest, needles, progress))
    walks: dict[str, CopiedChain] = {}
    if not problems:
        progress.stage("Checking the audit log and the decisions")
        try:
            walks = _walk(folder, manifest)
            problems += _check_chains(manifest, walks)
            problems += _check_database(folder, manifest)
        except (sqlite3.DatabaseError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            problems.append(f"The copied database cannot be read ({type(error).__name__}).")
    return Verification(len(manifest.files), {name: walk.head for name, walk in walks.items()}, tuple(problems))


def _check_files(folder: Path, manifest: BackupManifest, needles: Sequence[bytes], progress: Progress) -> Iterator[str]:
    progress.stage("Checking every file", total=len(manifest.files))
    for name, expected in manifest.files.items():
        path = folder / name
        if not path.is_file() or path.is_symlink():
            yield f"{name} is missing."
            continue
        found, holds_key = read_file(path, keys=needles)
        if found != expected:
            yield f"{name} was changed after it was written."
        elif holds_key:
            yield f"{name} contains a key of the workspace."
        elif name.startswith(RECEIVED) and path.name != found.sha256 and len(path.name) == len(found.sha256):
            yield f"{name} was damaged before the backup: its name is not its hash."
        progress.advance()
    yield from _check_strangers(folder, manifest)


def _check_strangers(folder: Path, manifest: BackupManifest) -> Iterator[str]:
    """Files that the manifest does not list, and keys that are not encrypted."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if is_secret(path.name):
            yield f"{name} is a key or settings file: it must not be inside the backup."
        elif path.is_file() and name not in manifest.files and name != MANIFEST_FILE and path.suffix != SEALED:
            yield f"{name} is not listed in {MANIFEST_FILE}."


def _walk(folder: Path, manifest: BackupManifest) -> dict[str, CopiedChain]:
    columns = {table: one.columns for table, one in manifest.chains.items()}
    if manifest.engine == "sqlite":
        return walk_sqlite(folder / SQLITE_FILE, columns)
    return walk_csv(folder / DATABASE, columns)


def _check_chains(manifest: BackupManifest, walks: dict[str, CopiedChain]) -> Iterator[str]:
    for table, walk in walks.items():
        kept = manifest.chains[table]
        if walk.first_break is not None:
            yield f"Row {walk.first_break} of {table} was changed after it was written."
        if (walk.rows, walk.head) != (kept.rows, kept.head):
            yield f"{table} ends at row {walk.rows}, not where the backup says ({kept.head.partition(' ')[0]})."


def _check_database(folder: Path, manifest: BackupManifest) -> Iterator[str]:
    """Whether the database is sound and names nothing that was not copied."""
    if manifest.engine == "sqlite":
        with closing(open_copy(folder / SQLITE_FILE)) as copy:
            if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                yield "The copied database is damaged."
            yield from _check_references(manifest, _columns_of_sqlite(copy))
    else:
        yield from _check_references(manifest, _columns_of_csv(folder / DATABASE))
    yield from _check_snapshots(folder, manifest)


def _check_snapshots(folder: Path, manifest: BackupManifest) -> Iterator[str]:
    """Whether each copied snapshot agrees with the hashes that its own manifest holds; an older one holds none."""
    for one in manifest.snapshots:
        if not one.copied:
            continue
        place = f"{SNAPSHOTS}/{one.id}"
        sums = json.loads((folder / place / "manifest.json").read_text(encoding="utf-8")).get("files", {})
        for name, written in sums.items():
            copied = manifest.files.get(f"{place}/{name}")
            if copied is None or copied.sha256 != written["sha256"]:
                yield f"{place}/{name} was damaged before the backup: run 'sightline run', and back up again."


def _check_references(manifest: BackupManifest, column: Columns) -> Iterator[str]:
    parts = {tuple(name.split("/")[2:4]) for name in manifest.files if name.startswith(f"{FILES}/batches/")}
    if manifest.current_snapshot:  # none: it was lost before, and is built again
        if f"{SNAPSHOTS}/{manifest.current_snapshot}/manifest.json" not in manifest.files:
            yield f"The current snapshot {manifest.current_snapshot} is not in the backup."
        for snapshot in column("casework_currentsnapshot", "snapshot_id") - {manifest.current_snapshot}:
            yield f"The database says that the snapshot {snapshot} is the current one, which is not in the backup."
    shas = {part[1] for part in parts}
    for sha in sorted(column("casework_concern", "taken_sha") - shas - {""})[:MOST_SAID]:
        yield f"Concerns were written to the file {sha}, which is not in the backup."
    for one in manifest.snapshots:
        for file in one.inputs.get("files", []) if one.id == manifest.current_snapshot else []:
            batch, _, sha = file.partition(":")
            if (f"{int(batch):06d}", sha) not in parts:
                yield f"The current snapshot is made from the file {sha}, which is not in the backup."


def _columns_of_sqlite(copy: sqlite3.Connection) -> Columns:
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def column(table: str, name: str) -> set[str]:
        if table not in tables:
            return set()
        rows: list[tuple[Any, ...]] = copy.execute(f'SELECT DISTINCT "{name}" FROM "{table}"').fetchall()
        return {str(value) for (value,) in rows}

    return column


def _columns_of_csv(folder: Path) -> Columns:
    def column(table: str, name: str) -> set[str]:
        path = folder / f"{table}.csv"
        return {row[name] for row in read_csv(path)} if path.is_file() else set()

    return column
