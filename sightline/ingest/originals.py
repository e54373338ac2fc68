"""Reads the rows of one record as the received files gave them, for whoever may read what a snapshot has no more.

A snapshot holds no protected address. What an agency wrote is in its files.
"""

import json
from dataclasses import dataclass, field

import pyarrow.parquet as pq

from sightline.ingest.versions import order_parts
from sightline.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RowAsReceived:
    """One row as a file gave it: heading -> text as written."""

    source_file: str
    received_at: str
    cells: dict[str, str] = field(repr=False)


def read_originals(*, workspace: Workspace, record_id: str) -> tuple[RowAsReceived, ...]:
    """Each content of the record's rows once, the newest first."""
    found = []
    for part in reversed(order_parts(workspace)):
        for path, _ in part.paths("source_row"):
            rows = pq.read_table(path, columns=["original"], filters=[("record_id", "=", record_id)], partitioning=None)
            found += [
                RowAsReceived(part.source_file, part.received_at, json.loads(text))
                for text in rows.column("original").to_pylist()
            ]
    return tuple(found)
