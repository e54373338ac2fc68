"""Takes rows out of the tables of received files, and out of the files' bytes: again and again, with the same result.

Each table is written beside the old one and takes its place, so a process that dies leaves whole tables. The rows
themselves go last of all: as long as one is left, the next try looks everywhere again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sightline.ingest.erasure.received_rows import (
    RowsToCut,
    cells_of_original,
    cut_received,
    find_each,
    names_in_file,
)
from sightline.ingest.erasure.sealed_copies import (
    cut_sealed,
    find_each_sealed,
    find_sealed_cells,
    forget_sealed,
    is_sealed_file,
    list_sealed,
)
from sightline.ingest.limits import Limits, read_limits
from sightline.ingest.parts import TABLES
from sightline.ingest.versions import quote_path
from sightline.ingest.wording import Cells
from sightline.model.progress import SILENT, Progress
from sightline.model.schema import REJECT
from sightline.sealing.roll_keys import RollKeys
from sightline.store.batches import BatchFile, list_parts
from sightline.store.engine import DuckDBEngine
from sightline.store.erasures import ErasedKind, ErasureRegister
from sightline.store.files import BEING_WRITTEN, fsync
from sightline.store.openings import list_openings
from sightline.store.received_files import find_cut, find_sealed
from sightline.store.sql.rows import read_rows
from sightline.store.workspace import Workspace

NONE_NEW = ErasureRegister()
FIRST, LAST = ("fact", "mention", "sighting"), "source_row"
Content = tuple[str, str]
"""A row's id and the hash of what it says."""


@dataclass(frozen=True, slots=True)
class ErasedRows:
    """What an erasure took out: how many rows, of how many files, and the files of which no bytes are kept."""

    rows: int
    files: int
    without_bytes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    """Where the rows are: the contents that each file has of them, and what each content says."""

    contents: dict[BatchFile, list[Content]] = field(default_factory=lambda: defaultdict(list))
    said: dict[Content, set[Cells]] = field(default_factory=lambda: defaultdict(set), repr=False)
    every: set[Cells] = field(default_factory=set, repr=False)


def list_records(workspace: Workspace) -> dict[str, str]:
    """Every record of the received files, with its agency."""
    found: dict[str, str] = {}
    for path in _source_rows(workspace):
        for batch in pq.ParquetFile(path).iter_batches(columns=["record_id", "agency"]):
            found |= dict(zip(*(column.to_pylist() for column in batch.columns), strict=True))
    return found


def list_erased(workspace: Workspace, register: ErasureRegister) -> frozenset[str]:
    """The ids of rows that are here and whose records are in the register: none once all are gone."""
    known: dict[str, bool] = {}
    found: set[str] = set()
    for path in _source_rows(workspace) if register else ():
        for batch in pq.ParquetFile(path).iter_batches(columns=["row_id", "record_id"]):
            for row_id, record_id in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                if record_id not in known:
                    known[record_id] = register.holds(ErasedKind.RECORD, record_id)
                if known[record_id]:
                    found.add(row_id)
    return frozenset(found)


def are_sealed(workspace: Workspace, *, row_ids: Collection[str]) -> bool:
    """Whether one of these rows was opened from a sealed roll, or its file is sealed: sealed copies would stay."""
    parts, wanted = list_parts(workspace), frozenset(row_ids)
    found = _find(parts, pa.array(sorted(wanted), pa.string()))
    opened = (one.path(LAST) for part in parts for one in list_openings(part))
    columns = (pq.read_table(path, columns=["row_id"], partitioning=None).column(0).to_pylist() for path in opened)
    return any(find_sealed(workspace, part.file_sha) for part in found.contents) or any(
        not wanted.isdisjoint(rows) for rows in columns
    )


def erase_rows(
    workspace: Workspace, *, row_ids: Collection[str], register: ErasureRegister, fresh: ErasureRegister = NONE_NEW,
    keys: RollKeys | None = None, progress: Progress = SILENT,
) -> ErasedRows:  # fmt: skip
    """Take rows out of every received file and its tables. The caller holds the workspace's lock.

    Rows that were not imported go where they say what rows of `fresh` said, the erasures that are carried out. Without
    `keys` no row may be sealed: `are_sealed` says whether one is. Rows that nobody opened are those of the register.
    """
    parts, wanted = list_parts(workspace), sorted(row_ids)
    _remove_unfinished(parts)
    found = _find(parts, pa.array(wanted, pa.string()))
    handles = {*map(keys.handle, wanted), *list_sealed(workspace, register)} if keys else set[str]()
    sealed = find_sealed_cells(workspace, handles=handles, keys=keys) if keys and handles else {}
    gone = pa.array([*wanted, *sorted(handles)], pa.string())
    every = frozenset(found.every) | {cells for some in sealed.values() for cells in some}
    touched = [part for part in parts if part in found.contents or part in sealed]
    limits, without_bytes = read_limits(workspace), []
    progress.stage("Erasing rows of received files", total=len(touched))
    for part in touched:
        surely = [frozenset(found.said[one]) for one in found.contents.get(part, ()) if one in found.said]
        surely += [frozenset({cells}) for cells in sealed.get(part, ())]
        rows = RowsToCut(every, tuple(surely), fresh)
        if not _cut(workspace, part, rows, limits, keys, register.digest):
            without_bytes.append(part.file_sha)
        for table in FIRST:
            _write_without(part.path(table), TABLES[table], gone)
        progress.advance()
    for part in _naming_alone(workspace, parts, touched, limits, fresh):
        cut_received(workspace, file_sha=part.file_sha, rows=RowsToCut(frozenset(), (), fresh), limits=limits)
    if keys and handles:
        forget_sealed(workspace, handles=handles, keys=keys)
    for part in touched:
        _write_without(part.path(LAST), TABLES[LAST], gone)
    return ErasedRows(len(wanted), len(touched), tuple(without_bytes))


