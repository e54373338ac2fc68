"""Stepwise choice: from independent lists on, add the pair that too many or too few people are on, while there is one.

The interval repeats the choice in every resample. An interval of the chosen model alone is too narrow, because another
table would have chosen another model. Source: Chan, Silverman, Vincent 2021, JASA 116:1297-1306 (one-sided Poisson
probabilities, threshold 0.02, both checks).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from scipy.special import pdtr

from sightline.scale.methods.existence import Verdict, check_model
from sightline.scale.methods.loglinear import Fit, Terms, design, fit_model, main_effects
from sightline.scale.tables import Floats

THRESHOLD = 0.02


@dataclass(frozen=True)
class ChosenModel:
    """What was chosen: the terms in the order in which they came in, and the fit; None where nothing can be fitted."""

    terms: Terms
    fit: Fit | None


@lru_cache(maxsize=64)
def pair_terms(t: int) -> Terms:
    """The terms of every two lists."""
    return tuple((1 << a) | (1 << b) for a, b in combinations(range(t), 2))


def choose_stepwise(counts: Floats, t: int, *, threshold: float = THRESHOLD) -> ChosenModel:
    """Add the pair with the smallest probability while it is below the threshold and the model can be fitted."""
    terms = main_effects(t)
    if check_model(counts, t, terms) is not Verdict.GOOD:
        return ChosenModel(terms, None)
    fit = fit_model(counts, t, terms)
    pairs = pair_terms(t)
    on_both = design(t, pairs)[1:, 1:]
    seen = counts[1:] @ on_both
    while True:
        probabilities = tail_probabilities(seen, fit.expected[1:] @ on_both)
        added = _next_pair(counts, t, terms, pairs, probabilities, threshold)
        if added is None:
            return ChosenModel(terms, fit)
        terms = added
        fit = fit_model(counts, t, terms)


def tail_probabilities(seen: Floats, expected: Floats) -> Floats:
    """The smaller of the probabilities of so many or fewer and of so many or more, where `expected` are (Poisson)."""
    fewer = pdtr(seen, expected)
    more = np.where(seen > 0, 1 - pdtr(np.maximum(seen - 1, 0), expected), 1.0)
    return np.asarray(np.minimum(fewer, more))


def _next_pair(
    counts: Floats, t: int, terms: Terms, pairs: Sequence[int], probabilities: Floats, threshold: float
) -> Terms | None:
    for place in np.argsort(probabilities, kind="stable"):
        if probabilities[place] >= threshold:
            return None
        if pairs[place] not in terms:
            wider = (*terms, pairs[place])
            if check_model(counts, t, wider) is Verdict.GOOD:
                return wider
    return None


def stepwise_numbers(resamples: Floats, t: int) -> Floats:
    """How many in all, for each of several tables (a row each); infinite where not even independence can be fitted."""
    numbers = np.empty(len(resamples))
    for row, counts in enumerate(resamples):
        fit = choose_stepwise(counts, t).fit
        numbers[row] = counts.sum() + fit.unseen if fit else np.inf
    return numbers
