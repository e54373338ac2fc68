"""Puts all that was taken in together, as it was known on a day, and writes the tables that the other rooms read.

A newcomer would get this wrong: nothing of a part is changed by a later one. Versions, standing and known-from dates
are worked out anew each time, so the same parts give the same tables, in whatever order they lie on the disk.
"""

from collections.abc import Sequence
from datetime import date

from sightline.ingest import assembling as steps
from sightline.ingest.versions import OrderedPart, build_versions, order_parts, read_parts
from sightline.model.progress import SILENT, Progress
from sightline.model.schema import AGENCY_RECORD, FACT, MENTION, RECEIVED_FILE, REJECT, SOURCE_ROW
from sightline.model.tables import Table
from sightline.store.engine import Engine, arrow_schema
from sightline.store.workspace import Workspace

WRITTEN = (SOURCE_ROW, AGENCY_RECORD, FACT, MENTION, REJECT, RECEIVED_FILE)


def assemble(*, engine: Engine, workspace: Workspace, as_at: date, progress: Progress = SILENT) -> None:
    """Write the six tables of WRITTEN, of what was received and known by the day `as_at`."""
    parts = order_parts(workspace, as_at=as_at)
    if not parts:
        for table in WRITTEN:
            engine.write(table, arrow_schema(table).empty_table())
        return
    _work_out(engine, parts, as_at, progress)
    source_rows, facts, mentions = (read_parts(parts, name) for name in ("source_row", "fact", "mention"))
    engine.write(SOURCE_ROW, steps.SOURCE_ROWS.format(source_rows=source_rows))
    progress.advance()
    engine.write(FACT, steps.FACTS.format(facts=facts, as_at=as_at.isoformat()))
    progress.advance()
    engine.step("mention_batch", steps.MENTION_BATCH.format(mentions=mentions))
    engine.write(MENTION, steps.MENTIONS.format(mentions=mentions))
    progress.advance()
    engine.write(AGENCY_RECORD, steps.RECORD_VERSION)
    for table in (REJECT, RECEIVED_FILE):
        engine.write(table, _as_kept(table, parts))
    progress.advance()


def _work_out(engine: Engine, parts: Sequence[OrderedPart], as_at: date, progress: Progress) -> None:
    """The working tables: versions of rows, when each was known, and versions of records."""
    build_versions(engine=engine, parts=parts)
    progress.advance()
    engine.step("data_part", steps.DATA_PART)
    engine.step("fact_known", steps.FACT_KNOWN.format(facts=read_parts(parts, "fact")))
    engine.step("row_known", steps.ROW_KNOWN.format(as_at=as_at.isoformat()))
    engine.step("kept", steps.KEPT)
    engine.step("record_row", steps.RECORD_ROW.format(source_rows=read_parts(parts, "source_row")))
    engine.step("record_event", steps.RECORD_EVENT)
    engine.step("record_standing", steps.RECORD_STANDING)
    engine.step("record_source_rows", steps.RECORD_SOURCE_ROWS)
    progress.advance()


def _as_kept(table: Table, parts: Sequence[OrderedPart]) -> str:
    return f"SELECT {', '.join(table.column_names)} FROM {read_parts(parts, table.name)}"
