"""Batches: what each ingest command took in. One folder a command, one part a file, each written whole.

A newcomer would get this wrong: a batch that was interrupted stays open, and the next ingest goes on in it, so that the
files of one command keep one batch number however often it was interrupted.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.model.schema import RECEIVED_FILE, REJECT
from sightline.store.engine import arrow_schema
from sightline.store.files import write_whole
from sightline.store.workspace import Workspace

RECEIPTS = RECEIVED_FILE.name


@dataclass(frozen=True, slots=True)
class Part:
    """One file taken in: its batch, its SHA-256, and the folder that holds its tables as Parquet."""

    batch: int
    file_sha: str
    folder: Path

    def path(self, table: str) -> Path:
        """The Parquet file of one of its tables."""
        return self.folder / f"{table}.parquet"


def list_parts(workspace: Workspace) -> list[Part]:
    """All parts, by batch and then SHA-256."""
    return [
        Part(int(folder.parent.name), folder.name, folder)
        for folder in sorted(workspace.batches.glob("[0-9]*/*"))
        if folder.is_dir() and folder.suffix != ".partial"
    ]


def open_batch(workspace: Workspace) -> int:
    """The number of the batch to go on with: the open one, else a new one."""
    numbers = sorted(int(folder.name) for folder in workspace.batches.glob("[0-9]*") if folder.is_dir())
    if numbers and not (batch_folder(workspace, numbers[-1]) / "closed.json").exists():
        return numbers[-1]
    number = numbers[-1] + 1 if numbers else 1
    batch_folder(workspace, number).mkdir(parents=True)
    return number


def close_batch(workspace: Workspace, batch: int, *, now: str) -> None:
    """Say that the batch is whole."""
    write_whole(batch_folder(workspace, batch) / "closed.json", json.dumps({"closed_at": now}))


def batch_folder(workspace: Workspace, batch: int) -> Path:
    """The folder of a batch."""
    return workspace.batches / f"{batch:06d}"


def read_receipts(workspace: Workspace) -> pa.Table:
    """The receipts of every file, by batch and file name."""
    return _read_all(workspace, RECEIPTS, arrow_schema(RECEIVED_FILE))


def read_rejects(workspace: Workspace) -> pa.Table:
    """Every row and file that could not be read."""
    return _read_all(workspace, REJECT.name, arrow_schema(REJECT))


def _read_all(workspace: Workspace, name: str, schema: pa.Schema) -> pa.Table:
    tables = [pq.read_table(part.path(name)) for part in list_parts(workspace) if part.path(name).exists()]
    return pa.concat_tables(tables).cast(schema) if tables else schema.empty_table()
