"""What a table shows before anything is estimated: which lists overlap, and is that more or less than by chance?

How many would be on both lists by chance depends on how many there are in all, which nobody knows. It is taken from the
model in which every list is independent, so it can only be read beside that model.
"""

import math

import numpy as np

from sightline.scale.methods.existence import Verdict, check_model
from sightline.scale.methods.loglinear import Fit, Terms, find_empty, fit_model, left_to_fit, main_effects, pair_term
from sightline.scale.methods.stepwise import tail_probabilities
from sightline.scale.methods.two_lists import Z
from sightline.scale.results import UNLIKELY, PairFacts, TableFacts
from sightline.scale.tables import OverlapTable

NESTED_SHARE, FEWEST_NESTED = 0.95, 5
AT_MOST_SEEN_NONE = -math.log(UNLIKELY)  # where nobody is seen, more than so many are unlikely to be expected


def look_at_overlaps(*, table: OverlapTable) -> TableFacts:
    """The facts of a table."""
    independent = None
    if table.t > 2 and check_model(table.counts, table.t, main_effects(table.t)) is Verdict.GOOD:
        independent = fit_model(table.counts, table.t, main_effects(table.t))
    sizes = [table.on(place) for place in range(table.t)]
    return TableFacts(
        observed=table.observed,
        on_each=tuple(round(size) for size in sizes),
        pairs=tuple(_pair_facts(table, pair, independent) for pair in table.pairs),
        frequencies=tuple(table.frequencies()),
        nested=tuple(_nested(table)),
        overlapping=sum(any(table.on(place, other) for other in range(table.t) if other != place)
                        for place in range(table.t)),
    )  # fmt: skip


def _pair_facts(table: OverlapTable, pair: tuple[int, int], independent: Fit | None) -> PairFacts:
    first, second = (table.lists[place] for place in pair)
    seen = table.on(*pair)
    if independent is None:
        return PairFacts(first, second, round(seen), None, None, None, None, None)
    term = pair_term(pair)
    cells = (np.arange(1 << table.t) & term) == term
    expected = float(independent.expected[cells].sum())
    probability = float(tail_probabilities(np.array([seen]), np.array([expected]))[0])
    ratio, lower, upper = _odds_ratio(table, term, seen, expected)
    return PairFacts(first, second, round(seen), expected, ratio, lower, upper, probability)


def _odds_ratio(
    table: OverlapTable, term: int, seen: float, expected: float
) -> tuple[float | None, float | None, float | None]:
    """The odds ratio of two lists, all others independent, with limits; where nobody is on both, nought and a limit."""
    if not seen:
        return 0.0, 0.0, AT_MOST_SEEN_NONE / expected if expected else None
    terms: Terms = (*main_effects(table.t), term)
    if check_model(table.counts, table.t, terms) is not Verdict.GOOD:
        return None, None, None
    fit = fit_model(table.counts, table.t, terms)
    rows, places, _ = left_to_fit(table.t, terms, find_empty(table.counts, table.t, terms))
    spread = np.linalg.inv((rows * fit.expected[places][:, None]).T @ rows)
    beta, error = float(fit.beta[-1]), math.sqrt(spread[-1, -1])
    return math.exp(beta), math.exp(beta - Z * error), math.exp(beta + Z * error)


def _nested(table: OverlapTable) -> list[tuple[str, str]]:
    """Lists of which nearly everybody is on another: (inner, outer)."""
    found = []
    for inner in range(table.t):
        size = table.on(inner)
        for outer in range(table.t):
            if inner != outer and size >= FEWEST_NESTED and table.on(inner, outer) >= NESTED_SHARE * size:
                found.append((table.lists[inner], table.lists[outer]))
    return found
