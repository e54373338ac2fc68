"""The integration tests again, on PostgreSQL: a cluster of its own, thrown away afterwards.

Those in which the database itself matters run with every test; all that ask for a database, with `make soak`.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.postgres import cluster, find_binaries

FOLDER = Path(__file__).parent
ALL = [str(path) for path in sorted(FOLDER.glob("test_*.py")) if "django_db" in path.read_text(encoding="utf-8")]
CHOSEN = [
    str(FOLDER / f"test_casework_{name}.py")
    for name in ("audit", "concerns", "escalating", "services", "ticking", "triggers", "wrong_clock")
] + [str(FOLDER / f"test_{name}.py") for name in ("accounts", "lockout", "operations_keys")]


def hold_on_postgresql(files: list[str]) -> None:
    if os.environ.get("SIGHTLINE_DATABASE_URL"):
        pytest.skip("this is the run on PostgreSQL")
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: as root, 'apt-get install postgresql', then test again")
    with cluster(binaries) as url:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", *files],
            cwd=FOLDER.parents[1],
            env={**os.environ, "SIGHTLINE_DATABASE_URL": url},
            capture_output=True,
            text=True,
            timeout=3600,
        )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "casework database: PostgreSQL" in done.stdout


def test_the_tests_of_what_a_database_must_keep_hold_on_postgresql() -> None:
    hold_on_postgresql(CHOSEN)


@pytest.mark.soak
def test_all_that_ask_for_a_database_hold_on_postgresql() -> None:
    hold_on_postgresql(ALL)
