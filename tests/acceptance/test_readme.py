"""README's first page is followed as it is written, in a checkout of its own: `make demo`, then the commands after it."""

import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from support.patience import PATIENCE

from sightline.cli.demo.run import DEMO_FILE, prepare_folder

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FEW = "CHILDREN=4"  # that the demo has its story is held by test_demo


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A checkout whose requirements are installed and in which `make demo SERVE=0` has been given; what that said."""
    made = tmp_path_factory.mktemp("readme") / "sightline"
    (made / "requirements").mkdir(parents=True)
    for name in ("Makefile", "tools/setup.sh", "requirements/runtime.txt", "requirements/dev.txt"):
        (made / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, made / name)
    (made / "sightline").symlink_to(ROOT / "sightline")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", made / ".venv"], check=True)
    (site,) = made.glob(".venv/lib/python3.*/site-packages")
    (site / "requirements.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    shutil.copy(made / "requirements" / "runtime.txt", made / ".venv" / "installed-runtime")
    return made, give(made, f"make demo SERVE=0 {FEW}")


@pytest.fixture(scope="module")
def checkout(made: tuple[Path, str]) -> Path:
    return made[0]


def give(folder: Path, command: str) -> str:
    done = subprocess.run(
        ["sh", "-e", "-c", command], cwd=folder, env=environment(), capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def environment() -> dict[str, str]:
    """What a person's own shell has: nothing of the tests' Python, and no workspace."""
    return {name: value for name, value in os.environ.items() if not re.match("SIGHTLINE|DJANGO|PYTHON|VIRTUAL", name)}


def commands_after(heading: str) -> list[str]:
    """The first block of commands below a heading, line by line."""
    below = README.split(f"## {heading}\n", 1)[1]
    (block, *_) = re.findall(r"(?:^    .+\n)+", below, re.MULTILINE)
    return [line.strip() for line in block.splitlines()]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def test_after_make_demo_the_command_is_there(checkout: Path) -> None:
    assert "`.venv/bin/sightline`" in README
    assert "Usage" in give(checkout, ".venv/bin/sightline --help")


def test_with_few_children_it_is_a_demo_without_a_story(made: tuple[Path, str]) -> None:
    checkout, said = made
    assert "Found" in said and "Sign in as" in said
    with sqlite3.connect(checkout / "demo" / "casework.sqlite3") as casework:
        assert casework.execute("SELECT count(*) FROM casework_concern").fetchall() == [(0,)]


def test_the_next_commands_work_as_they_are_written(checkout: Path) -> None:
    """All in one shell, where the demo left it; only the port is the test's own."""
    *before, store = commands_after("Use it from the command line")
    assert before[0].startswith("export PATH=") and len(before) == 7 and store == "sightline serve"
    (checkout / "typed").write_text("a quiet river bends twice\n" * 2, encoding="utf-8")
    port = free_port()
    script = "\n".join([*before, f"exec {store} --port {port}"])
    with (checkout / "log").open("wb") as log, (checkout / "typed").open("rb") as typed:
        served = subprocess.Popen(
            ["sh", "-e", "-c", script], cwd=checkout, env=environment(), stdin=typed, stdout=log, stderr=log
        )
    try:
        assert is_ready(served, f"http://127.0.0.1:{port}/readyz"), (checkout / "log").read_text(encoding="utf-8")
    finally:
        served.terminate()
        served.wait(timeout=PATIENCE)
    assert list((checkout / "partnership" / "snapshots").glob("*/manifest.json"))
    with sqlite3.connect(checkout / "partnership" / "casework.sqlite3") as casework:
        assert casework.execute("SELECT username FROM casework_account").fetchall() == [("first.user",)]


def is_ready(served: "subprocess.Popen[bytes]", address: str) -> bool:
    until = time.monotonic() + PATIENCE
    while served.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
    return False


def test_reset_makes_the_demo_again_and_without_it_the_demo_is_kept(checkout: Path) -> None:
    assert "RESET=1" in README
    mine = checkout / "demo" / "mine.txt"
    mine.touch()
    assert "Files imported" not in give(checkout, f"make demo SERVE=0 {FEW}")
    assert mine.is_file()
    (asked,) = (line for line in give(checkout, f"make -n demo SERVE=0 {FEW} RESET=1").splitlines() if " demo " in line)
    assert asked.endswith("--reset --no-serve")
    mark = checkout / "demo" / DEMO_FILE
    wanted = json.loads(mark.read_text(encoding="utf-8"))
    assert wanted.pop("told")
    assert not prepare_folder(mark.parent, wanted, reset=True)  # to be made, as at first
    assert not mine.exists()
