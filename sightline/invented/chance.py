"""Chance that comes again: the same seed and the same words give the same draws, on every machine.

Each person, story and block has a chance of its own, named in words. What is drawn for one never moves what is drawn
for another.
"""

import random


def chance_for(seed: int, *words: object) -> random.Random:
    """The chance of that name. Its draws are for invented data, never for secrets."""
    return random.Random("|".join((str(seed), *map(str, words))))  # noqa: S311
