"""What the tests need from the system: where nothing may be skipped, what is missing ends the run."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def ask(folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The script on a machine that has nothing, by a person who may not install."""
    who = folder / "id"
    who.write_text("#!/bin/sh\necho 1000\n")
    who.chmod(0o755)
    (folder / "ls").symlink_to("/bin/false")
    run = ["/bin/sh", str(ROOT / "tools" / "system.sh")]
    return subprocess.run(run, env={"PATH": str(folder), **more}, capture_output=True, text=True, check=False)


def test_what_is_missing_is_said_and_skipped_on_a_persons_own_machine(tmp_path: Path) -> None:
    said = ask(tmp_path)
    assert said.returncode == 0 and "gettext; those will be skipped" in said.stderr


def test_what_is_missing_ends_the_run_where_nothing_may_be_skipped(tmp_path: Path) -> None:
    said = ask(tmp_path, NOTHING_SKIPPED="1")
    assert said.returncode == 1 and "gettext" in said.stderr and "skipped" not in said.stderr
    assert "\nexport NOTHING_SKIPPED=1\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
