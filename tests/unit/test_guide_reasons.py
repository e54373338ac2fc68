"""Every reason in a command of reviews in the guides is one that Sightline accepts. No test runs these commands."""

import re
from datetime import date
from pathlib import Path

import pytest

from sightline.escalation.responses import NotAnAnswer, check_words

GUIDES = Path(__file__).parents[2] / "docs" / "how-to"
REASON = re.compile(r"--(?:why|how) (['\"])(.+?)\1")
FOUND = [
    (guide.name, found[2])
    for guide in sorted(GUIDES.glob("*.md"))
    for line in guide.read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    if re.search(r"sightline (--as \w+ )?review ", line)
    for found in REASON.finditer(line)
]


def refused(words: str) -> bool:
    """Whether Sightline says that these words are no answer."""
    try:
        check_words(words, today=date(2026, 12, 1))
    except NotAnAnswer:
        return True
    return False


def test_the_guides_have_reasons_and_too_few_words_are_refused() -> None:
    assert len(FOUND) > 8 and refused("At home, with the advocate.")


@pytest.mark.parametrize(("guide", "words"), FOUND)
def test_a_reason_in_a_guide_is_accepted(guide: str, words: str) -> None:
    assert not refused(words), guide
