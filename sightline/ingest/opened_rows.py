"""Opens rows of rolls: writes what they say beside the file that they came in, under the batch of the opening.

Whoever calls says which rows, and is told of all that it would open before anything is written. A row that is open
stays open in later files: each file that has it again, or in another version, is opened for it too, as from the day on
which that file came.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from typing import Any, NamedTuple, TypedDict

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.ingest.parts import TABLES, as_table
from sightline.ingest.rows.roll_rows import SAID_TABLES, RollRow
from sightline.ingest.versions import quote_path
from sightline.model.when import london_day
from sightline.sealing.ciphers import RowCipher
from sightline.sealing.roll_keys import RollKeys
from sightline.sealing.sealed_rows import SealedRow, SealedRows, place_of, sealed_row_gone
from sightline.store.batches import BatchFile, close_batch, list_parts, list_received_at, next_batch
from sightline.store.engine import DuckDBEngine
from sightline.store.files import whole_directory, write_whole
from sightline.store.openings import ABOUT, OPENED_TABLES, Opening, list_openings, opening_folder
from sightline.store.received_files import SEALED_ROWS
from sightline.store.sql.rows import read_rows
from sightline.store.workspace import Workspace

HANDLES = "handle"
SIGHTED = """
SELECT row_id AS handle, content, scope, mapping, sheet, sheet_place, source_row, stored
FROM read_parquet({path}) SEMI JOIN wanted USING (row_id)
ORDER BY sheet_place, source_row
"""


def each_sealed(workspace: Workspace) -> Iterator[SealedRows]:
    """The sealed rows of each file that has some, oldest first; held until the next is asked for."""
    for part in list_parts(workspace):
        path = part.folder / SEALED_ROWS
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
    return [cell for one in list_openings(part) for cell in _column_of(one, table, name)]


def _column_of(one: Opening, table: str, name: str) -> list[str]:
    cells: list[str] = pq.read_table(one.path(table), columns=[name], partitioning=None).column(0).to_pylist()
    return cells


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


class PlannedOpening(NamedTuple):
    """Rows of one file to be opened as from a day; `is_again` where they are open already in an earlier file."""

    part: BatchFile
    opened_on: date
    is_again: bool
    rows: list[SightedRow]


def plan_openings(workspace: Workspace, *, handles: Collection[str], opened_on: date) -> list[PlannedOpening]:
    """What opening these rows would open in all files that have them, and what is open already in files since.

    What is open stays as it is. A file that has an open row again is opened as from the day on which it came, so that
    a replay of that day knows the row as it was then.
    """
    before, first_days = list_open(workspace), _first_days(workspace)
    planned: dict[tuple[BatchFile, date, bool], list[SightedRow]] = {}
    for part, rows in _find_sightings(list_parts(workspace), {*handles, *first_days}):
        came_on = min(map(london_day, list_received_at(part)), default=opened_on)
        for row in rows:
            first_day = first_days.get(row["handle"])
            day = opened_on if first_day is None else min(max(first_day, came_on), opened_on)
            if row["handle"] not in before[_name(part)]:
                planned.setdefault((part, day, first_day is not None), []).append(row)
    return _leave_out_erased(workspace, [PlannedOpening(*key, rows) for key, rows in planned.items()])


def _leave_out_erased(workspace: Workspace, planned: list[PlannedOpening]) -> list[PlannedOpening]:
    kept = _take_kept(workspace, {row["handle"] for one in planned for row in one.rows})
    erased = {key for key, row in kept.items() if row.is_erased}
    left = [
        one._replace(rows=[row for row in one.rows if (row["handle"], row["content"]) not in erased]) for one in planned
    ]
    return [one for one in left if one.rows]


def open_rows(workspace: Workspace, *, planned: Sequence[PlannedOpening], keys: RollKeys, now: str) -> None:
    """Open what was planned, a batch a day of opening. The caller holds the workspace's lock.

    OurFault, and nothing is opened, where one of the rows is not there any more or is damaged.
    """
    kept = _take_kept(workspace, {row["handle"] for one in planned for row in one.rows})
    for one in planned:
        _check_there(one, kept)
    said = {key: read_sealed(row, keys=keys) for key, row in kept.items()}
    for day in sorted({one.opened_on for one in planned}):
        batch = next_batch(workspace)
        of_part: dict[BatchFile, list[SightedRow]] = {}
        for one in planned:
            if one.opened_on == day:
                of_part.setdefault(one.part, []).extend(one.rows)
        for part, rows in of_part.items():
            _write(part, rows, said, batch=batch, opened_on=day)
        close_batch(workspace, batch, now=now)


def _first_days(workspace: Workspace) -> dict[str, date]:
    """The day on which each open row was first opened."""
    first: dict[str, date] = {}
    for part in list_parts(workspace):
        for one in list_openings(part):
            opened_on = one.opened_on
            for handle in _column_of(one, HANDLES, "handle"):
                first[handle] = min(first.get(handle, opened_on), opened_on)
    return first


def _check_there(one: PlannedOpening, kept: Mapping[tuple[str, str], SealedRow]) -> None:
    if any((row["handle"], row["content"]) not in kept for row in one.rows):
        raise sealed_row_gone(_name(one.part))


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


def _take_kept(workspace: Workspace, handles: set[str]) -> dict[tuple[str, str], SealedRow]:
    """The rows in each of their versions, by handle and keyed content; none of them is opened."""
    return {(row.handle, row.content): row for rows in each_sealed(workspace) for row in rows.take(handles)}


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
        opened = said[row["handle"], row["content"]]
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
