"""The strings of rules: what a TOML file says to readers, without its examples, citations, patterns and columns."""

import tomllib
from collections.abc import Iterator

from sightline.rulebook.rules import SHOWN
from tools.words.said import Said

SPOKEN = frozenset((*SHOWN, "asks", "title", "hint", "meaning", "heading", "answer"))
SILENT = frozenset(("examples", "columns", "citation", "citations", "rows", "sheets", "facts", "values"))


# Tables of words by id: each value is shown, whatever its key.
BY_ID = frozenset(("says", "indicator", "mention", "wording"))


def _walk(value: object, key: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in SILENT:
                yield from _walk(inner, "says" if key in BY_ID and isinstance(inner, str) else name)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, key)
    elif isinstance(value, str) and key in SPOKEN:
        yield value


def strings_of_rule(text: str, *, area: str, place: str) -> Iterator[Said]:
    """Every string of a rule that a page, the terminal or a reference page prints."""
    rule = tomllib.loads(text)
    for value in _walk(rule, ""):
        yield Said(area, place, " ".join(value.split()), value == rule.get("label"))
