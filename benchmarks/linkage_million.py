"""What linking costs at a million rows: python benchmarks/linkage_million.py SHARED_DATA [--rows N]

The measure is processor seconds against a floor, the raw DuckDB join of the same pairs, because wall time says more
about who else uses the machine. Making the rows is done in another process, so that the peak memory is that of linking
alone.
"""

import argparse
import json
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from linkage_people import invent_people, read_pickers, write_about
from linkage_quality import read_found, score

from sightline.linkage.candidates import NUMBERS, choose_pairs
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.link_decision import judge_pairs
from sightline.linkage.normal_forms.mentions import normalise_people
from sightline.linkage.profiles import build_profiles
from sightline.linkage.resolve import join_profiles
from sightline.linkage.results import write_people
from sightline.linkage.settings import read_settings
from sightline.linkage.things import resolve_things
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine
from sightline.store.engine import arrow_schema

SEED, PORTION, MEMORY = 4, 50_000, "1GB"


def write_rows(data: Path, target: Path, count: int) -> None:
    """Write so many mentions as Parquet; a mention's id begins with its true person."""
    rows = islice(_rows(data, count), count)
    with pq.ParquetWriter(target, arrow_schema(MENTION)) as writer:
        while portion := list(islice(rows, PORTION)):
            writer.write_table(make_mentions(portion))


def _rows(data: Path, count: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(SEED)
    for person in invent_people(count=count, seed=SEED, pickers=read_pickers(data / "inputs" / "ref_names")):
        for copy in range(chance.choice((1, 2, 3))):
            yield {
                "mention_id": f"{person.number:08d}-{copy}",
                "agency": f"agency_{copy}",
                **write_about(person, chance=chance),
            }


def run(rows: Path, folder: Path) -> dict[str, Any]:
    """Link the rows step by step; processor seconds of each, and the peak memory of the process."""
    settings = read_settings()
    engine = DuckDBEngine(folder / "analysis.duckdb", memory_limit=MEMORY)
    spent: dict[str, Any] = {}
    steps: dict[str, Callable[[], Any]] = {
        "load": lambda: engine.write(MENTION, f"SELECT * FROM read_parquet('{rows}')"),
        "normalise": lambda: normalise_people(engine=engine, settings=settings, secret=EXAMPLE_SECRET),
        "profiles": lambda: build_profiles(engine=engine, settings=settings),
        "block": lambda: choose_pairs(engine=engine, settings=settings),
        "score and judge": lambda: judge_pairs(engine=engine, settings=settings),
        "cluster": lambda: join_profiles(engine=engine, settings=settings),
        "things": lambda: resolve_things(engine=engine, settings=settings),
        "write": lambda: write_people(engine=engine, settings=settings),
    }
    for name, step in steps.items():
        started, wall = time.process_time(), time.perf_counter()
        step()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        spent[name] = time.process_time() - started
        print(
            f"  {name}: {spent[name]:.1f} s processor, {time.perf_counter() - wall:.1f} s wall, peak {peak:.0f} MiB",
            flush=True,
        )
    spent["peak_mib"] = peak
    spent["pairs"] = engine.query("SELECT count(*) FROM candidate").column(0)[0].as_py()
    found = read_found(engine.query("SELECT mention_id, person_id FROM resolved"))
    spent["precision"], spent["recall"] = score(found, {mention: mention[:8] for mention in found})
    engine.query("SELECT 1")
    engine.connection.execute("CREATE TABLE floor_profile AS SELECT * FROM profile").fetchall()
    engine.close()
    return spent


def floor(folder: Path) -> dict[str, Any]:
    """Processor seconds of the same pairs joined in raw DuckDB, rule by rule, and made distinct."""
    engine = DuckDBEngine(folder / "analysis.duckdb", memory_limit=MEMORY)
    started = time.process_time()
    joins = []
    for rule, condition in [
        *((rule, "NOT a.sealed AND NOT b.sealed") for rule in NUMBERS),
        *((rule, "a.comparable AND b.comparable") for rule in read_settings().blocking),
    ]:
        sides = [", ".join(f"{part} AS k{place}" for place, part in enumerate(rule.agree_on))] * 2
        agree = " AND ".join(f"a.k{place} = b.k{place}" for place in range(len(rule.agree_on)))
        left, right = (f"(SELECT profile_id, sealed, comparable, {side} FROM floor_profile)" for side in sides)
        joins.append(
            f"SELECT a.profile_id AS x, b.profile_id AS y FROM {left} a JOIN {right} b"
            f" ON {agree} AND a.profile_id < b.profile_id AND {condition}"
        )
    for place, join in enumerate(joins):
        engine.make(f"floor_{place}", join)
    engine.make("floor_pairs", "SELECT DISTINCT x, y FROM (" + " UNION ALL ".join(
        f"SELECT * FROM floor_{place}" for place in range(len(joins))) + ")")  # fmt: skip
    spent = time.process_time() - started
    return {"floor": spent, "floor_pairs": engine.query("SELECT count(*) FROM floor_pairs").column(0)[0].as_py()}


def main() -> None:
    """Make the rows, link them, measure the floor, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the shared data folder")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--do", choices=("all", "rows", "run", "floor"), default="all")
    parser.add_argument("--folder", type=Path, help="for the inner steps")
    asked = parser.parse_args()
    if asked.do == "all":
        measure(asked.data, asked.rows)
        return
    rows = asked.folder / "mention.parquet"
    if asked.do == "rows":
        write_rows(asked.data, rows, asked.rows)
        return
    result = run(rows, asked.folder) if asked.do == "run" else floor(asked.folder)
    (asked.folder / f"{asked.do}.json").write_text(json.dumps(result))


def measure(data: Path, count: int) -> None:
    """Each part in a process of its own."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "splink", "pyarrow"))
    print(f"{platform.machine()} {platform.system()}, Python {platform.python_version()}, {packages}; {count} rows")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for part in ("rows", "run", "floor"):
            command = [sys.executable, __file__, str(data), "--do", part, "--folder", made, "--rows", str(count)]
            subprocess.run(command, check=True)
        spent = json.loads((folder / "run.json").read_text()) | json.loads((folder / "floor.json").read_text())
    asked = spent["block"] + spent["score and judge"] + spent["cluster"]
    print(
        f"pairs {spent['pairs']} (raw join {spent['floor_pairs']}); block+score+judge+cluster {asked:.1f} s processor, "
        f"floor {spent['floor']:.1f} s, ratio {asked / spent['floor']:.2f}; peak {spent['peak_mib']:.0f} MiB; "
        f"precision {spent['precision']:.4f}, recall {spent['recall']:.4f} (in-sample generator)"
    )


if __name__ == "__main__":
    main()
