"""Makes a small workspace with the code of one version, and keeps it for the tests of upgrades.

    git archive TAG | tar -x -C /some/folder
    python -m tools.make_workspace_fixture --code /some/folder --name TAG

The workspace is built by that code, in a process of its own. Everything in it is invented, its keys and passwords too.
What can be built again (snapshots, caches) is left out.
"""

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

OUT = Path(__file__).parents[1] / "tests" / "data" / "workspaces"
LEFT_OUT = ("cache", "kept", "lock.json")
ELSEWHERE = ("SIGHTLINE_WORKSPACE", "SIGHTLINE_DATABASE_URL", "DJANGO_SETTINGS_MODULE")
# Run by the version itself, with its own tests' invented partnership: two people of whom it is asked whether they are
# one, who is told that they are not; a concern that no run has taken yet; an account with a second step.
TELL = """
import json, sys
from pathlib import Path

folder = Path(sys.argv[1])
from support import small_partnership as small

small.take_in_and_run(folder)
small.make_accounts(folder / "workspace", ["practitioner", "manager", "analyst"])

from sightline.casework.boot import open_workspace

open_workspace(folder / "workspace")
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from support import worried

from sightline.casework import chain, services
from sightline.casework.actors import actor_for_username, house_actor
from sightline.casework.current import current_snapshot, current_workspace
from sightline.casework.models import Account, Decision

SECRET = "JBSWY3DPEHPK3PXP"
account = Account.objects.get(username=small.username("practitioner"))
TOTP.activate(account, SECRET)
codes = RecoveryCodes.activate(account).get_unused_codes()
snapshot = current_snapshot(current_workspace())
import duckdb

with duckdb.connect(str(snapshot.analysis), read_only=True) as held:
    lindens = held.execute(
        "SELECT mention_id FROM mention WHERE name_as_written LIKE '%Linden%' AND slot = 'subject' ORDER BY 1"
    ).fetchall()
    ((child,),) = held.execute(
        "SELECT DISTINCT person_id FROM resolved JOIN mention USING (mention_id) WHERE upn = ?", [small.UPN]
    ).fetchall()
one, other = (mention for (mention,) in lindens)
services.answer_same_person(
    actor=actor_for_username(small.username("manager")), mention_id_a=one, mention_id_b=other, answer="same",
    why="Invented: the school says that it is one child.",
)
concern = worried.enter(worried.youth_worker())
print(json.dumps({
    "username": account.username, "password": small.PASSWORD, "second_step": SECRET, "recovery_code": codes[0],
    "child": child, "answered_same": sorted([one, other]), "concern": concern, "snapshot": snapshot.id,
    "decisions": Decision.objects.count(), "heads": chain.read_heads(),
}))
"""


def make_fixture(*, code: Path, name: str, out: Path = OUT) -> Path:
    """Build the workspace with the code in `code` and keep it as `out/name.tar.xz`."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        told = run_with(code, "-c", TELL, str(folder))
        workspace = folder / "workspace"
        (folder / "told.json").write_text(told.splitlines()[-1] + "\n", encoding="utf-8")
        leave_out(workspace)
        out.mkdir(parents=True, exist_ok=True)
        kept = out / f"{name}.tar.xz"
        with tarfile.open(kept, "w:xz", preset=9) as archive:
            archive.add(workspace, "workspace", filter=without_owner)
            archive.add(folder / "told.json", "told.json", filter=without_owner)
    return kept


def run_with(code: Path, *words: str) -> str:
    """What a Python says that has the package and the tests' support of `code`."""
    kept = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, *words],
        cwd=code,
        env=kept | {"PYTHONPATH": f"{code}:{code / 'tests'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def leave_out(workspace: Path) -> None:
    """Take away what can be built again; the database becomes one file."""
    for name in LEFT_OUT:
        left = workspace / name
        shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)
    for snapshot in (workspace / "snapshots").iterdir():
        shutil.rmtree(snapshot)
    connection = sqlite3.connect(workspace / "casework.sqlite3")
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def without_owner(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """The same archive whoever makes it."""
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    return member


def main() -> None:
    """Make one and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--code", type=Path, required=True, help="a checkout of the version")
    parser.add_argument("--name", required=True, help="the tag, or the commit")
    given = parser.parse_args()
    made = make_fixture(code=given.code.resolve(), name=given.name)
    sys.stdout.write(json.dumps({"made": made.name, "bytes": made.stat().st_size}) + "\n")


if __name__ == "__main__":
    main()
