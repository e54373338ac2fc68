"""`tools/setup.sh` leaves a command `.venv/bin/sightline` that runs the checkout's code, without network or building."""

import runpy
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in a folder with a space in its name, whose requirements are installed already."""
    made = tmp_path / "a checkout"
    (made / "requirements").mkdir(parents=True)
    (made / "requirements" / "runtime.txt").write_text("# all of it\n", encoding="ascii")
    (made / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "setup.sh", made / "tools")
    (made / "sightline").symlink_to(ROOT / "sightline")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", made / ".venv"], check=True)
    (site,) = made.glob(".venv/lib/python3.*/site-packages")
    (site / "requirements.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    shutil.copy(made / "requirements" / "runtime.txt", made / ".venv" / "installed-runtime")
    return made


def test_the_command_is_there_and_works_from_any_folder(checkout: Path, tmp_path: Path) -> None:
    subprocess.run(["sh", "tools/setup.sh", "runtime"], cwd=checkout, check=True, env={"PATH": "/usr/bin:/bin"})
    command = tmp_path / "linked"
    command.symlink_to(checkout / ".venv" / "bin" / "sightline")
    workspace = tmp_path / "workspace"
    done = subprocess.run([command, "init", workspace], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (workspace / "sightline.toml").is_file()
    wrong = subprocess.run([command, "run", "-w", tmp_path], cwd=tmp_path, capture_output=True, text=True)
    assert "main" in runpy.run_path(str(command), run_name="__mp_main__"), "a worker process that reads it runs nothing"
    assert wrong.returncode == 2 and "is not a Sightline workspace" in wrong.stderr
