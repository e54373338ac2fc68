"""How long one new mention waits for its candidates: python benchmarks/live.py SHARED_DATA [--rows N]

The rows are linked as in a run, but only the tables from which the live index is made are filled; it is laid out by the
same code as a snapshot's. Half of those asked about bear the most common names, whose blocks are the longest.
"""

import argparse
import platform
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from linkage_million import MEMORY, write_rows
from linkage_people import mistype

from sightline.linkage import find_candidates, list_keys
from sightline.linkage.candidates import choose_pairs
from sightline.linkage.link_decision import judge_pairs
from sightline.linkage.live.profile import write_compared
from sightline.linkage.normal_forms.mentions import normalise_people
from sightline.linkage.profiles import build_profiles
from sightline.linkage.resolve import join_profiles
from sightline.linkage.results import PERSON_OF
from sightline.linkage.settings import read_settings
from sightline.model.rows.index import ServedLiveProfile
from sightline.model.schema import MENTION
from sightline.model.visibility import RowFilter
from sightline.store import DuckDBEngine
from sightline.store.layout.live_index import fill_live
from sightline.store.layout.tables import fill_table
from sightline.store.snapshot_reader import SnapshotReader, open_store

SECRET, SEED, ASKED, COMMON = "0" * 64, 6, 1_000, 40
SEES = RowFilter("NOT sealed AND (NOT restricted OR agency = ?)", ("agency_0",))


def build(rows: Path, folder: Path) -> None:
    """Link the rows and lay out the live index beside them."""
    settings, started = read_settings(), time.perf_counter()
    engine = DuckDBEngine(folder / "analysis.duckdb", memory_limit=MEMORY)
    engine.write(MENTION, f"SELECT * FROM read_parquet('{rows}')")
    normalise_people(engine=engine, settings=settings, secret=SECRET.encode())
    build_profiles(engine=engine, settings=settings)
    choose_pairs(engine=engine, settings=settings)
    judge_pairs(engine=engine, settings=settings)
    join_profiles(engine=engine, settings=settings)
    engine.make("person_of", PERSON_OF)
    write_compared(engine=engine)
    linked = time.perf_counter()
    engine.make(
        "people", "SELECT *, false AS sealed, false AS address_withheld FROM mention JOIN person_of USING (mention_id)"
    )
    path = folder / "serve.sqlite"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;")
    for table, query in fill_live(connection=connection, engine=engine, keys=list_keys(secret=SECRET)).items():
        fill_table(connection=connection, engine=engine, table=table, query=query)
    size = path.stat().st_size / 2**20
    lines = connection.execute("SELECT count(*) FROM live_profile").fetchone()[0]
    connection.close()
    engine.close()
    print(
        f"linked in {linked - started:.0f} s, index laid out in {time.perf_counter() - linked:.0f} s: "
        f"{lines} profiles, {size:.0f} MiB; peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB"
    )


def choose_asked(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Mentions to ask about, each changed as a new row of the same person would be: of anybody, and of common names."""
    engine = DuckDBEngine(folder / "analysis.duckdb", read_only=True)
    common = f"""(SELECT surname, forename FROM mention WHERE forename <> '' AND surname <> ''
        GROUP BY ALL ORDER BY count(*) DESC, surname, forename LIMIT {COMMON})"""
    asked = {}
    for name, condition in (("anybody", "true"), ("common names", f"(surname, forename) IN {common}")):
        rows = engine.query(
            f"SELECT * FROM mention WHERE {condition} ORDER BY md5(mention_id) LIMIT {ASKED // 2}"
        ).to_pylist()
        asked[name] = [change(row) for row in rows]
    engine.close()
    return asked


def change(row: dict[str, Any]) -> dict[str, Any]:
    """The row as another agency might write it: of three, one as it stands, one mistyped, one without its home."""
    chance = random.Random(f"{SEED} {row['mention_id']}")
    draw = chance.random()
    if draw < 1 / 3:
        return row | {"surname": mistype(row["surname"], chance)}
    return row | ({"address": "", "postcode": "", "phone": ""} if draw < 2 / 3 else {})


def ask(folder: Path) -> None:
    """Milliseconds of each answer, and how often the person was among the first ten."""
    asked = choose_asked(folder)
    all_times: list[float] = []
    with open_store(folder / "serve.sqlite") as reader:
        find_candidates(reader=reader, secret=SECRET, mention=asked["anybody"][0], sight=SEES)  # rules are read once
        for name, mentions in asked.items():
            times, skipped, own = [], Counter[str](), 0
            for mention in mentions:
                started = time.perf_counter()
                found = find_candidates(reader=reader, secret=SECRET, mention=mention, sight=SEES)
                times.append((time.perf_counter() - started) * 1000)
                skipped.update(found.blocks_skipped)
                own += any(one.mention_id[:8] == mention["mention_id"][:8] for one in found.people)
            all_times += times
            say(name, times)
            print(f"    among the first ten: {own} of {len(mentions)}; blocks left out: {dict(skipped)}")
    say("all", all_times)
    ask_fullest(folder, asked["common names"][0])


def ask_fullest(folder: Path, mention: dict[str, Any]) -> None:
    """The longest that an answer can take: as many lines under each key as are compared at all, none the same."""
    settings = read_settings()
    engine = sqlite3.connect(folder / "serve.sqlite")
    lines = engine.execute("SELECT max(place) FROM live_profile").fetchone()[0]
    engine.close()
    rules, each = len(settings.blocking), settings.largest_block
    with open_store(folder / "serve.sqlite") as reader:
        places = iter(range(1, min(lines, rules * each) + 1))
        reader.index_rows = lambda **_: [  # type: ignore[method-assign]
            row for place in islice(places, each) for row in one_line(reader, place)
        ]
        started = time.perf_counter()
        find_candidates(reader=reader, secret=SECRET, mention=mention, sight=SEES)
        spent = (time.perf_counter() - started) * 1000
    print(f"  {rules} full blocks of {each}, all different: {spent:.1f} ms")


def one_line(reader: SnapshotReader, place: int) -> list[ServedLiveProfile]:
    """A line of the index by its number."""
    return reader._read_declared(ServedLiveProfile, "SELECT * FROM live_profile WHERE place = ?", [place])


def say(name: str, times: list[float]) -> None:
    """Print the middle, the 95th of a hundred and the longest."""
    cuts = statistics.quantiles(times, n=100)
    print(f"  {name}: median {cuts[49]:.2f} ms, p95 {cuts[94]:.2f} ms, longest {max(times):.2f} ms")


def main() -> None:
    """Make the rows, build the index, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the shared data folder")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--do", choices=("all", "rows", "build", "ask"), default="all")
    parser.add_argument("--folder", type=Path, help="for the inner steps")
    given = parser.parse_args()
    if given.do == "all":
        measure(given.data, given.rows)
    elif given.do == "rows":
        write_rows(given.data, given.folder / "mention.parquet", given.rows)
    elif given.do == "build":
        build(given.folder / "mention.parquet", given.folder)
    else:
        ask(given.folder)


def measure(data: Path, rows: int) -> None:
    """Each part in a process of its own."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "splink", "pyarrow"))
    print(
        f"{platform.machine()} {platform.system()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {packages}; {rows} mentions",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        for part in ("rows", "build", "ask"):
            command = [sys.executable, __file__, str(data), "--do", part, "--folder", folder, "--rows", str(rows)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
