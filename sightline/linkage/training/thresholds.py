"""From how many bits two profiles are joined: by what the model expects, and by what people answered."""

import numpy as np

from sightline.linkage.training.expectation import Floats, Learned, Patterns
from sightline.linkage.training.rules import TrainingRules

RESEARCH_FROM, HALF_BIT = -3.0, 0.5


def choose_research(*, learned: Learned, patterns: Patterns, rules: TrainingRules) -> float:
    """The threshold of the greatest F1 in expectation, in half bits."""
    bits, chances = learned.bits, learned.chances * patterns.pairs
    grid = np.arange(RESEARCH_FROM, rules.highest_bits + HALF_BIT, HALF_BIT)

    def expect(least: float) -> float:
        joined = bits >= least
        return float(2 * chances[joined].sum() / max(patterns.pairs[joined].sum() + chances.sum(), 1.0))

    return float(max(grid, key=lambda least: (round(expect(least), 9), least)))


def choose_care(*, learned: Learned, patterns: Patterns, rules: TrainingRules) -> float:
    """The lowest whole number of bits from which few enough joins are wrong, in expectation and by the answers."""
    bits, wrong = learned.bits, (1 - learned.chances) * patterns.pairs
    found = rules.highest_bits
    for least in range(rules.lowest_bits, rules.highest_bits):
        joined = bits >= least
        if wrong[joined].sum() <= rules.wrong_in_expectation * max(patterns.pairs[joined].sum(), 1.0):
            found = least
            break
    while found < rules.highest_bits and _contradicted(found, bits=bits, patterns=patterns, rules=rules):
        found += 1
    return float(found)


def _contradicted(least: int, *, bits: Floats, patterns: Patterns, rules: TrainingRules) -> bool:
    """Whether people said of too many pairs just above that they are two people."""
    answered = (bits >= least) & (bits < least + 1) & ~np.isnan(patterns.said)
    number = patterns.pairs[answered].sum()
    different = (patterns.pairs * (patterns.said == 0))[answered].sum()
    return bool(number >= rules.fewest_judged and different > rules.wrong_in_judged * number)
