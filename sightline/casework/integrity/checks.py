"""What doctor asks of what is kept, and what a server checks before it begins. Both read every byte."""

import sqlite3

import duckdb

from sightline.casework.audit.trail import audited
from sightline.casework.core.models import CurrentSnapshot
from sightline.casework.core.rights import check_operations
from sightline.casework.core.selectors.whole_snapshots import NoWholeSnapshot, damage_of, find_served, manifest_sha_of
from sightline.casework.core.session import ReaderSession
from sightline.casework.integrity.received_files import say_damaged
from sightline.casework.integrity.triggers import find_wrong_triggers
from sightline.model.errors import SightlineError
from sightline.model.progress import SILENT, Progress
from sightline.store import Workspace
from sightline.store.checksums import count_bytes, has_sums
from sightline.store.engine import DuckDBEngine
from sightline.store.received_files import find_damaged
from sightline.store.snapshot_reader import open_store
from sightline.store.snapshots import Snapshot, find_snapshot, is_of_present_schema, list_snapshots

BUILD = "Build it again with 'sightline run'."
OTHER_VERSION = "was made by another version of Sightline, so pages cannot show it."
UNREADABLE = (SightlineError, OSError, ValueError, KeyError, sqlite3.Error, duckdb.Error)


def check_snapshots(*, workspace: Workspace, progress: Progress = SILENT) -> str:
    """What is wrong with the snapshots that are kept, and what to do; empty text where all are whole."""
    row = CurrentSnapshot.objects.current()
    current = row.snapshot_id if row else ""
    names = sorted({*(one.id for one in list_snapshots(workspace)), *([current] if current else [])}, reverse=True)
    progress.stage("Checking snapshots", total=sum(count_bytes(workspace.snapshots / name) for name in names))
    said = [_say(workspace, name, current, progress) for name in names]
    if row and row.manifest_sha256 != manifest_sha_of(snapshot_id=current):
        said.append("The row of the current snapshot does not agree with the decision. Tell information governance.")
    return " ".join(sentence for sentence in said if sentence)


def _say(workspace: Workspace, name: str, current: str, progress: Progress) -> str:
    known = manifest_sha_of(snapshot_id=name)
    damage = damage_of(workspace=workspace, snapshot_id=name, manifest_sha=known, fresh=True, progress=progress)
    snapshot = find_snapshot(workspace, name)
    if not damage and snapshot and not is_of_present_schema(snapshot):
        return f"The current snapshot {name} {OTHER_VERSION} {BUILD}" if name == current else ""
    if not damage and snapshot and not _reads(snapshot):
        damage = "It cannot be read."
    if damage and name == current:
        return f"The current snapshot {name} is damaged: {damage} {_served(workspace)} {BUILD}"
    if damage:
        return f"Snapshot {name} is damaged: {damage} Build it again with 'sightline run --as-at {name[:10]}'."
    if name == current and snapshot and not has_sums(snapshot.folder):
        return f"The current snapshot {name} is of an earlier version and cannot be checked. {BUILD}"
    return ""


def _served(workspace: Workspace) -> str:
    try:
        served = find_served(workspace_of=lambda: workspace)
    except NoWholeSnapshot:
        return "No other snapshot is undamaged, so no records are shown."
    return f"Pages show {served.snapshot.id}." if served and served.damaged_id else "Pages may still show it."


def _reads(snapshot: Snapshot) -> bool:
    """Whether both databases open and answer."""
    try:
        with open_store(snapshot.serve_file) as store:
            store.summary()
        engine = DuckDBEngine(snapshot.analysis, read_only=True)
        engine.close()
    except UNREADABLE:
        return False
    return True


def check_received(*, workspace: Workspace, progress: Progress = SILENT) -> str:
    """Which received files are not as they came, and what to do; empty text where all are."""
    return say_damaged(find_damaged(workspace=workspace, fresh=True, progress=progress))


def check_triggers() -> str:
    """Which triggers are not as they were made, and what to do; empty text where all are."""
    wrong = find_wrong_triggers()
    if not wrong:
        return ""
    return (
        f"Rows could be changed unseen: {', '.join(wrong)}. Tell information governance, and restore the database "
        "from a backup."
    )


def check_before_serving(session: ReaderSession, *, workspace: Workspace, progress: Progress = SILENT) -> str:
    """Read the current snapshot through before pages are served; what readers will be told where it is damaged.

    Refused, and audited, for an account that does not run the machine.
    """
    if session.actor.account_id is not None:
        with audited(session, action="serve"):
            check_operations(actor=session.actor)
    row = CurrentSnapshot.objects.current()
    if row is None:
        return ""
    progress.stage("Checking the snapshot", total=count_bytes(workspace.snapshots / row.snapshot_id))
    damage = damage_of(
        workspace=workspace,
        snapshot_id=row.snapshot_id,
        manifest_sha=row.manifest_sha256,
        fresh=True,
        progress=progress,
    )
    return f"The current snapshot {row.snapshot_id} is damaged: {damage} {_served(workspace)} {BUILD}" if damage else ""
