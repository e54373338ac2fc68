"""The workspace of commit 70ae463 in a folder of its own, on one of the databases, for tests of what an upgrade does."""

import json
import os
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from support import warm
from support.postgres import cluster, find_binaries
from support.small_partnership import ELSEWHERE

ROOT = Path(__file__).parents[2]
ARCHIVE = ROOT / "tests" / "data" / "workspaces" / "70ae463.tar.xz"
DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)]


class KeptWorkspace:
    """The workspace, and `asked`, the script of tests/support that fills it and says what it holds."""

    def __init__(self, folder: Path, url: str, asked: str) -> None:
        with tarfile.open(ARCHIVE) as held:
            held.extractall(folder, filter="data")
        self.workspace, self.url, self.asked = folder / "workspace", url, ROOT / "tests" / "support" / asked

    def run(self, *words: object) -> "subprocess.CompletedProcess[str]":
        around = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
        around |= {"SIGHTLINE_DATABASE_URL": self.url} if self.url else {}
        return warm.run([str(word) for word in words], env=around)

    def ask(self, step: str) -> Any:
        done = self.run(self.asked, self.workspace, step)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def sightline(self, *words: str) -> str:
        done = self.run("-m", "sightline", "-w", self.workspace, *words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def keep_workspace(folder: Path, database: str, *, asked: str) -> Iterator[KeptWorkspace]:
    """The workspace on SQLite or on PostgreSQL; skipped where PostgreSQL is not installed."""
    if database == "sqlite":
        yield KeptWorkspace(folder, "", asked)
        return
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: as root, 'apt-get install postgresql', then test again")
    with cluster(binaries) as url:
        yield KeptWorkspace(folder, url, asked)
