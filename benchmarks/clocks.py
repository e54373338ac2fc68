"""How long it takes to evaluate a million open clocks: python benchmarks/clocks.py [--clocks N]

The facts are made by SQL, not by ingest, so that nothing but the clocks is measured. None of them is stopped; for each
start there is a fact that would stop its clock, had it not happened before.
"""

import argparse
import platform
import resource
import sqlite3
import sys
import tempfile
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path

from sightline.model.schema import AGENCY_RECORD, FACT, MENTION, PERSON, RECEIVED_FILE, RESOLVED, SOURCE_ROW
from sightline.model.tables import Table, Type
from sightline.model.visibility import RowFilter
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine
from sightline.store.layout.clocks import build_conclusions
from sightline.store.serve.clocks import ClocksWanted, Conclusions
from sightline.timescales import build_clocks, load_clock_rules

MEMORY, AS_AT = "2GB", date(2025, 9, 1)
CLOCKS_A_START = 8  # two of a referral, two of a conference, three of a return, one of an interview
EMPTY = {
    Type.TEXT: "''", Type.WHEN: "'2025-08-01T08:00:00Z'", Type.JSON: "'{}'", Type.INT: "1", Type.BOOL: "false",
    Type.TEXTS: "[]", Type.INTS: "[]", Type.DATES: "[]", Type.DATE: "DATE '2025-08-01'", Type.FLOAT: "0.0",
}  # fmt: skip

# kind 0 to 2 start clocks; 3 to 5 are what would stop them, two years earlier.
ROWS = """
SELECT 'row' || number AS row_id, 'rec' || number AS record_id, 'men' || number AS mention_id,
       'child' || child AS person_id, number % 6 AS kind, child,
       ['childrens_services_events', 'childrens_services_events', 'police_missing',
        'childrens_services_events', 'childrens_services_events', 'return_interviews'][number % 6 + 1] AS layout,
       ['event', 'event', 'found', 'event', 'event', 'interview'][number % 6 + 1] AS fact,
       ['/referral', '/icpc', '', '/assessment end', '/core group', ''][number % 6 + 1] AS type,
       TIMESTAMP '2025-06-01 00:00:00' + to_minutes(CAST(hash(number) % 130000 AS INTEGER))
         - to_days(CASE WHEN number % 6 > 2 THEN 730 ELSE 0 END) AS began
FROM (SELECT CAST(range AS BIGINT) AS number, CAST(range // 12 AS BIGINT) AS child FROM range({rows}))
"""
GIVEN = {
    FACT: {
        "row_id": "row_id", "record_id": "record_id", "name": "fact", "date_precision": "'exact'",
        "occurred_from": "strftime(began, '%Y-%m-%dT%H:%M:%SZ')",
    },
    SOURCE_ROW: {"row_id": "row_id", "record_id": "record_id", "layout": "layout", "standing": "'current'"},
    AGENCY_RECORD: {
        "record_id": "record_id", "latest": "true", "layout": "layout", "kind": "layout || type",
        "source_key": "record_id", "agency": "'childrens_services'",
    },
    MENTION: {
        "mention_id": "mention_id", "row_id": "row_id", "record_id": "record_id", "slot": "'subject'",
        "entity_kind": "'person'",
    },
    RESOLVED: {"mention_id": "mention_id", "person_id": "person_id"},
}  # fmt: skip


def fill(engine: DuckDBEngine, rows: int) -> None:
    """The tables from which clocks are made."""
    engine.make("made", ROWS.format(rows=rows))
    for table, given in GIVEN.items():
        engine.write(table, f"SELECT {_columns(table, given)} FROM made")
    people = {"person_id": "person_id", "birth_dates": "[DATE '2010-03-27']"}
    engine.write(PERSON, f"SELECT {_columns(PERSON, people)} FROM (SELECT DISTINCT person_id FROM made)")
    received = {"mapping": "layout", "file_sha": "layout", "agency": "'childrens_services'",
                "received_at": "'2025-09-01T08:00:00Z'"}  # fmt: skip
    engine.write(RECEIVED_FILE, f"SELECT {_columns(RECEIVED_FILE, received)} FROM (SELECT DISTINCT layout FROM made)")


def _columns(table: Table, given: dict[str, str]) -> str:
    return ", ".join(f"{given.get(c.name, 'NULL' if c.optional else EMPTY[c.type])} AS {c.name}" for c in table.columns)


def main() -> int:
    """Print what was measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--clocks", type=int, default=1_000_000)
    wanted = parser.parse_args().clocks
    print(f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}, DuckDB {version('duckdb')}")
    with tempfile.TemporaryDirectory() as folder:
        engine = DuckDBEngine(Path(folder) / "analysis.duckdb", memory_limit=MEMORY, threads=2)
        fill(engine, -(-wanted // CLOCKS_A_START) * 6)
        wall, used = time.perf_counter(), time.process_time()
        report = build_clocks(engine=engine, as_at=AS_AT, rules=load_clock_rules(), calendar=read_calendar())
        wall, used = time.perf_counter() - wall, time.process_time() - used
        stopped = engine.query("SELECT count(*) FROM clock WHERE stopped_at IS NOT NULL").column(0)[0].as_py()
        built = sum(sum(states.values()) for states in report.clocks.values())
        print(f"{built:,} clocks, {built - stopped:,} open: {wall:.1f} s, {used:.1f} s of processor; aim < 30 s")
        print("  " + ", ".join(f"{rule} {sum(states.values()):,}" for rule, states in report.clocks.items()))
        store(engine, Path(folder) / "serve.sqlite")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MiB")
    return 0


def store(engine: DuckDBEngine, path: Path) -> None:
    """Lay the clocks out for pages, and read the first five pages of what is due of one agency."""
    started = time.perf_counter()
    build_conclusions(engine=engine, path=path)
    print(f"laid out for pages: {time.perf_counter() - started:.1f} s, {path.stat().st_size // 2**20:,} MiB")
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    reader, times, after = Conclusions(connection), list[float](), ""
    wanted = ClocksWanted(agency="childrens_services", due_from="2025-08-20", open_only=True)
    for _ in range(100):
        begun = time.perf_counter()
        rows = reader.clocks(wanted=wanted, sight=RowFilter("NOT sealed AND NOT restricted", ()), after=after, size=50)
        times.append(time.perf_counter() - begun)
        after = rows[-1]["cursor"]
    median, p95 = (sorted(times)[place] * 1000 for place in (50, 95))
    print(f"a page of 50 of the work list: median {median:.1f} ms, p95 {p95:.1f} ms")
    connection.close()


if __name__ == "__main__":
    sys.exit(main())
