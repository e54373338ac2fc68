"""Opens rows of rolls: writes what they say beside the file that they came in, under the batch of the opening.

Whoever calls says which rows. A row that is open stays open in later files: as long as it does, each file that has it
again, or in another version, is opened for it too.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from datetime import date
from typing import Any, NamedTuple, TypedDict

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.ingest.parts import TABLES, as_table
from sightline.ingest.rows.roll_rows import SAID_TABLES, RollRow
from sightline.ingest.versions import quote_path
from sightline.sealing.ciphers import RowCipher
from sightline.sealing.roll_keys import RollKeys
from sightline.sealing.sealed_rows import SEALED_FILE, SealedRow, SealedRows, place_of
from sightline.store.batches import BatchFile, close_batch, list_parts, next_batch
from sightline.store.engine import DuckDBEngine
from sightline.store.files import whole_directory, write_whole
from sightline.store.openings import ABOUT, OPENED_TABLES, list_openings, opening_folder
from sightline.store.sql.rows import read_rows
from sightline.store.workspace import Workspace

HANDLES = "handle"
SIGHTED = """
SELECT row_id AS handle, content, scope, mapping, sheet, sheet_place, source_row, stored
FROM read_parquet({path}) SEMI JOIN wanted USING (row_id)
ORDER BY sheet_place, source_row
"""


class OpenedPart(NamedTuple):
    """How many sightings of rows were opened in one file."""

    part: BatchFile
    rows: int


def each_sealed(workspace: Workspace) -> Iterator[SealedRows]:
    """The sealed rows of each file that has some, oldest first; held until the next is asked for."""
    for part in list_parts(workspace):
        path = part.folder / SEALED_FILE
        if path.is_file():
            with closing(SealedRows(path)) as rows:
                yield rows


def read_sealed(row: SealedRow, *, keys: RollKeys) -> RollRow:
    """What a sealed row says, in memory. OurFault where it is damaged."""
    return RollRow.read(RowCipher(keys.rows).open(row.text, place=place_of(row.handle, row.content)))


def list_open(workspace: Workspace) -> dict[str, set[str]]:
    """The handles of the rows that are open, by part."""
    return {_name(part): set(_column(part, HANDLES, "handle")) for part in list_parts(workspace)}


def list_opened_ids(workspace: Workspace) -> set[str]:
    """The ids of the rows that are open."""
    return {row_id for part in list_parts(workspace) for row_id in _column(part, "sighting", "row_id")}


def _column(part: BatchFile, table: str, name: str) -> list[str]:
    """One column of what was opened of a part."""
    return [
        cell
        for one in list_openings(part)
        for cell in pq.read_table(one.path(table), columns=[name], partitioning=None)[0].to_pylist()
    ]


def open_rows(
    workspace: Workspace, *, handles: Collection[str], keys: RollKeys, opened_on: date, now: str
) -> list[OpenedPart]:
    """Open these rows, and those that are open already in files since, in all files that have them.

    What is open stays as it is. The caller holds the workspace's lock. Nothing is written where all is open.
    """
    before = list_open(workspace)
    wanted = {*handles, *(handle for each in before.values() for handle in each)}
    sighted = {
        part: [row for row in rows if row["handle"] not in before.get(_name(part), ())]
        for part, rows in _find_sightings(list_parts(workspace), wanted)
    }
    sighted = {part: rows for part, rows in sighted.items() if rows}
    if not sighted:
        return []
    said = _read_said(workspace, {row["handle"] for rows in sighted.values() for row in rows}, keys)
    batch = next_batch(workspace)
    for part, rows in sighted.items():
        _write(part, rows, said, batch=batch, opened_on=opened_on)
    close_batch(workspace, batch, now=now)
    return [OpenedPart(part, len(rows)) for part, rows in sighted.items()]


class SightedRow(TypedDict):
    """One row of a file's sightings, known by its handle."""

    handle: str
    content: str
    scope: str
    mapping: str
    sheet: str
    sheet_place: int
    source_row: int
    stored: bool


def _find_sightings(parts: Iterable[BatchFile], wanted: set[str]) -> Iterator[tuple[BatchFile, list[SightedRow]]]:
    engine = DuckDBEngine(threads=1)
    try:
        engine.load("wanted", pa.table({"row_id": pa.array(sorted(wanted), pa.string())}))
        for part in parts:
            found = read_rows(engine, SightedRow, SIGHTED.format(path=quote_path(part.path("sighting"))))
            if found:
                yield part, found
    finally:
        engine.close()


def _read_said(workspace: Workspace, handles: set[str], keys: RollKeys) -> dict[tuple[str, str], RollRow]:
    """What rows say in each of their versions, by handle and keyed content."""
    return {
        (row.handle, row.content): read_sealed(row, keys=keys)
        for rows in each_sealed(workspace)
        for row in rows.take(handles)
    }


def _write(
    part: BatchFile,
    rows: list[SightedRow],
    said: dict[tuple[str, str], RollRow],
    *,
    batch: int,
    opened_on: date,
) -> None:
    """The opened rows of one file, as its own tables would have them."""
    tables: dict[str, list[tuple[Any, ...]]] = {name: [] for name in OPENED_TABLES}
    for row in rows:
        opened = said.get((row["handle"], row["content"]))
        if opened is None:  # it was erased
            continue
        tables["sighting"].append(
            (opened.row_id, opened.content, row["scope"], row["mapping"], row["sheet"], row["sheet_place"],
             row["source_row"], row["stored"])
        )  # fmt: skip
        for name in SAID_TABLES if row["stored"] else ():
            tables[name] += opened.said[name]
    with whole_directory(opening_folder(part, batch)) as folder:
        for name in OPENED_TABLES:
            schema = TABLES[name]
            written = as_table(schema, tables[name]) if tables[name] else schema.empty_table()
            pq.write_table(written, folder / f"{name}.parquet", compression="zstd")
        handles = pa.table({"handle": pa.array(sorted({row["handle"] for row in rows}), pa.string())})
        pq.write_table(handles, folder / f"{HANDLES}.parquet", compression="zstd")
        write_whole(folder / ABOUT, json.dumps({"opened_on": opened_on.isoformat()}))


def _name(part: BatchFile) -> str:
    return f"{part.batch}:{part.file_sha}"
