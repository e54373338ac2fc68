"""The restore drill, on SQLite and on PostgreSQL: backed up while others write, restored elsewhere, and all is there."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from support import warm
from support.postgres import cluster, find_binaries
from support.small_partnership import ELSEWHERE, LIVE_ON, plain_once

ROOT = Path(__file__).parents[2]
PROCESS = ROOT / "tests" / "support" / "backup_process.py"
AS_AT = "2024-12-02"
SEALED = "attachments/ab/ab12.sealed"
DIFFER = ("casework_auditentry", "casework_decision", "casework_lease", "django_session", "sqlite_sequence")


class Place:
    """A workspace and its database: SQLite in it, or PostgreSQL at an address."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        self.around = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
        if url:
            self.around["SIGHTLINE_DATABASE_URL"] = url

    def sightline(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "sightline", "-w", self.folder, *words)

    def python(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return warm.run([str(word) for word in words], env=self.around)

    def ask(self) -> Any:
        done = self.python(PROCESS, self.folder, "ask")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def decided(self) -> set[int]:
        """The decisions that the writer was told of."""
        sql = "SELECT sequence FROM casework_decision WHERE kind = 'invented'"
        with self.database() as connection:
            return {number for (number,) in connection.execute(sql).fetchall()}

    def database(self) -> Any:
        if self.url:
            import psycopg

            return psycopg.connect(self.url)
        return closing(sqlite3.connect(self.folder / "casework.sqlite3"))

    def rows(self) -> dict[str, str]:
        """A hash of each table's rows but those that go on growing, sessions and the lease."""
        names = "SELECT name FROM sqlite_master WHERE type = 'table'"
        if self.url:
            names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        with self.database() as connection:
            return hash_tables(connection, names)

    def append(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, str(PROCESS), str(self.folder), "append"],
            cwd=ROOT, env=self.around, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip


def hash_tables(connection: Any, names: str) -> dict[str, str]:
    found = {}
    for (table,) in connection.execute(names).fetchall():
        if table not in DIFFER:
            rows = sorted(map(repr, connection.execute(f'SELECT * FROM "{table}"').fetchall()))
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


@pytest.fixture(params=[pytest.param("sqlite", marks=pytest.mark.soak), "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Place, str]]:
    """A filled workspace, and the address of an empty database to restore into."""
    if os.environ.get("SIGHTLINE_DATABASE_URL"):
        pytest.skip("this test brings both databases itself")
    binaries = find_binaries()
    if request.param == "postgresql" and binaries is None:
        pytest.skip("PostgreSQL is not installed: as root, 'apt-get install postgresql', then test again")
    with ExitStack() as stack:
        url = stack.enter_context(cluster(binaries)) if request.param == "postgresql" and binaries else ""
        left_out = shutil.ignore_patterns("casework.sqlite3*", "files")
        shutil.copytree(plain_once(tmp_path.parent), tmp_path / "built", ignore=left_out)
        place = Place(tmp_path / "built" / "workspace", url)
        (place.folder / SEALED).parent.mkdir(parents=True)
        (place.folder / SEALED).write_bytes(b"sealed")
        yield place, second_database(url)


def second_database(url: str) -> str:
    """An empty database beside the first."""
    if not url:
        return ""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE restored")
    return url.replace("///postgres?", "///restored?")


def test_what_was_acknowledged_before_a_backup_is_there_after_a_restore(
    places: tuple[Place, str], tmp_path: Path
) -> None:
    place, other_url = places
    backup, keys = tmp_path / "backup", tmp_path / "elsewhere" / "keys"
    with place.append() as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(20)]
        made = place.sightline("backup", backup, "--keys", keys)
        acknowledged += [int(writer.stdout.readline()) for _ in range(20)]
        rows = place.rows()
        writer.terminate()
        *later, asked = writer.stdout.read().splitlines()
    assert made.returncode == 0, made.stdout + made.stderr
    restored = Place(tmp_path / "restored", other_url)
    wanted = ["--database-url", other_url] if other_url else []
    done = place_without_url(place).sightline("restore", backup, "--keys", keys, "--to", restored.folder, *wanted)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "NOT in order" not in done.stdout
    assert restored.rows() == rows
    assert (restored.folder / SEALED).read_bytes() == b"sealed", "documents lie beside received files"
    assert set(acknowledged[:20]) <= restored.decided() < {*acknowledged, *map(int, later)}
    if not other_url:  # what pages and runs make of the same rows has nothing to do with the database
        before, after = json.loads(asked), restored.ask()
        assert after["breaks"] == before["breaks"] == [None, None]
        assert (after["pages"], after["snapshot"]) == (before["pages"], before["snapshot"])
        check_built_again(restored, after["snapshot"])


def place_without_url(place: Place) -> Place:
    """The command line as on another machine: nothing around it names a database."""
    return Place(place.folder, "")


def check_built_again(place: Place, snapshot: str) -> None:
    """The restored files, key, rules and go-live days give the same tables as before."""
    folder = place.folder / "snapshots" / snapshot
    tables = json.loads((folder / "manifest.json").read_text())["tables"]
    shutil.rmtree(folder)
    done = place.python("-c", REBUILD, place.folder, AS_AT, LIVE_ON)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == tables


REBUILD = """
import json, sys
from datetime import date
from pathlib import Path
from sightline import pipeline
from sightline.model.go_live import GoLive
from sightline.model.nouns import Agency
from sightline.store import Workspace
live = [GoLive(agency, "", date.fromisoformat(sys.argv[3])) for agency in Agency]
made = pipeline.run(workspace=Workspace(Path(sys.argv[1])), as_at=date.fromisoformat(sys.argv[2]), go_lives=live)
print(json.dumps(made.manifest()["tables"]))
"""
