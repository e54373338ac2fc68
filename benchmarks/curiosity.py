"""How long the questions take to ask, and their pages to read: python benchmarks/curiosity.py --snapshot DIR

DIR is a finished snapshot's folder (a workspace's `snapshots/ID`). The tables are read from that snapshot and the
questions written into a database in memory, so nothing of the workspace is changed.
"""

import argparse
import platform
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path

from sightline import curiosity
from sightline.model.nouns import Role
from sightline.model.visibility import Reader, RowFilter
from sightline.sharing import row_filter
from sightline.store import DuckDBEngine
from sightline.store.layout.questions import build_unanswered
from sightline.store.serve.questions import QuestionsWanted
from sightline.store.snapshot_reader import open_store

READ = ("source_row", "fact", "mention", "resolved", "agency_record", "person", "thing", "compared")
MEMORY, READS = "2GB", 200


def engine_over(snapshot: Path) -> DuckDBEngine:
    """An engine in memory that reads the tables of a snapshot."""
    engine = DuckDBEngine(memory_limit=MEMORY)
    engine.connection.execute(f"ATTACH '{snapshot / 'analysis.duckdb'}' AS kept (READ_ONLY)").fetchall()
    for table in READ:
        engine.connection.execute(f"CREATE VIEW {table} AS SELECT * FROM kept.{table}").fetchall()
    return engine


def timed(name: str, work: Callable[[], object]) -> None:
    """Do a piece of work and print its wall and processor seconds."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    print(f"{name}: {time.perf_counter() - wall:.1f} s wall, {time.process_time() - processor:.1f} s processor")


def read_pages(path: Path, people: list[str], sight: RowFilter, name: str) -> None:
    """A page of a team's list, and one child's questions, many times."""
    wanted = QuestionsWanted(agency="childrens_services", most_a_child=6, most_a_worker=40)
    works: dict[str, list[float]] = {"a page of the list": [], "whom it is put to": [], "one child": []}
    with open_store(path) as store:
        reader = store.unanswered
        for place in range(READS):
            person_id = people[place % len(people)]
            doings: tuple[Callable[[], object], ...] = (
                partial(reader.listed, wanted=wanted, sight=sight, after=0, size=21),
                partial(reader.counts, wanted=wanted, sight=sight),
                partial(reader.of_person, person_id=person_id, sight=sight),
            )
            for seconds, work in zip(works.values(), doings, strict=True):
                begun = time.perf_counter()
                work()
                seconds.append(time.perf_counter() - begun)
    for what, seconds in works.items():
        print(f"{name}, {what}: p95 {statistics.quantiles(seconds, n=20)[18] * 1000:.1f} ms")


def main() -> None:
    """Measure and print, with the machine."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--snapshot", type=Path, required=True)
    options.add_argument("--as-at", type=date.fromisoformat, default=date(2026, 11, 25))
    chosen = options.parse_args()
    print(f"{platform.machine()}, Python {sys.version.split()[0]}, DuckDB {version('duckdb')}, limit {MEMORY}")
    engine = engine_over(chosen.snapshot)
    for table in ("source_row", "fact", "mention"):
        print(f"{table}: {engine.query(f'SELECT count(*) FROM {table}').column(0)[0].as_py():,} rows")
    timed("asking", lambda: curiosity.build(engine=engine, as_at=chosen.as_at))
    counts = engine.query("SELECT count(*), count(DISTINCT person_id), count(*) FILTER (urgent) FROM unanswered")
    asked, people, urgent = (column[0].as_py() for column in counts.columns)
    print(f"{asked:,} questions about {people:,} people, {urgent:,} urgent")
    for row in engine.query("SELECT rule_id, count(*) AS n FROM unanswered GROUP BY 1 ORDER BY n DESC").to_pylist():
        print(f"  {row['rule_id']}: {row['n']:,}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "serve.sqlite"
        timed("laying out for pages", lambda: build_unanswered(engine=engine, path=path, most_a_child=6))
        ids = engine.query("SELECT DISTINCT person_id FROM unanswered ORDER BY 1 LIMIT 200").column(0).to_pylist()
        practitioner = row_filter(reader=Reader("somebody", Role.PRACTITIONER, "childrens_services"))
        read_pages(path, ids, practitioner, "a practitioner")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