def list_losing_bytes(
    workspace: Workspace, *, row_ids: Collection[str], keys: RollKeys | None = None
) -> dict[str, str]:
    """The records of the other rows of each file of which `erase_rows` would keep no bytes, each with its agency."""
    parts, wanted, others = list_parts(workspace), sorted(row_ids), dict[str, str]()
    found, limits = _find(parts, pa.array(wanted, pa.string())), read_limits(workspace)
    for part, contents in found.contents.items():
        surely = tuple(frozenset(found.said[one]) for one in contents if one in found.said)
        rows = RowsToCut(frozenset(found.every), surely)
        if not _finds_each(workspace, part.file_sha, rows, limits, keys):
            table = pq.read_table(part.path(LAST), columns=["row_id", "record_id", "agency"], partitioning=None)
            rows_of = zip(*(column.to_pylist() for column in table.columns), strict=True)
            others |= {record_id: agency for row_id, record_id, agency in rows_of if row_id not in row_ids}
    return others


def _finds_each(workspace: Workspace, file_sha: str, rows: RowsToCut, limits: Limits, keys: RollKeys | None) -> bool:
    if keys and is_sealed_file(workspace, file_sha):
        return find_each_sealed(workspace, file_sha=file_sha, rows=rows, limits=limits, keys=keys)
    return find_each(workspace, file_sha=file_sha, rows=rows, limits=limits)


def _naming_alone(
    workspace: Workspace, parts: Iterable[BatchFile], touched: Collection[BatchFile], limits: Limits,
    fresh: ErasureRegister,
) -> Iterator[BatchFile]:  # fmt: skip
    """The other files of which a row that was not imported names what is being erased."""
    for part in parts if fresh.has(ErasedKind.CELL) else ():
        rejects, kept = part.path(REJECT.name), find_cut(workspace, part.file_sha)
        source = kept or workspace.received / part.file_sha
        if part in touched or not rejects.is_file() or not pq.read_metadata(rejects).num_rows or not source.is_file():
            continue
        if names_in_file(source, register=fresh, limits=limits, folder=workspace.batches):
            yield part


def _source_rows(workspace: Workspace) -> Iterator[Path]:
    """The tables of rows of every received file, and of what was opened of its sealed rows."""
    for part in list_parts(workspace):
        yield part.path(LAST)
        yield from (one.path(LAST) for one in list_openings(part))


def _cut(
    workspace: Workspace, part: BatchFile, rows: RowsToCut, limits: Limits, keys: RollKeys | None, digest: str
) -> bool:
    file_sha = part.file_sha
    if keys and is_sealed_file(workspace, file_sha):
        return cut_sealed(workspace, file_sha=file_sha, rows=rows, limits=limits, keys=keys, for_erasure=digest)
    return cut_received(workspace, file_sha=file_sha, rows=rows, limits=limits, for_erasure=digest)


def _remove_unfinished(parts: Collection[BatchFile]) -> None:
    """Remove tables that a process which died was writing."""
    for part in parts:
        for path in part.folder.glob(f"*.parquet{BEING_WRITTEN}"):
            path.unlink()


def _find(parts: list[BatchFile], wanted: pa.Array) -> _Found:
    """The files that have one of the rows, what each has of them, and what that says."""
    found, stored = _Found(), defaultdict(set)
    for part, row_id, original in _select(parts, LAST, "original", wanted):
        found.contents[part]
        stored[part, row_id].add(cells_of_original(original))
    for part, row_id, content in _select(parts, "sighting", "content", wanted):
        found.contents[part].append((row_id, content))
        if ways := stored.get((part, row_id)):
            found.said[row_id, content] |= ways
    found.every.update(cells for ways in stored.values() for cells in ways)
    return found


class RowToErase(TypedDict):
    """A row of one file's table, and one of its columns."""

    filename: str
    row_id: str
    said: str


def _select(parts: list[BatchFile], table: str, column: str, wanted: pa.Array) -> Iterator[tuple[BatchFile, str, str]]:
    """File, row and a column of each of the rows in one table of all files."""
    by_path = {str(part.path(table)): part for part in parts}
    if not by_path or not len(wanted):
        return
    listed = ", ".join(quote_path(Path(path)) for path in by_path)
    engine = DuckDBEngine(threads=2)
    try:
        engine.load("wanted", pa.table({"row_id": wanted}))
        lines = read_rows(
            engine,
            RowToErase,
            f"SELECT DISTINCT filename, row_id, {column} AS said FROM read_parquet([{listed}], filename = true) "
            "JOIN wanted USING (row_id) ORDER BY ALL",
        )
    finally:
        engine.close()
    for line in lines:
        yield by_path[line["filename"]], line["row_id"], line["said"]


def _write_without(path: Path, schema: pa.Schema, row_ids: pa.Array) -> None:
    """Write a table anew without the rows of these ids, a chunk at a time."""
    anew = path.with_name(f"{path.name}{BEING_WRITTEN}")
    with pq.ParquetWriter(anew, schema, compression="zstd") as writer, pq.ParquetFile(path) as file:
        for batch in file.iter_batches():
            rows = pa.Table.from_batches([batch]).cast(schema)
            writer.write_table(rows.filter(pc.invert(pc.is_in(rows.column("row_id"), value_set=row_ids))))
    fsync(anew)
    anew.rename(path)
    fsync(path.parent)
