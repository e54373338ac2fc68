"""Closes rows of rolls that are open: what they say is taken out of the openings, in every file that has them.

The sealed rows stay as they were, so what is closed can be opened again. Snapshots from before still have the rows.
"""

import shutil
from collections.abc import Collection
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sightline.ingest.opened_rows import HANDLES
from sightline.sealing.roll_keys import RollKeys
from sightline.store.batches import list_parts
from sightline.store.files import BEING_WRITTEN, fsync
from sightline.store.openings import OPENED_TABLES, Opening, list_openings
from sightline.store.workspace import Workspace


def close_rows(workspace: Workspace, *, handles: Collection[str], keys: RollKeys) -> int:
    """Close these rows; how many rows of files were. The caller holds the workspace's lock.

    A process that dies between two tables of a file leaves the row's handle, so the next call goes on with it.
    """
    openings = [one for part in list_parts(workspace) for one in list_openings(part)]
    return sum(_close(one, {*handles}, keys) for one in openings)


def _close(one: Opening, handles: set[str], keys: RollKeys) -> int:
    known = _read_table(one.path(HANDLES)).column("handle").to_pylist()
    closed = handles & set(known)
    if not closed:
        return 0
    if closed == set(known):
        gone = one.folder.with_name(one.folder.name + BEING_WRITTEN)
        one.folder.rename(gone)
        fsync(gone.parent)
        shutil.rmtree(gone)
        return len(closed)
    ids = set(_read_table(one.path("sighting")).column("row_id").to_pylist())
    row_ids = [row_id for row_id in ids if keys.handle(row_id) in closed]
    for name in sorted(
        OPENED_TABLES, key=lambda name: name == "sighting"
    ):  # last, because it says which rows these are
        _leave_out(one.path(name), "row_id", row_ids)
    one.count_closing()
    _leave_out(one.path(HANDLES), "handle", sorted(closed))
    return len(closed)


def _read_table(path: Path) -> pa.Table:
    return pq.read_table(path, partitioning=None)


def _leave_out(path: Path, column: str, values: Collection[str]) -> None:
    """Write a table again without some rows, whole or not at all."""
    table = _read_table(path)
    left = table.filter(pc.invert(pc.is_in(table.column(column), value_set=pa.array(sorted(values), pa.string()))))
    partial = path.with_name(path.name + BEING_WRITTEN)
    pq.write_table(left, partial, compression="zstd")
    fsync(partial)
    partial.rename(path)
    fsync(path.parent)
