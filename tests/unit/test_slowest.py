"""Slow tests are named by a report, wherever they ran."""

import subprocess
import sys
from pathlib import Path

from support.slowest import Slowest

ROOT = Path(__file__).parents[2]
BUSY = """
import subprocess, sys

def test_quick(): pass

def test_busy(): sum(range(3_000_000))

def test_busy_elsewhere(): subprocess.run([sys.executable, "-c", "sum(range(30_000_000))"], check=True)
"""


def test_files_and_tests_stand_by_what_they_cost() -> None:
    report = Slowest(1)
    report.add("a.py::one", [1.0, 2.0])
    report.add("a.py::two", [2.5])
    report.add("b.py::three", [4.0])
    assert report.lines() == ["     9.5 CPU s in 2 files", "     5.5 a.py", "     4.0 b.py::three"]


def test_what_workers_and_their_processes_cost_is_in_the_report(tmp_path: Path) -> None:
    (tmp_path / "test_made_up.py").write_text(BUSY, encoding="utf-8")
    (tmp_path / "conftest.py").write_text(
        f"import sys\nsys.path[:0] = [{str(ROOT / 'tests')!r}]\nfrom support.slowest import Slowest\n"
        "def pytest_configure(config): config.pluginmanager.register(Slowest(2))\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "1", "-p", "no:django", "-p", "no:cacheprovider", "."],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    named = [line.split() for line in done.stdout.partition("slowest by CPU")[2].splitlines()[1:5]]
    assert [name for _, name in named[2:]] == ["test_made_up.py::test_busy_elsewhere", "test_made_up.py::test_busy"]
