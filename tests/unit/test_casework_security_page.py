"""Pages that name the tests which hold their promises: each of them must be there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("security.md", "explanation/threat-model.md")


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_the_page_names_is_there(page: str) -> None:
    named = set(re.findall(r"`(test_\w+(?:\[\w+\])?)`", (ROOT / "docs" / page).read_text(encoding="utf-8")))
    written = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    written |= {
        f"test_before_and_after_the_run[{name}]"
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^@STORIES\.add\ndef (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(named) > 30
    assert not named - written
