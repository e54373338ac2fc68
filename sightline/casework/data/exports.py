"""Exports one table of the current snapshot, or a list of what people write, filtered for whoever asks.

The file gets its name only after the audit row is committed. Until then it is `.partial`, and it is removed where the
export was refused or could not be audited.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from sightline.casework.audit.trail import Trail, audited
from sightline.casework.bulk_exports.pages import ExportRequest
from sightline.casework.bulk_exports.rights import check_exports
from sightline.casework.bulk_exports.services import label_file, need_second_person, use_request
from sightline.casework.core.serving import need_snapshot
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.export_queries import prepare, query_of
from sightline.casework.meetings.agreed_actions import list_agreed_actions
from sightline.casework.people.kept_here import leave_for
from sightline.documents.tables import write_rows
from sightline.model.errors import Usage
from sightline.model.exports.lists import EXPORTED, LISTS, declare_exported
from sightline.model.visibility import Reader
from sightline.sharing import counts_wording_of, row_filter
from sightline.store import DuckDBEngine, Workspace
from sightline.store.engine import arrow_schema
from sightline.store.files import fsync, sha256_of
from sightline.store.snapshots import Snapshot

FORMATS = ("csv", "xlsx", "parquet", "jsonl")
BATCH_ROWS = 20_000
REJECTS, PATTERNS, BODIES = "rejects", "patterns", "bodies"


def export_table(
    session: ReaderSession,
    *,
    workspace: Workspace,
    table: str,
    format: str = "csv",
    out: Path,
    request: int | None = None,
    password: str = "",
) -> int:
    """Write one table to `out`; the number of rows. Its columns are `exported` of its declaration.

    `request` is the number of a bulk export to which a second person agreed, and has its purpose. In a trial, the demo
    and a training workspace everything is invented, and none is needed.
    """
    partial = out.with_name(out.name + ".partial")
    try:
        with audited(session, action="export") as trail:
            check_exports(actor=session.actor, table=table)
            check_wanted(table=table, format=format, out=out)
            agreed = need_second_person(session, table=table, number=request, password=password)
            kept_here, session = leave_for(session, purpose=agreed.purpose if agreed else "")
            file = ExportedFile(table, format, partial, _label(session, agreed, kept_here))
            if table in LISTS:
                rows, rules = _write_list(session, trail, file)
            else:
                snapshot = need_snapshot(workspace)
                rows, rules = _write(session, trail, snapshot, file)
                trail.add("snapshot", [snapshot.id])
            fsync(partial)
            trail.details |= {"table": table, "format": format, "rows": rows, "sha256": sha256_of(partial)}
            if table == PATTERNS:
                trail.details["rules"] = rules  # so that a rule's page can say who was shown what it recognised
            if agreed:
                trail.details |= {"purpose": agreed.purpose, "request": agreed.number}
                use_request(session, request=agreed)
        partial.rename(out)
    finally:
        partial.unlink(missing_ok=True)
    return rows


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """The file that is written: which list, in which format, under which name, and what its first line says."""

    table: str
    format: str
    path: Path
    label: str

    def write(self, rows: pa.RecordBatchReader) -> int:
        """Write all rows; how many there are."""
        columns = declare_exported(self.table)
        return write_rows(rows=rows, format=self.format, path=self.path, label=self.label, columns=columns)


def _label(session: ReaderSession, agreed: ExportRequest | None, kept_here: str) -> str:
    """Who exported the file, when and what for, and what is not in it: what its first line says.

    Where everything is invented, only what is not in it.
    """
    return " ".join(filter(None, (label_file(session, agreed), kept_here)))


def check_wanted(*, table: str, format: str, out: Path) -> None:
    """Usage where there is no such table, format or folder."""
    if table not in EXPORTED:
        raise Usage(
            f"There is no list '{table}'.", code="no_table", what_to_do=f"Choose one of: {', '.join(EXPORTED)}."
        )
    if format not in FORMATS:
        raise Usage(f"There is no format '{format}'.", code="no_format", what_to_do=f"Choose: {', '.join(FORMATS)}.")
    if out.is_dir() or not out.parent.is_dir():
        raise Usage(
            "The file cannot be written there.", code="no_folder", what_to_do="Name a file in a folder that exists."
        )


def _write_list(session: ReaderSession, trail: Trail, file: ExportedFile) -> tuple[int, list[str]]:
    """Agreed actions, the one list there is: how many rows, by no rule."""
    rows = list(list_agreed_actions(session))
    trail.add("meeting", sorted({str(row["meeting_id"]) for row in rows}))
    made = pa.Table.from_pylist(rows, schema=arrow_schema(LISTS[file.table]))
    return file.write(made.to_reader()), []


def _of_patterns(sql: str, parameters: tuple[Any, ...], reader: Reader) -> tuple[str, tuple[Any, ...]]:
    """What is for a team's supervisor, to those alone who see its counts."""
    to_supervisors = {
        "all": ("true", ()), "own agency": ("agencies = [?]", (reader.agency,)), "none": ("false", ())
    }[counts_wording_of(reader=reader)]  # fmt: skip
    condition, names = to_supervisors
    return f"SELECT * FROM ({sql}) WHERE class <> 'supervisor' OR {condition}", (*parameters, *names)


