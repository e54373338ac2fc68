"""The integration tests that ask for a database again, on PostgreSQL: a cluster of its own, thrown away afterwards."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.postgres import cluster, find_binaries

FOLDER = Path(__file__).parent
ASK_FOR_A_DATABASE = [
    str(path) for path in sorted(FOLDER.glob("test_*.py")) if "django_db" in path.read_text(encoding="utf-8")
]


def test_the_integration_tests_hold_on_postgresql() -> None:
    if os.environ.get("SIGHTLINE_DATABASE_URL"):
        pytest.skip("this is the run on PostgreSQL")
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: as root, 'apt-get install postgresql', then test again")
    with cluster(binaries) as url:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", *ASK_FOR_A_DATABASE],
            cwd=FOLDER.parents[1],
            env={**os.environ, "SIGHTLINE_DATABASE_URL": url},
            capture_output=True,
            text=True,
            timeout=1500,
        )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "casework database: PostgreSQL" in done.stdout
