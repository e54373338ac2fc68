"""Workspaces of earlier versions: refused as they are, upgraded once there is a backup, and brought back by it.

One test a workspace, because each step needs the one before: a key for linking is changed at its end.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support import warm
from support.small_partnership import ELSEWHERE

from sightline.casework.backup.manifest import SQLITE_FILE, read_manifest
from sightline.casework.keys.sealed_secrets import BEFORE, PREFIX
from sightline.store.workspace import FORMAT, read_format

ROOT = Path(__file__).parents[2]
KEPT = sorted((ROOT / "tests" / "data" / "workspaces").glob("*.tar.xz"))
ASK = ROOT / "tests" / "support" / "upgraded_process.py"
FEWEST_VOCABULARIES = 8  # of which each workspace holds words
SEVERAL = ROOT / "tests" / "support" / "several_commands.py"


def python(*words: str | Path) -> "subprocess.CompletedProcess[str]":
    around = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    return warm.run([str(word) for word in words], env=around)


def sightline(workspace: Path, *commands: list[str]) -> str:
    """Several commands in one process; each must end well."""
    done = python(SEVERAL, json.dumps([["-w", str(workspace), *words] for words in commands]))
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def refused(workspace: Path, *words: str) -> str:
    done = python("-m", "sightline", "-w", workspace, *words)
    assert done.returncode == 4, done.stdout + done.stderr
    return done.stderr


def unpack(archive: Path, folder: Path) -> tuple[Path, Path]:
    with tarfile.open(archive) as held:
        held.extractall(folder, filter="data")
    return folder / "workspace", folder / "told.json"


def files_of(folder: Path) -> dict[str, str]:
    """Every file and its hash, without what SQLite keeps beside a database that is open."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def ask(workspace: Path, told: Path) -> Any:
    done = python(ASK, workspace, told)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def read_database(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


@pytest.mark.parametrize("archive", KEPT, ids=lambda path: path.name.partition(".")[0])
def test_an_older_workspace_is_upgraded_only_with_a_way_back_and_keeps_everything(
    archive: Path, tmp_path: Path
) -> None:
    workspace, told = unpack(archive, tmp_path)
    as_it_was = files_of(workspace)
    assert "needs_upgrade" in refused(workspace, "serve")
    check_demo(shutil.copytree(workspace, tmp_path / "demo"))
    assert "Rollback" in sightline(workspace, ["upgrade", "--check"])
    assert files_of(workspace) == as_it_was, "a check changes nothing"
    assert "upgrade_needs_backup" in refused(workspace, "upgrade")
    assert read_format(workspace) < FORMAT

    backup, keys = tmp_path / "backup", tmp_path / "keys"
    said = sightline(workspace, ["backup", str(backup), "--keys", str(keys)], ["upgrade"], ["doctor"])
    assert "NOT in order" not in said
    found = ask(workspace, told)
    check_kept(found, json.loads(told.read_text()))
    assert "upgrade" in found["kinds"]
    assert not sealed_before(workspace / "casework.sqlite3")

    tables = tables_of(workspace, found["snapshot"])
    sightline(workspace, ["keys", "rotate", "linking"], ["upgrade", "--check"])
    check_rotated(workspace, told, tables)
    check_rollback(backup, keys, tmp_path / "rolled-back", as_it_was)


def check_demo(folder: Path) -> None:
    """A demo is brought up to date by whatever opens it: nothing in it is anybody's."""
    (folder / "demo.json").write_text("{}")
    assert python("-m", "sightline", "-w", folder, "keys", "list").returncode == 0
    assert read_format(folder) == FORMAT


def check_kept(found: Any, told: Any) -> None:
    assert found["signed_in"] and found["signed_in_by_recovery_code"]
    assert found["pages"] == [200, 200]
    assert found["people_of_answer"] == 1, "the answer is obeyed"
    assert found["concern_taken"]
    assert found["heads_are_there"] == [True, True]
    assert found["breaks"] == [None, None]
    assert found["plain"] == 0, "what people typed is sealed"
    assert found["vocabularies"] >= FEWEST_VOCABULARIES
    assert found["words_outside"] == [], "a row that is kept could not be saved again"
    assert found["kinds"][: told["decisions"]].count("same_person") == 1
    assert [left for _, left in found["keys"]] == ["", "", ""]


def sealed_before(database: Path) -> list[str]:
    """The second steps that are sealed with the session key, as they were before there were data keys."""
    rows = [text for (text,) in read_database(database, "SELECT data FROM mfa_authenticator")]
    assert rows
    return [text for text in rows if f'"{BEFORE}' in text or PREFIX not in text]


# Hashed or sealed by the linking key, so their bytes are others under another.
BY_THE_LINKING_KEY = frozenset({"blocked_profile", "compared", "protected", "protected_person", "protected_row"})


def tables_of(workspace: Path, snapshot: str) -> dict[str, Any]:
    manifest = json.loads((workspace / "snapshots" / snapshot / "manifest.json").read_text())
    return {name: table for name, table in manifest["tables"].items() if name not in BY_THE_LINKING_KEY}


def check_rotated(workspace: Path, told: Path, tables: dict[str, Any]) -> None:
    """Under a new linking key everything is as before but what is compared by it, and nothing is left under the old."""
    snapshots = [path.name for path in (workspace / "snapshots").iterdir()]
    assert len(snapshots) == 1
    assert tables_of(workspace, snapshots[0]) == tables
    assert not (workspace / "linking.key.before").exists()
    rows = read_database(workspace / "casework.sqlite3", "SELECT kind, body FROM casework_decision ORDER BY sequence")
    (rotation,) = [json.loads(body) for kind, body in rows if kind == "rotate_key"]
    assert rotation["key"] == "linking" and rotation["from"] != rotation["to"]
    assert (workspace / "linking.key").read_text() not in json.dumps(rows)


def check_rollback(backup: Path, keys: Path, to: Path, as_it_was: dict[str, str]) -> None:
    """The backup gives back a workspace that the earlier version can use: its files, its tables, its sealed secrets."""
    said = python("-m", "sightline", "restore", backup, "--keys", keys, "--to", to)
    assert said.returncode == 0, said.stderr
    assert "older version" in said.stdout
    now = files_of(to)
    assert {name: now.get(name) for name in as_it_was if name != "casework.sqlite3"} == {
        name: digest for name, digest in as_it_was.items() if name != "casework.sqlite3"
    }
    copied = read_manifest(backup)
    names = "SELECT name FROM django_migrations WHERE app = 'casework' ORDER BY name"
    assert [name for (name,) in read_database(to / "casework.sqlite3", names)] == copied.migrations["casework"]
    schema = "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"
    assert read_database(to / "casework.sqlite3", schema) == read_database(backup / SQLITE_FILE, schema)
    assert sealed_before(to / "casework.sqlite3")
    shutil.rmtree(to)
