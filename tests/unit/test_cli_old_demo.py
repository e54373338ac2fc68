"""Serving a demo of an earlier day says so: its newest files are of that day, and nobody is missing today."""

import json
from pathlib import Path

from sightline.casework.boot import DEMO_FILE
from sightline.casework.core import clock
from sightline.cli.commands import old_demo


def test_a_demo_of_an_earlier_day_is_said_to_be_one(tmp_path: Path) -> None:
    assert old_demo(tmp_path) == "", "no demo"
    for day, is_old in ((clock.today().isoformat(), False), ("2026-01-05", True)):
        (tmp_path / DEMO_FILE).write_text(json.dumps({"as_at": day}), encoding="utf-8")
        said = old_demo(tmp_path)
        assert bool(said) is is_old
    assert "2026-01-05" in said and "make demo" in said
