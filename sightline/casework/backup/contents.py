"""What of a workspace goes into a backup, held at one moment without stopping anybody.

No lock is needed. Files are only ever added, each whole. So they are listed before and after the moment of the
database; where both lists are the same, that is how they were at that moment. Else it is tried again. The current
snapshot's files are opened at once, because a run may remove it while they are being copied; the few files beside the
folders are read at once, because they are replaced; of a file that grows no more is copied than there was.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from sightline.casework.backup.postgresql_copies import hold_postgresql
from sightline.casework.backup.sqlite_copies import hold_sqlite
from sightline.model.errors import OurFault
from sightline.model.progress import Progress
from sightline.store import Workspace
from sightline.store.snapshots import Snapshot, find_snapshot
from sightline.store.workspace import SETTINGS_FILE

FOLDERS = ("received", "batches", "attachments", "models", "agreements", "mappings")
ROOT_FILES = (".toml", ".json", ".jsonl", ".csv")
NOT_COPIED = (SETTINGS_FILE, "lock.json")  # the settings may hold a password: they go with the keys
TRIES, LOST_AFTER, PAUSE_SECONDS = 50, 3, 0.05
Listing = dict[str, tuple[int, int]]


class HeldDatabase(Protocol):
    """A database as it was at one moment."""

    engine: str

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a query."""

    def table_names(self) -> set[str]:
        """The tables that there are."""

    def write(self, folder: Path, progress: Progress) -> list[str]:
        """Copy it into a backup's folder; the names of the files."""


@dataclass(frozen=True, slots=True)
class HeldWorkspace:
    """A workspace at one moment: its database, its files, and the current snapshot's files, open.

    `files` gives the size of each; `small` the content of those that stand beside the folders.
    """

    database: HeldDatabase
    files: dict[str, int]
    small: dict[str, bytes] = field(repr=False)
    current: Snapshot | None
    snapshot_files: dict[str, BinaryIO]


def list_files(workspace: Workspace) -> Listing:
    """Every file to be copied, with its size and when it was written; what is not whole yet is left out."""
    root = workspace.root
    found = [path for path in root.iterdir() if path.is_file() and path.suffix in ROOT_FILES]
    for folder in FOLDERS:
        found += [path for path in (root / folder).rglob("*") if path.is_file()]
    named = ((path.relative_to(root), path) for path in found)
    listing: Listing = {}
    for name, path in sorted(named):
        if str(name) in NOT_COPIED or any(part.endswith(".partial") for part in name.parts):
            continue
        try:
            stat = path.stat()
        except FileNotFoundError:  # it got its own name in between: the second list will differ
            continue
        listing[name.as_posix()] = (stat.st_size, stat.st_mtime_ns)
    return listing


@contextmanager
def hold_workspace(workspace: Workspace, *, sqlite_path: Path | None) -> Iterator[HeldWorkspace]:
    """Hold all of it at one moment; without a SQLite file the database is PostgreSQL. OurFault if it never is still."""
    for attempt in range(TRIES):
        with ExitStack() as stack:
            held = _try_to_hold(stack, workspace, sqlite_path, may_be_lost=attempt > LOST_AFTER)
            if held is not None:
                yield held
                return
        time.sleep(PAUSE_SECONDS)
    raise OurFault(
        "The backup could not begin, because files kept changing.",
        code="backup_never_still",
        what_to_do="Run the command again when the ingest has ended.",
    )


def _try_to_hold(
    stack: ExitStack, workspace: Workspace, sqlite_path: Path | None, *, may_be_lost: bool
) -> HeldWorkspace | None:
    before = list_files(workspace)
    database: HeldDatabase = (
        stack.enter_context(hold_sqlite(sqlite_path)) if sqlite_path else stack.enter_context(hold_postgresql())
    )
    current = current_id(database)
    snapshot = find_snapshot(workspace, current) if current else None
    try:
        open_files = _open_all(stack, snapshot)
        small = {name: (workspace.root / name).read_bytes() for name in before if "/" not in name}
    except FileNotFoundError:  # a run has just removed it, or a file was replaced
        return None
    if list_files(workspace) != before or (current and snapshot is None and not may_be_lost):
        return None
    files = {name: size for name, (size, _) in before.items() if name not in small}
    return HeldWorkspace(database, files, small, snapshot, open_files)


def _open_all(stack: ExitStack, snapshot: Snapshot | None) -> dict[str, BinaryIO]:
    if snapshot is None:
        return {}
    return {path.name: stack.enter_context(path.open("rb")) for path in sorted(snapshot.folder.iterdir())}


def current_id(database: HeldDatabase) -> str:
    """The id of the current snapshot; empty before the first run."""
    if "casework_currentsnapshot" not in database.table_names():
        return ""
    rows = database.query("SELECT snapshot_id FROM casework_currentsnapshot WHERE id = 1")
    return str(rows[0][0]) if rows else ""
