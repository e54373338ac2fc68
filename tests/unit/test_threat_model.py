"""The threat model asks six questions at each door, and each answer names tests that are there, or says that it is open."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOORS = (
    "Web pages", "Sign-in", "Command line", "Files in", "Notices out", "Database", "Backups", "Snapshots",
    "Probes and figures", "Supply chain",
)  # fmt: skip
PAGE = (ROOT / "docs" / "explanation" / "threat-model.md").read_text(encoding="utf-8")


def rows_of(door: str) -> list[list[str]]:
    part = PAGE.split(f"\n## {door}\n")[1].split("\n## ")[0]
    lines = [[cell.strip() for cell in line.strip("|\n ").split("|")] for line in part.splitlines() if "|" in line]
    return [cells for cells in lines if len(cells[0]) == 1]


@pytest.mark.parametrize("door", DOORS)
def test_each_door_is_asked_all_six_questions(door: str) -> None:
    rows = rows_of(door)
    assert "".join(dict.fromkeys(row[0] for row in rows)) == "STRIDE"
    for _, threat, _, held in rows:
        assert threat and (re.search(r"`test_\w+`", held) or held.startswith("open")), threat


def test_no_door_is_left_out() -> None:
    assert re.findall(r"^## (.+)$", PAGE, re.MULTILINE) == ["How to read it", *DOORS]
