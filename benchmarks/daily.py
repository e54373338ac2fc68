"""What a daily file costs once a million rows are held: python benchmarks/daily.py [--children N] [--rows N] [--anew]

The daily file is not another invention. It is the last rows of the largest export that brings changes, held back from
the first ingest, so they name people who are held already. Wall and processor seconds are of whole commands, as
somebody waits for them. With --anew the same files are run from nothing too, and compared.
"""

import argparse
import csv
import json
import os
import platform
import shutil
import sqlite3
import tempfile
from importlib.metadata import version
from pathlib import Path

from whole import sightline

from sightline.store import DuckDBEngine
from sightline.store.snapshots import Snapshot

SEED, HELD_BACK = 5, "health_attendances.csv"


def hold_back(files: Path, day: Path, rows: int) -> None:
    """Move the last so many rows of one export into a file of their own."""
    day.mkdir()
    with (files / HELD_BACK).open(encoding="utf-8", newline="") as stream:
        head, *every = csv.reader(stream)
    for path, part in ((files / HELD_BACK, every[:-rows]), (day / f"day_{HELD_BACK}", every[-rows:])):
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([head, *part])


def newest(workspace: Path) -> Snapshot:
    """The snapshot made last."""
    made = max((workspace / "snapshots").glob("*/manifest.json"), key=lambda path: path.stat().st_mtime)
    return Snapshot(made.parent.name, made.parent)


def compare_ids(before: Snapshot, after: Snapshot) -> str:
    """Whether earlier weights and ids stand."""
    engine = DuckDBEngine()
    for name, snapshot in (("before", before), ("after", after)):
        engine.connection.execute(f"ATTACH '{snapshot.analysis}' AS {name} (READ_ONLY)").fetchall()
    (links, other, gone), (people, merged) = (
        engine.connection.execute(sql).fetchall()[0]
        for sql in (
            """SELECT count(*), count(*) FILTER (n.weight IS DISTINCT FROM b.weight AND n.reason IS NOT NULL),
               count(*) FILTER (n.reason IS NULL)
               FROM before.link b LEFT JOIN after.link n USING (mention_id_a, mention_id_b)""",
            """SELECT count(*), count(*) FILTER (n.person_id IS NULL)
               FROM before.person b LEFT JOIN after.person n USING (person_id)""",
        )
    )
    return (
        f"of {links} links {other} have another weight and {gone} another way to be joined; of {people} person ids "
        f"{merged} are joined to an older one"
    )


def compare_tables(one: Snapshot, other: Snapshot) -> str:
    """Whether two snapshots hold the very same tables, and pages as many lines."""
    differ = [name for name, told in one.manifest()["tables"].items() if told != other.manifest()["tables"][name]]
    lines = [count_lines(snapshot) for snapshot in (one, other)]
    return f"tables that differ: {differ or 'none'}; tables for pages with other lines: {sorted(lines[0] ^ lines[1])}"


def count_lines(snapshot: Snapshot) -> set[tuple[str, int]]:
    """Each table for pages with how many lines it has."""
    connection = sqlite3.connect(snapshot.serve_file)
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    counted = {(name, connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for (name,) in names.fetchall()}
    connection.close()
    return counted


def main() -> None:
    """Invent, hold back, take in, run; the daily file; what stands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=16_500)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--anew", action="store_true")
    asked = parser.parse_args()
    packages = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "splink", "pyarrow"))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {packages}", flush=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        workspace, other = folder / "workspace", folder / "anew"
        sightline("invent", "--children", str(asked.children), "--seed", str(SEED), "--out", folder / "files")
        hold_back(folder / "files", folder / "day", asked.rows)
        sightline("init", "--trial", workspace)
        shutil.copytree(folder / "files" / "agreements", workspace / "agreements")
        sightline("-w", workspace, "ingest", folder / "files")
        sightline("-w", workspace, "run")
        before = Snapshot("before", folder / "before")  # a copy: of one day only the newest is kept
        shutil.copytree(newest(workspace).folder, before.folder)
        first = newest(workspace).id
        print(f"  held: {json.dumps(before.manifest()['counts'])}; load {os.getloadavg()[0]:.1f}", flush=True)
        sightline("-w", workspace, "ingest", folder / "day")
        sightline("-w", workspace, "run")
        after = newest(workspace)
        print(f"  went on from the first: {after.manifest()['went_on_from'] == first}; load {os.getloadavg()[0]:.1f}")
        print(f"  {compare_ids(before, after)}")
        if asked.anew:
            sightline("init", other)
            for name in ("received", "batches"):
                shutil.copytree(workspace / name, other / name, dirs_exist_ok=True)
            shutil.copy(workspace / "linking.key", other / "linking.key")
            sightline("-w", other, "run")
            print(f"  {compare_tables(after, newest(other))}")


if __name__ == "__main__":
    main()
