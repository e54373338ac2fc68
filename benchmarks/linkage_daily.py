"""What linking costs on a day with few new rows: python benchmarks/linkage_daily.py [SHARED_DATA] [--rows N]

One record in a hundred is held back, and linked after the others: from nothing, and going on from what the others left.
Processor seconds of each step, and whether every table is the same. Both ways take turns in one process; the least of
some turns counts. With SHARED_DATA the rows are of households, each row a profile of its own; without, of an invented
partnership (--children).
"""

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import date
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from shutil import copyfile
from typing import Any
from unittest.mock import patch

from linkage_million import write_rows
from linkage_quality import take_in_invented

from sightline.linkage.examples import EXAMPLE_SECRET
from sightline.model.analysis_tables.protected_things import PROTECTED_ROW
from sightline.model.schema import LINKED, MENTION
from sightline.store import DuckDBEngine
from sightline.store.earlier import TOUCHED_ROW, EarlierSnapshot
from sightline.store.snapshots import Snapshot, hash_rows

RESOLVE = import_module("sightline.linkage.resolve")
STEPS = (
    "normalise_people", "build_profiles", "know_profiles", "choose_pairs", "judge_pairs", "write_pairs",
    "join_profiles", "resolve_things", "find_sure", "write_people", "write_compared", "find_hanging", "write_questions",
)  # fmt: skip
TURNS, MEMORY, TOTAL, HASHES = 3, "1GB", "all", "hash_tables"
NEW, GONE = "hash(record_id) % 100 = 0", "hash(record_id) % 200 = 1"
Spent = dict[str, float]


def link(engine: DuckDBEngine, earlier: EarlierSnapshot | None) -> Spent:
    """Link; processor seconds of each step."""
    spent: Spent = dict.fromkeys(STEPS, 0.0)

    def timed(name: str, step: Callable[..., Any], **given: Any) -> Any:
        started = time.process_time()
        try:
            return step(**given)
        finally:
            spent[name] = spent.get(name, 0.0) + time.process_time() - started

    with ExitStack() as patches:
        for name in STEPS:
            patches.enter_context(patch.object(RESOLVE, name, partial(timed, name, getattr(RESOLVE, name))))
        timed(TOTAL, RESOLVE.resolve, engine=engine, secret=EXAMPLE_SECRET, earlier=earlier)
    return spent


def hash_linked(engine: DuckDBEngine, known: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The hash of each table that linking writes; `known` ones follow from what changed."""
    return {table.name: known.get(table.name) or hash_rows(engine, table.name) for table in LINKED}


def turn(folder: Path, *, goes_on: bool, gone: str) -> tuple[Spent, dict[str, dict[str, Any]]]:
    """The day's linking in a copy of what the day before left."""
    path = folder / "today.duckdb"
    path.unlink(missing_ok=True)
    copyfile(folder / "before.duckdb", path)
    engine = DuckDBEngine(path, memory_limit=MEMORY)
    tables = hash_linked(engine, {}) | {PROTECTED_ROW.name: {"rows": 0}}
    before = EarlierSnapshot(Snapshot("", folder), date.min, frozenset(), tables, goes_on=True)
    engine.write(MENTION, f"SELECT * FROM read_parquet('{folder / 'all.parquet'}') WHERE NOT ({gone})")
    rows = f"read_parquet('{folder / 'all.parquet'}')"
    engine.make(TOUCHED_ROW, f"SELECT DISTINCT row_id FROM {rows} WHERE {NEW} OR {gone}")
    spent = link(engine, before if goes_on else None)
    started = time.process_time()
    found = hash_linked(engine, before.patched)
    spent[HASHES] = time.process_time() - started
    engine.close()
    return spent, found


def make_rows(asked: argparse.Namespace, folder: Path) -> None:
    """All mentions as Parquet, each with the id of a row."""
    if asked.data:
        write_rows(asked.data, folder / "made.parquet", asked.rows)
        rows = f"SELECT * REPLACE (mention_id AS row_id) FROM read_parquet('{folder / 'made.parquet'}')"
        engine = DuckDBEngine()
    else:
        rows = "SELECT * FROM mention"
        engine = take_in_invented(folder / "invented", children=asked.children, seed=5)
    # What is new came with a command of its own, behind all others.
    rows = f"SELECT * REPLACE (CASE WHEN {NEW} THEN 1 + max(batch) OVER () ELSE batch END AS batch) FROM ({rows})"
    engine.connection.execute(f"COPY ({rows}) TO '{folder / 'all.parquet'}' (FORMAT parquet)").fetchall()
    engine.close()


def main() -> None:
    """Make the rows, link the day before, then take turns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", help="the shared data folder")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--children", type=int, default=1_600)
    parser.add_argument("--gone", action="store_true", help="one record in two hundred goes besides")
    asked = parser.parse_args()
    packages = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "pyarrow"))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {packages}", flush=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        make_rows(asked, folder)
        engine = DuckDBEngine(folder / "before.duckdb", memory_limit=MEMORY)
        engine.write(MENTION, f"SELECT * FROM read_parquet('{folder / 'all.parquet'}') WHERE NOT ({NEW})")
        link(engine, None)
        engine.close()
        gone = GONE if asked.gone else "false"
        turns = [tuple(turn(folder, goes_on=way, gone=gone) for way in (False, True)) for _ in range(TURNS)]
    same = all(whole[1] == daily[1] for whole, daily in turns)
    print(f"load {os.getloadavg()[0]:.1f}; tables the same: {same}")
    for name in (*STEPS, TOTAL, HASHES):
        whole, daily = (min(pair[way][0][name] for pair in turns) for way in (0, 1))
        print(f"  {name:18s} {whole:6.2f} {daily:6.2f}  {daily / whole if whole else 0:.2f}")


if __name__ == "__main__":
    main()
