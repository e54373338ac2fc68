"""Compares two readings of the bytes of one file: in how many rows the dates, names or words are read otherwise."""

from dataclasses import dataclass
from typing import TypedDict

import pyarrow.parquet as pq

from sightline.ingest.versions import quote_path
from sightline.store.batches import BatchFile
from sightline.store.engine import DuckDBEngine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import SqlSteps

TABLES = ("sighting", "source_row", "fact", "mention")
PLACED = "SELECT sheet, source_row, record_id FROM sighting JOIN source_row USING (row_id) WHERE stored"
SQL = SqlSteps(__name__)


class ChangedAspect(TypedDict):
    """One aspect of rows, and in how many it is read otherwise."""

    aspect: str
    rows: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is read otherwise: aspect -> rows, and the ids of the records of these rows."""

    changes: dict[str, int]
    record_ids: tuple[str, ...]


def compare_readings(*, before: BatchFile, after: BatchFile) -> Comparison:
    """Of rows that both readings found new, the only ones that a part holds whole."""
    engine = DuckDBEngine(threads=1)
    try:
        for name, part in (("said_after", after), ("said_before", before)):
            for table in TABLES:
                engine.make(table, f"SELECT * FROM read_parquet({quote_path(part.path(table))})")
            engine.make(name, SQL.fill("said"))
        engine.make("placed_record", PLACED)
        engine.make("otherwise", SQL.fill("otherwise"))
        changes = {row["aspect"]: row["rows"] for row in read_rows(engine, ChangedAspect, SQL.fill("changed"))}
        return Comparison(changes, tuple(engine.query(SQL.fill("changed_record")).column(0).to_pylist()))
    finally:
        engine.close()


def list_records(part: BatchFile) -> set[str]:
    """The ids of the records of which a part holds a row whole."""
    return set(pq.read_table(part.path("source_row"), columns=["record_id"], partitioning=None).column(0).to_pylist())
