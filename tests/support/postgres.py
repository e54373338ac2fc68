"""A PostgreSQL of one's own for tests: Debian's binaries, a new cluster in a temporary folder, a socket, no network."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from support.patience import PATIENCE

OWNER = "postgres"
NUMBERS = count(1)


def find_binaries() -> Path | None:
    """The newest installed PostgreSQL's folder of programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """A running cluster; its URL. As root it runs as the user postgres, for it refuses to run as root."""
    folder = Path(tempfile.mkdtemp(prefix="sightline-pg-"))
    as_owner = ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []
    if as_owner:
        shutil.chown(folder, OWNER)

    def run(*words: str) -> None:
        done = subprocess.run([*as_owner, *words], capture_output=True, text=True, cwd=folder, timeout=PATIENCE)
        assert done.returncode == 0, done.stderr

    data = str(folder / "data")
    run(str(binaries / "initdb"), "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=60"
    run(str(binaries / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql:///postgres?host={folder}&user={OWNER}"
    finally:
        run(str(binaries / "pg_ctl"), "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)


def copy_database(url: str) -> str:
    """A database beside the cluster's first and the same as that, which nobody has open; its URL."""
    import psycopg

    name = f"copy{next(NUMBERS)}"
    with psycopg.connect(url.replace("///postgres?", "///template1?"), autocommit=True) as postgres:
        postgres.execute(f"CREATE DATABASE {name} TEMPLATE postgres")
    return url.replace("///postgres?", f"///{name}?")
