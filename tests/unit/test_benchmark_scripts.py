"""Benchmarks are run by hand and seldom: each script of `make bench` must open by itself, before a workspace is named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OPENS = """
import runpy, sys
for path in sys.argv[1:]:
    sys.path.insert(0, path.rpartition("/")[0])
    runpy.run_path(path, run_name="opened")
"""


def open_scripts(*paths: Path) -> subprocess.CompletedProcess[str]:
    """The scripts opened one after another in a process that knows no settings; nothing of them is run."""
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [sys.executable, "-c", OPENS, *map(str, paths)],
        env={**environment, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_every_script_of_the_benchmarks_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.__main__ import SCRIPTS

    opened = open_scripts(*(ROOT / "benchmarks" / name for name, _ in SCRIPTS))
    assert opened.returncode == 0, opened.stderr[-500:]
    asks = tmp_path / "asks.py"
    asks.write_text("from sightline.casework.core.models import Account\n")
    assert "ImproperlyConfigured" in open_scripts(asks).stderr