def _write(session: ReaderSession, trail: Trail, snapshot: Snapshot, file: ExportedFile) -> tuple[int, list[str]]:
    """How many rows were written; of patterns also the rules that they are by."""
    reader, table = session.actor.reader, file.table
    sight = row_filter(reader=reader)
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        with tempfile.TemporaryDirectory() as spill:
            engine.connection.execute(f"SET temp_directory = '{spill}'").fetchall()
            if table != REJECTS:
                for name, (sql, parameters) in prepare(sight, hidden=session.hidden).items():
                    engine.connection.execute(f"CREATE TEMP TABLE {name} AS {sql}", list(parameters)).fetchall()
            sql, parameters = query_of(
                table,
                sight,
                withdrawn=session.withdrawn,
                disputed=session.disputed,
                conclusions=session.disputed_conclusions,
            )
            if table == PATTERNS:
                sql, parameters = _of_patterns(sql, parameters, reader)
            found = engine.connection.sql(sql, params=list(parameters) or None)
            batches = found.to_arrow_reader(BATCH_ROWS)
            rows = file.write(batches)
            if table != REJECTS:
                trail.details[BODIES] = _bodies(engine, table, sql, parameters)
            if table != PATTERNS:
                return rows, []
            by = engine.query(f"SELECT DISTINCT pattern_id FROM ({sql}) ORDER BY 1", parameters)
            return rows, [str(rule) for rule in by.column(0).to_pylist()]
    finally:
        engine.close()


def _bodies(engine: DuckDBEngine, table: str, sql: str, parameters: tuple[Any, ...]) -> list[list[Any]]:
    """Whose records a table rests on, for the sharing ledger: agency, organisation, layout and how many."""
    columns = {column.name for column in EXPORTED[table].columns}
    from_rows = {
        "record_id": f"SELECT record_id FROM ({sql})",
        "record_ids": f"SELECT unnest(record_ids) AS record_id FROM ({sql})",
    }
    of_table = next((from_rows[name] for name in from_rows if name in columns), "")
    named = of_table or "SELECT record_id FROM visible_record"
    counted = engine.query(
        "SELECT agency, coalesce(organisation, ''), layout, count(DISTINCT record_id) FROM agency_record "
        f"WHERE latest AND record_id IN ({named}) GROUP BY ALL ORDER BY ALL",
        parameters if of_table else (),
    )
    counts = [counted.column(place).to_pylist() for place in range(counted.num_columns)]
    return [list(row) for row in zip(*counts, strict=True)]
