"""A sentence with a value is one message, so that a translator can order it; the terminal's counts have plurals."""

import re
from pathlib import Path

import pytest

from sightline.translation.numbers import COUNTED, counted
from tests.support.glued import glued

PACKAGE = Path(__file__).parents[2] / "sightline"
STILL_GLUED = 0
MESSAGE = re.compile(r'(?<![\w])_\(\s*((?:"[^"]*"\s*)+)')


def test_glued_sentences_of_templates_only_become_fewer() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{line}: {what}"
        for path in sorted(PACKAGE.rglob("templates/**/*.html"))
        for line, what in glued(path.read_text(encoding="utf-8"))
    ]
    assert len(found) == STILL_GLUED, "\n".join(found)


@pytest.mark.parametrize(
    ("page", "number"),
    [
        ('{{ name }}{% translate ", not told" %}', 1),
        ('{% translate "told by" %} <b>{{ name }}</b>', 1),
        ('{{ name }}{% if day %} {% blocktranslate with day=day|day %}on {{ day }}{% endblocktranslate %}{% endif %}', 1),
        ('{% translate "Show" %} {% if late %}{% translate "later" %}{% else %}{% translate "earlier" %}{% endif %}', 1),
        ('{% translate "Told by:" %} {{ name }}', 0),
        ('{{ name }}, {{ day }}, {% translate "not told" %}', 0),
        ('{% if name %}{{ name }}{% else %}{% translate "not known" %}{% endif %}', 0),
        ('<td><span class="sl-label">{% translate "Told by" %}</span>{{ name }}</td>', 0),
        ('{% blocktranslate %}{{ name }} was told on {{ day }}{% endblocktranslate %}', 0),
        ('{{ sentence }} {% translate "Nobody was told." %}', 0),
    ],
)  # fmt: skip
def test_what_a_translator_could_not_order_is_found(page: str, number: int) -> None:
    assert len(glued(page)) == number


def test_the_terminal_counts_by_plurals() -> None:
    """`1 items`: a number before a noun of `COUNTED` is made by `counted` or `ngettext`."""
    plurals = "|".join(sorted({counted(2, noun)[2:] for noun in COUNTED}, key=len, reverse=True))
    by_hand = re.compile(rf"%\(\w+\)s (?:{plurals})\b")
    found = [
        f"{path.name}: {message}"
        for path in sorted((PACKAGE / "cli").rglob("*.py"))
        for message in MESSAGE.findall(path.read_text(encoding="utf-8"))
        if by_hand.search(message)
    ]
    assert not found
