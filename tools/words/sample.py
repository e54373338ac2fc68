"""Draws strings at random for a reader to judge: `python -m tools.words.sample SEED`.

The gate finds faults that are known. A person who reads sixty strings with no code beside them finds the rest.
"""

import random
import re
import sys
from collections.abc import Iterable

from tools.words.collect import collect
from tools.words.said import Said

AT_ONCE = 60
# Of modules: what reads as words to the gate, and is a key, a type or a piece of a query.
NOT_SHOWN = re.compile(
    r"\b(NOT|AND|OR|IN|AS|CAST|UNION|DETACH|ANALYZE|DROP|WHEN|ELSE)\b ?\(?|\w_\w|[\[\]]\b|\w\(|^…? ?\W* ?…?$"
)
READERS_LESS = ("model/", "store/", "known_facts/", "timescales/", "curiosity/", "casework/apps.py")


def drawn(strings: Iterable[Said], seed: str, at_once: int = AT_ONCE) -> list[Said]:
    """So many different strings that a reader may meet, by the seed; the same seed draws the same strings."""
    by_text = {one.text: one for one in strings if is_met(one)}
    ordered = [by_text[text] for text in sorted(by_text)]
    return random.Random(seed).sample(ordered, min(at_once, len(ordered)))  # noqa: S311 - nothing is secret here


def is_met(said: Said) -> bool:
    """Whether a reader may meet the string: not a key of a table, nor a piece of a query."""
    is_code = said.place.endswith(".py") and (NOT_SHOWN.search(said.text) or said.place.startswith(READERS_LESS))
    return not is_code


def main() -> int:
    """Print the strings of one draw, each with its number and its file."""
    for number, one in enumerate(drawn(collect(), sys.argv[1]), 1):
        print(f"{number:2}. {one.text}\n    {one.place}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
