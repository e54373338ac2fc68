"""Puts all that was taken in together, as it was known on a day, and writes the tables that the other rooms read.

Nothing of a part is changed by a later one. Versions, standing and known-from dates are worked out anew each time, so
the same parts give the same tables, in whatever order they lie on the disk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from sightline.ingest import assembly_sql
from sightline.ingest.touched_rows import find_touched
from sightline.ingest.versions import OrderedPart, build_versions, order_parts, read_parts
from sightline.model.analysis_tables.namings import EARLIER_NAMING
from sightline.model.progress import SILENT, Progress
from sightline.model.schema import AGENCY_RECORD, FACT, MENTION, RECEIVED_FILE, REJECT, SOURCE_ROW
from sightline.model.tables import Table
from sightline.model.visibility import EVERYTHING_SHARED, NotShared
from sightline.store.earlier import TOUCHED_RECORD, TOUCHED_ROW, EarlierSnapshot
from sightline.store.engine import Engine, arrow_schema
from sightline.store.replays import Replay
from sightline.store.sql.rows import read_rows
from sightline.store.workspace import Workspace

NOT_SHARED_ROW = "not_shared_row"
WRITTEN = (SOURCE_ROW, AGENCY_RECORD, FACT, MENTION, EARLIER_NAMING, REJECT, RECEIVED_FILE)


class LeftOutRows(TypedDict):
    """How many rows of one kind no agreement shares, so that no table holds them."""

    agency: str
    layout: str
    rows: int


def assemble(
    *,
    engine: Engine,
    workspace: Workspace,
    as_at: date,
    progress: Progress = SILENT,
    earlier: EarlierSnapshot | None = None,
    not_shared: NotShared = EVERYTHING_SHARED,
    replay: Replay | None = None,
) -> list[LeftOutRows]:
    """Write the seven tables of WRITTEN from what was received and known by the day `as_at`; make `marked_naming`.

    A `replay` takes what was known by then, whenever its file came, as if all files had come by that day.

    Where an earlier snapshot's tables stand in the engine and these parts go on from its, only what is touched is new.
    Rows that are `not_shared` are in no table but the receipts, and how many of each kind there are is given back. An
    address that they protect stays protected: of these, `marked_naming` has every one.
    """
    parts = order_parts(workspace, as_at=replay.received_by if replay else as_at)
    if not parts:
        for table in WRITTEN:
            engine.write(table, arrow_schema(table).empty_table())
        engine.make("marked_naming", assembly_sql.NO_NAMING)
        return []
    if earlier:
        earlier.goes_on = find_touched(engine=engine, parts=parts, earlier=earlier)
    target = _Target(engine, parts, earlier if earlier and earlier.goes_on else None)
    _work_out(target, as_at, progress)
    left_out = _leave_out(engine, parts, not_shared, replay.holders if replay else ())
    target.put(SOURCE_ROW, assembly_sql.source_rows_sql(source_rows=target.read("source_row")), "row_id")
    progress.advance()
    target.put(FACT, assembly_sql.FACTS.format(facts=target.read("fact"), as_at=as_at.isoformat()), "row_id")
    progress.advance()
    mentions = target.read("mention")
    engine.make("mention_batch", assembly_sql.MENTION_BATCH.format(mentions=mentions))
    target.put(MENTION, assembly_sql.mentions_sql(mentions=mentions), "row_id")
    target.put(EARLIER_NAMING, assembly_sql.earlier_namings_sql(mentions=mentions), "row_id")
    engine.make("marked_naming", assembly_sql.MARKED_NAMING.format(mentions=mentions))
    progress.advance()
    target.put(AGENCY_RECORD, assembly_sql.records_sql(), "record_id")
    for table in (REJECT, RECEIVED_FILE):
        engine.write(table, _as_kept(table, parts))
    progress.advance()
    return left_out


def _leave_out(
    engine: Engine, parts: Sequence[OrderedPart], not_shared: NotShared, holders: Sequence[str]
) -> list[LeftOutRows]:
    """Name the rows that are not shared, so that `put` writes nothing of their records; how many of each kind."""
    engine.make(NOT_SHARED_ROW, "SELECT '' AS row_id, '' AS record_id, '' AS agency, '' AS layout WHERE false")
    if not (not_shared.kinds or holders):
        return []
    every = read_parts(parts, "source_row")
    left = assembly_sql.not_shared_sql(source_rows=every, not_shared=not_shared, holders=holders)
    engine.make(NOT_SHARED_ROW, left)
    counted = "count(DISTINCT row_id) AS rows"
    return read_rows(
        engine, LeftOutRows, f"SELECT agency, layout, {counted} FROM {NOT_SHARED_ROW} GROUP BY ALL ORDER BY ALL"
    )


@dataclass(frozen=True, slots=True)
class _Target:
    """Where rows go: into new tables, or into an earlier snapshot's in the place of those that are touched."""

    engine: Engine
    parts: Sequence[OrderedPart]
    earlier: EarlierSnapshot | None

    @property
    def only(self) -> str:
        """The working table of the row ids that are read; empty for all."""
        return TOUCHED_ROW if self.earlier else ""

    def read(self, table: str) -> str:
        """SQL that reads one table of the parts."""
        return read_parts(self.parts, table, only=self.only)

    def put(self, table: Table, rows: str, column: str) -> None:
        """Write the rows of a query that are shared; `column` says by what they are touched."""
        rows = f"SELECT * FROM ({rows}) WHERE record_id NOT IN (SELECT record_id FROM {NOT_SHARED_ROW})"
        if not self.earlier:
            self.engine.write(table, rows)
            return
        touched = TOUCHED_ROW if column == "row_id" else TOUCHED_RECORD
        self.earlier.patch(engine=self.engine, table=table, rows=rows, column=column, touched=touched)


def _work_out(target: _Target, as_at: date, progress: Progress) -> None:
    """The working tables: versions of rows, when each was known, and versions of records."""
    engine = target.engine
    build_versions(engine=engine, parts=target.parts, only=target.only, at_latest=as_at)
    progress.advance()
    engine.make("data_part", assembly_sql.DATA_PART.format(as_at=as_at.isoformat()))
    engine.make("fact_known", assembly_sql.FACT_KNOWN.format(facts=target.read("fact")))
    engine.make("row_known", assembly_sql.ROW_KNOWN.format(as_at=as_at.isoformat()))
    engine.make("kept", assembly_sql.KEPT)
    engine.make("record_row", assembly_sql.RECORD_ROW.format(source_rows=target.read("source_row")))
    engine.make("record_event", assembly_sql.RECORD_EVENT)
    engine.make("record_standing", assembly_sql.RECORD_STANDING)
    engine.make("record_source_rows", assembly_sql.RECORD_SOURCE_ROWS)
    progress.advance()


def _as_kept(table: Table, parts: Sequence[OrderedPart]) -> str:
    """Rows as their part has them; when it was received as the run takes it, which in a replay is no later day."""
    received = "SELECT received_at FROM part WHERE part.part = kept.part"
    columns = ", ".join(f"({received}) AS {name}" if name == "received_at" else name for name in table.column_names)
    return f"SELECT {columns} FROM {read_parts(parts, table.name)} AS kept"
