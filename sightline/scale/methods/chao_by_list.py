"""A lower bound where lists are of unlike sizes: Chao's, with a size for each list, read off those on one list and two.

Chao's own formula takes every list for as likely as another. Where one list is large and the others small it lies far
above the truth, and calls itself a lower bound. This one does not. Of two lists that keep people off each other, too
few are on both; so the bound is the least over the table and over the table with each two lists put together.
Source: Rivest and Baillargeon 2007, Biometrics 63:999-1006 (lower bound with list effects).
"""

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from sightline.scale.methods.existence import best_fit_exists, find_null_space
from sightline.scale.methods.loglinear import design, fit_poisson, main_effects, profile_limits
from sightline.scale.results import MethodResult, MethodStatus
from sightline.scale.tables import Floats, OverlapTable, count_bits, leave_out_empty, merge_lists

METHOD = "Chao by list"
FEWEST_LISTS = 2


@dataclass(frozen=True)
class ByList:
    """How many are on no list, by those on one list and on two, with limits."""

    unseen: float
    lower: float
    upper: float


def fit_by_list(*, counts: Floats, t: int) -> ByList | None:
    """Fit a size for each list, and leave those on three lists and more free. None where that has no best fit."""
    lists, rows, seen = count_bits(t)[1:], design(t, main_effects(t))[1:], counts[1:]
    free = [size for size in range(3, t + 1) if seen[lists == size].sum() > 0]
    kept = (lists < 3) | np.isin(lists, free)
    rows = np.hstack([rows, *((lists == size).astype(np.float64)[:, None] for size in free)])[kept]
    seen = seen[kept]
    if find_null_space(rows).shape[1] or not best_fit_exists(rows, seen > 0):
        return None
    beta, _, deviance, settled = fit_poisson(rows, seen)
    if not settled:
        return None
    unseen = math.exp(min(float(beta[0]), 700.0))
    return ByList(unseen, *profile_limits(rows, seen, unseen, deviance))


def estimate_by_list(*, table: OverlapTable, excluded: bool = False) -> MethodResult:
    """The bound's answer; its lower limit is the least over each two lists as one. `excluded`: lists exclude others."""
    found = fit_by_list(counts=table.counts, t=table.t)
    if found is None:
        return MethodResult(
            METHOD, None, None, None, MethodStatus.REFUSED, "Too few are on two lists for a size of each list."
        )
    least = min([found.lower, *_put_together(table)])
    numbers = (table.observed + found.unseen, table.observed + least, table.observed + found.upper)
    if excluded:
        why = "Not a lower bound: fewer people are on two lists together than chance would give."
        return MethodResult(METHOD, *numbers, MethodStatus.INDICATION, why)
    why = (
        "A lower limit, if being on one list does not change the chance of being on another. Two lists may depend on "
        "each other."
    )
    return MethodResult(METHOD, *numbers, MethodStatus.BOUND, why)


def _put_together(table: OverlapTable) -> list[float]:
    """The lower limit of the unseen with each two lists as one; nought where that says nothing."""
    if table.t <= FEWEST_LISTS:
        return []
    tables = [leave_out_empty(merge_lists(table, *pair)) for pair in combinations(range(table.t), 2)]
    found = [fit_by_list(counts=one.counts, t=one.t) for one in tables]
    return [one.lower if one else 0.0 for one in found]
