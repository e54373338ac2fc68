"""How long every day of three years takes: on which of them each statement of a review began to be true of each child.

    python benchmarks/review_days.py [--children N] [--seed N]

The county of the tests: what four agencies wrote of each child over three years. Only days on which something became
known are looked at: for all agencies together, each alone and each two. Tables are made before, in another process.
The aim: under five minutes and under 4 GB for 20,000 children on two cores.
"""

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "tests"), str(Path(__file__).parents[1])]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.casework.settings")

from support.county_of_days import HOLDERS, plant_days
from support.patterned import AS_AT, read_notes, write_rows

from sightline.networks.holders import find_held_groups
from sightline.patterns import build_together
from sightline.patterns.holders import find_conditions
from sightline.review.earliest import StatementEvidence
from sightline.review.notes import find_notes
from sightline.review.statements import ReviewStatement, SeenIn, read_statements
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine

CORES = 2


def make_tables(kept: Path, *, children: int, seed: int) -> None:
    """The tables of a planted county, in a file."""
    with tempfile.TemporaryDirectory() as folder:
        rows = (row for child in plant_days(children=children, seed=seed) for row in child.rows())
        engine = read_notes(write_rows(rows, Path(folder)))
    build_together(engine=engine, as_at=AS_AT)
    run = engine.connection.execute
    run(f"ATTACH '{kept}' AS kept").fetchall()
    for (name,) in run("SELECT table_name FROM duckdb_tables() WHERE NOT temporary").fetchall():
        run(f'CREATE TABLE kept."{name}" AS FROM "{name}"').fetchall()
    run("DETACH kept").fetchall()
    engine.close()


def gather(engine: DuckDBEngine, statement: ReviewStatement) -> Iterator[StatementEvidence]:
    """What makes a statement true of anybody."""
    if statement.of is SeenIn.NOTES:
        yield from find_notes(engine=engine, sign=statement.sign)
    elif statement.of is SeenIn.GROUPS:
        yield from find_held_groups(engine=engine, as_at=AS_AT, shown=lambda _: True)
    else:
        yield from find_conditions(
            engine=engine,
            as_at=AS_AT,
            calendar=read_calendar(),
            wanted=statement.patterns,
            shown=lambda _: True,
        )


def measure(kept: Path) -> None:
    """Ask for every day of every child, and print what it took."""
    engine = DuckDBEngine(kept, read_only=True, threads=CORES)
    engine.make("visible_record", "SELECT DISTINCT record_id FROM agency_record")
    asked = [(), *((one,) for one in HOLDERS), *combinations(HOLDERS, 2)]
    begun, worked = time.perf_counter(), time.process_time()
    for statement in read_statements(day=AS_AT):
        found, people = 0, set[str]()
        for one in gather(engine, statement):
            days = [one.days(holders=holders) for holders in asked]
            found += sum(map(len, days))
            people.update(one.people if days[0] else ())
        print(f"{statement.rule.id}: {found:,} days of {len(people):,} children", flush=True)
    took, cpu = time.perf_counter() - begun, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"every day: {took:.1f} s; of the processor {cpu:.1f} s; at most {peak:,.0f} MB")
    engine.close()


def main() -> None:
    """Make the county, then measure it in a process of its own."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--children", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=2)
    options.add_argument("--kept", type=Path, help="only measure the tables in this file")
    chosen = options.parse_args()
    if chosen.kept:
        measure(chosen.kept)
        return
    print(
        f"{platform.machine()}, Python {sys.version.split()[0]}, {chosen.children:,} children, three years", flush=True
    )
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "county.duckdb"
        begun = time.process_time()
        make_tables(kept, children=chosen.children, seed=chosen.seed)
        print(f"tables made before: {time.process_time() - begun:.0f} s of the processor", flush=True)
        subprocess.run([sys.executable, __file__, "--kept", str(kept)], check=True)


if __name__ == "__main__":
    main()
