"""The integration tests again, on PostgreSQL: a cluster of its own, thrown away afterwards.

Those in which the database itself matters run with every test: of test_casework_concerns.py what is written at once, in
order and whole, and a run that is killed between taking it in and noting that; of test_erasure.py what the server's
files hold. All that ask for a database run with `make soak`. No run has a time limit: on a busy machine all of them take hours, and what takes long is not wrong.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.postgres import cluster, find_binaries
from support.small_partnership import SHARED, shared_folder

FOLDER = Path(__file__).parent
ALL = [str(path) for path in sorted(FOLDER.glob("test_*.py")) if "django_db" in path.read_text(encoding="utf-8")]
CHOSEN = [str(FOLDER / f"test_casework_{name}.py") for name in ("audit", "escalating", "services", "triggers")] + [
    str(FOLDER / f"test_{name}.py") for name in ("accounts", "finding_written", "old_ids_upgrade", "operations_keys")
]

LEASE = f"{FOLDER / 'test_casework_ticking.py'}::test_one_of_two_holds_the_lease_and_another_takes_it_when_it_runs_out"
CONCERNS = [
    f"{FOLDER / 'test_casework_concerns.py'}::test_{name}"
    for name in (
        "what_was_said_is_kept_whole_and_hashed_in_the_decision",
        "sending_twice_sends_once_and_audits_both",
        "two_presses_at_once_send_one_and_many_authors_keep_their_order",
        "where_the_audit_cannot_be_written_nothing_is_sent",
        "pages_and_filters_count_what_is_new",
        "a_run_killed_after_taking_concerns_in_loses_and_doubles_nothing",
    )
]

ERASED = f"{FOLDER / 'test_erasure.py'}::test_a_compacted_database_holds_nothing_that_was_deleted"


def hold_on_postgresql(files: list[str], folder: Path) -> None:
    """Give the tests in a process of their own, which takes built workspaces from this run's shared folder."""
    if os.environ.get("SIGHTLINE_DATABASE_URL"):
        pytest.skip("this is the run on PostgreSQL")
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: as root, 'apt-get install postgresql', then test again")
    with cluster(binaries) as url:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *files],
            cwd=FOLDER.parents[1],
            env={**os.environ, "SIGHTLINE_DATABASE_URL": url, SHARED: str(shared_folder(folder.parent))},
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "casework database: PostgreSQL" in done.stdout


def test_the_tests_of_what_a_database_must_keep_hold_on_postgresql(tmp_path: Path) -> None:
    hold_on_postgresql([*CHOSEN, LEASE, *CONCERNS, ERASED], tmp_path)


@pytest.mark.soak
def test_all_that_ask_for_a_database_hold_on_postgresql(tmp_path: Path) -> None:
    hold_on_postgresql(ALL, tmp_path)
