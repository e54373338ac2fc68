"""A replay of a day is what a run on that day makes of the same files, cut to what was known then."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sightline import pipeline
from sightline.ingest import take_file
from sightline.invented import invent
from sightline.model.schema import SNAPSHOT_TABLES
from sightline.store import DuckDBEngine, Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.replays import Replay
from sightline.store.snapshots import Snapshot

DAY = re.compile(r"\d\d/\d\d/\d{4}")
RECORDED = ("Entered On", "Logged On", "Submitted On")
ALL_RECEIVED = date(2026, 3, 2)
# How many rows a file has and what its bytes are is another matter in files that are cut.
OF_FILES = ("received_file", "reject")
# Protected places of all agencies stay protected, whoever's records count.
OF_OTHERS = ("protected",)
DAYS = (date(2024, 8, 20), date(2024, 11, 5))
HOLDERS = ("", "police", "childrens_services")
DRAWN = [
    (DAYS[0], ""),
    (DAYS[1], "childrens_services"),
    *(
        pytest.param(date(2023 + n % 3, 1 + (n * 5) % 12, 3 + n), HOLDERS[n % 3], marks=pytest.mark.soak)
        for n in range(20)
    ),
]
AGENCY_OF = {
    "childrens_services": ("childrens_services_events", "childrens_services_family", "return_interviews"),
    "police": ("police_intelligence", "police_missing", "police_occurrences"),
}


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """Headings and rows of each file, those recorded last at the end: a cut takes rows off the end alone."""
    folder = tmp_path_factory.mktemp("invented")
    invent(children=14, seed=606, out=folder)
    sheets = {path.stem: list(csv.reader(path.read_text("utf-8").splitlines(True))) for path in folder.glob("*.csv")}
    return {
        name: [rows[0], *sorted(rows[1:], key=lambda row, heads=rows[0]: days_of(heads, row)[0])]
        for name, rows in sheets.items()
    }


def days_of(headings: Sequence[str], row: Sequence[str]) -> tuple[date, date]:
    """The day on which the row was recorded, by its first fact where none is written; and the last day that it names."""
    cells = dict(zip(headings, row, strict=True))
    named = [as_day(cell) for name, cell in cells.items() if "DOB" not in name and DAY.fullmatch(cell)]
    recorded = [as_day(cells[name]) for name in RECORDED if cells.get(name)]
    first = recorded[0] if recorded else min(named)
    return first, max([first, *named])


def as_day(cell: str) -> date:
    day, month, year = map(int, cell.split("/"))
    return date(year, month, day)


def is_whole(headings: Sequence[str], row: Sequence[str], day: date) -> bool:
    """Whether the row was known as it is on the day, or not at all: a cut of files cannot take half a row."""
    first, last = days_of(headings, row)
    return first > day or last <= day


def take(workspace: Workspace, files: Iterable[tuple[str, list[list[str]]]], received: date) -> None:
    batch = open_batch(workspace)
    folder = workspace.root / f"files {batch}"
    folder.mkdir()
    for name, rows in files:
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
        list(take_file(workspace=workspace, path=path, batch=batch, received_at=received.isoformat()))
    close_batch(workspace, batch, now=received.isoformat())


def new_workspace(folder: Path) -> Workspace:
    workspace = Workspace(folder)
    workspace.create()
    (folder / "linking.key").write_text("5" * 64, encoding="ascii")
    return workspace


def ask(snapshot: Snapshot, sql: str) -> list[tuple[Any, ...]]:
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        return engine.connection.execute(sql).fetchall()
    finally:
        engine.close()


def differing(one: Snapshot, other: Snapshot) -> dict[str, int]:
    """Of each table how many rows only one of the two has."""
    engine = DuckDBEngine()
    found = {}
    try:
        for name, snapshot in (("one", one), ("other", other)):
            engine.connection.execute(f"ATTACH '{snapshot.analysis}' AS {name} (READ_ONLY)").fetchall()
        for table in SNAPSHOT_TABLES:
            if table.name not in OF_FILES:
                columns = ", ".join(f'"{name}"' for name in table.column_names if name != "file_sha")
                left, right = (f"SELECT {columns} FROM {side}.{table.name}" for side in ("one", "other"))
                sql = f"SELECT count(*) FROM (({left} EXCEPT ALL {right}) UNION ALL ({right} EXCEPT ALL {left}))"
                found[table.name] = engine.connection.execute(sql).fetchall()[0][0]
    finally:
        engine.close()
    return {name: rows for name, rows in found.items() if rows}


@pytest.mark.parametrize(("day", "holder"), DRAWN)
def test_a_replay_is_the_run_of_that_day_over_what_was_known(
    invented: dict[str, list[list[str]]], tmp_path: Path, day: date, holder: str
) -> None:
    whole = {
        name: [rows[0], *(row for row in rows[1:] if is_whole(rows[0], row, day))] for name, rows in invented.items()
    }
    late, then = new_workspace(tmp_path / "late"), new_workspace(tmp_path / "then")
    take(late, whole.items(), ALL_RECEIVED)
    cut = {
        name: [rows[0], *(row for row in rows[1:] if days_of(rows[0], row)[0] <= day)]
        for name, rows in whole.items()
        if not holder or name in AGENCY_OF[holder]
    }
    take(then, cut.items(), day)
    folder = tmp_path / "replay"
    folder.mkdir()
    replayed = pipeline.run(workspace=late, as_at=day, replay=Replay(folder, (holder,) if holder else ()))
    of_that_day = pipeline.run(workspace=then, as_at=day)
    if day in DAYS:
        assert ask(of_that_day, "SELECT count(*) FROM fact") > [(20,)]
    found = differing(replayed, of_that_day)
    assert {name: rows for name, rows in found.items() if not (holder and name in OF_OTHERS)} == {}
    assert not list(late.snapshots.iterdir()), "a replay is no snapshot of the workspace"
