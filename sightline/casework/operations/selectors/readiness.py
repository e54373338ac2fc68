"""Whether this process can serve now: the database answers, the snapshot is whole, what comes due is worked.

Whoever asks may be anybody, so the answer is one of a few fixed sentences. It reads no row about a person and leaves no
audit row.
"""

import sqlite3

from django.db import DatabaseError, connection

from sightline.casework.core import clock
from sightline.casework.core.serving import current_snapshot, current_workspace
from sightline.casework.timekeeping.lateness import is_late, last_tick
from sightline.model.errors import SightlineError
from sightline.store.snapshot_reader import open_store
from sightline.store.snapshots import Snapshot

NO_DATABASE = "The database does not answer."
NO_SNAPSHOT = "The current snapshot cannot be read."
LATE_TICK = "Work that has come due is not being processed."


def find_first_obstacle() -> str:
    """The first thing that stops this process from serving, in words; empty where it is ready."""
    try:
        _ask_database()
        return _snapshot_fault() or _tick_fault()
    except (DatabaseError, OSError):
        return NO_DATABASE


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def _snapshot_fault() -> str:
    """No snapshot yet is in order: pages say so until the first run."""
    try:
        snapshot = current_snapshot(current_workspace())
        return "" if snapshot is None or _can_be_read(snapshot) else NO_SNAPSHOT
    except (SightlineError, ValueError):
        return NO_SNAPSHOT


def _can_be_read(snapshot: Snapshot) -> bool:
    try:
        with open_store(snapshot.serve_file) as store:
            store.summary()
    except (sqlite3.Error, OSError, KeyError):
        return False
    return True


def _tick_fault() -> str:
    return LATE_TICK if is_late(lease=last_tick(), now=clock.now_at()) else ""
