"""Batches: what each ingest command took in. One folder a command, one part a file, each written whole.

The batch of a command that was interrupted stays open. The same command given again goes on in it
(`store.begun_batches`), so that its files keep one batch number; other files get a batch of their own.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.model.rows.analysis import ReceivedFileRow
from sightline.model.schema import RECEIVED_FILE, REJECT
from sightline.store.engine import arrow_schema
from sightline.store.files import fsync, write_whole
from sightline.store.sql.rows import as_rows
from sightline.store.workspace import Workspace

RECEIPTS = RECEIVED_FILE.name
JOURNAL, CLOSED = "begun.jsonl", "closed.json"
READING, WITHDRAWN = "reading.json", "withdrawn.json"


@dataclass(frozen=True, slots=True)
class BatchFile:
    """One file taken in: its batch, its SHA-256, and the folder that holds its tables as Parquet."""

    batch: int
    file_sha: str
    folder: Path

    def path(self, table: str) -> Path:
        """The Parquet file of one of its tables."""
        return self.folder / f"{table}.parquet"

    @property
    def name(self) -> str:
        """How a snapshot's manifest names it among its files: otherwise once its bytes were read again."""
        reading = self.reading
        return f"{self.batch}:{self.file_sha}{f'-{reading}' if reading > 1 else ''}"

    @property
    def reading(self) -> int:
        """Which reading of the bytes its tables are: 1 for the first."""
        return int(self._about(READING).get("reading", 1))

    @property
    def meanings(self) -> tuple[tuple[str, str], ...]:
        """By what it was read: the id of the mapping of each sheet, and the hash of what that makes of a row."""
        return tuple((mapping, meaning) for mapping, meaning in self._about(READING).get("meanings", ()))

    def note_reading(self, *, reading: int, meanings: Iterable[tuple[str, str]]) -> None:
        """Write down by what it was read, and for which time."""
        said = {"reading": reading, "meanings": [list(pair) for pair in meanings]}
        write_whole(self.folder / READING, json.dumps(said))

    @property
    def withdrawn_on(self) -> date | None:
        """The London day on which a person withdrew the file; None for one that stands."""
        said = self._about(WITHDRAWN).get("on")
        return date.fromisoformat(said) if said else None

    def note_withdrawn(self, *, on: date) -> None:
        """Say that the file is withdrawn: its tables are kept, and no snapshot is made of them."""
        write_whole(self.folder / WITHDRAWN, json.dumps({"on": on.isoformat()}))

    def _about(self, name: str) -> dict[str, Any]:
        path = self.folder / name
        about: dict[str, Any] = json.loads(path.read_text(encoding="ascii")) if path.is_file() else {}
        return about


def list_standing(workspace: Workspace) -> list[BatchFile]:
    """The parts that snapshots are made of: all but those whose file was withdrawn."""
    return [part for part in list_parts(workspace) if part.withdrawn_on is None]


def list_parts(workspace: Workspace, *, file_sha: str = "*") -> list[BatchFile]:
    """All parts, or those of one file, by batch and then SHA-256."""
    return [
        BatchFile(int(folder.parent.name), folder.name, folder)
        for folder in sorted(workspace.batches.glob(f"[0-9]*/{file_sha}"))
        if folder.is_dir() and folder.suffix != ".partial"
    ]


def open_batch(workspace: Workspace) -> int:
    """The number of the batch to go on with: the newest where it is open and no command's own, else a new one."""
    number = _newest(workspace)
    folder = batch_folder(workspace, number)
    if number and not (folder / CLOSED).exists() and not (folder / JOURNAL).exists():
        return number
    return next_batch(workspace)


def next_batch(workspace: Workspace) -> int:
    """The number of a new batch, whose folder is made."""
    number = _newest(workspace) + 1
    batch_folder(workspace, number).mkdir(parents=True)
    return number


def _newest(workspace: Workspace) -> int:
    return max((int(folder.name) for folder in workspace.batches.glob("[0-9]*") if folder.is_dir()), default=0)


def close_batch(workspace: Workspace, batch: int, *, now: str) -> None:
    """Say that the batch is whole."""
    write_whole(batch_folder(workspace, batch) / CLOSED, json.dumps({"closed_at": now}))


def batch_folder(workspace: Workspace, batch: int) -> Path:
    """The folder of a batch."""
    return workspace.batches / f"{batch:06d}"


def parts_received_after(workspace: Workspace, *, moment: str) -> list[BatchFile]:
    """The parts whose receipts say that they were received later than a moment."""
    return [part for part in list_parts(workspace) if any(at > moment for at in list_received_at(part))]


def first_received_at(workspace: Workspace) -> str:
    """When the first file was received; empty before there is one."""
    parts = list_parts(workspace)
    first = [part for part in parts if part.batch == min(each.batch for each in parts)]
    return min((at for part in first for at in list_received_at(part)), default="")


def read_part_receipts(part: BatchFile) -> list[ReceivedFileRow]:
    """The receipt of each sheet of a file."""
    return as_rows(
        ReceivedFileRow, pq.read_table(part.path(RECEIPTS), partitioning=None).cast(arrow_schema(RECEIVED_FILE))
    )


def list_received_at(part: BatchFile) -> list[str]:
    """When each sheet of a file was received."""
    path = part.path(RECEIPTS)
    found: list[str] = pq.read_table(path, columns=["received_at"], partitioning=None)[0].to_pylist()
    return found


def take_anew(workspace: Workspace, part: BatchFile, *, batch: int, received_at: str) -> None:
    """Move a part to another batch, received at another moment, because the clock was wrong when it came.

    It is not left in its batch: a snapshot that left it out for its date would pass for one that holds it.
    """
    receipts = pq.read_table(part.path(RECEIPTS), partitioning=None)
    for name, value in (("received_at", received_at), ("batch", batch)):
        column = receipts.schema.get_field_index(name)
        field = receipts.schema.field(column)
        receipts = receipts.set_column(column, field, pa.array([value] * receipts.num_rows, field.type))
    partial = part.folder / f"{RECEIPTS}.partial"
    pq.write_table(receipts, partial, compression="zstd")
    fsync(partial)
    partial.rename(part.path(RECEIPTS))
    fsync(part.folder)
    part.folder.rename(batch_folder(workspace, batch) / part.file_sha)
    fsync(batch_folder(workspace, batch))


def read_receipts(workspace: Workspace) -> pa.Table:
    """The receipts of every file, by batch and file name."""
    return _read_all(workspace, RECEIPTS, arrow_schema(RECEIVED_FILE))


def read_rejects(workspace: Workspace) -> pa.Table:
    """Every row and file that could not be read."""
    return _read_all(workspace, REJECT.name, arrow_schema(REJECT))


def _read_all(workspace: Workspace, name: str, schema: pa.Schema) -> pa.Table:
    tables = [pq.read_table(part.path(name)) for part in list_parts(workspace) if part.path(name).exists()]
    return pa.concat_tables(tables).cast(schema) if tables else schema.empty_table()
