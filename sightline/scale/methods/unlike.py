"""People who are unlike in how likely they are to be seen at all: one more term, growing with the lists they are on.

Where people do not differ, this term is close to nought and its interval very wide. It is an estimate only where the
table shows that they differ. A small table seldom does, and then its upper limit still ends the range: without it the
range lies below the truth in a quarter of small populations whose people differ. Sources: Darroch, Fienberg, Glonek,
Junker 1993, JASA 88:1137-1148 (the model); Rivest and Baillargeon 2007, Biometrics 63:999-1006 (its form as a term k **
2 / 2).
"""

import math
from dataclasses import dataclass

import numpy as np

from sightline.scale.methods.existence import best_fit_exists, find_null_space
from sightline.scale.methods.loglinear import (
    chi_squared_limit,
    design,
    fit_model,
    fit_poisson,
    main_effects,
    profile_limits,
)
from sightline.scale.tables import Floats, count_bits

ONE_SIDED = chi_squared_limit(0.9)  # 5 in 100 for a term that can only be positive


@dataclass(frozen=True)
class HeterogeneityResult:
    """How many in all with limits; whether the table shows that people differ, and whether it leans to it at all."""

    number: float
    lower: float
    upper: float
    differ: bool
    may_differ: bool


def estimate_unlike(*, counts: Floats, t: int) -> HeterogeneityResult | None:
    """Independent lists and people who differ; None where that cannot be fitted.

    `counts` has 2 ** t places, none of whose lists is empty.
    """
    lists = count_bits(t)[1:].astype(np.float64)
    rows = np.hstack([design(t, main_effects(t))[1:], (lists**2 / 2)[:, None]])
    seen = counts[1:]
    if find_null_space(rows).shape[1] or not best_fit_exists(rows, seen > 0):
        return None
    beta, _, deviance, settled = fit_poisson(rows, seen)
    if not settled:
        return None
    unseen = math.exp(min(float(beta[0]), 700.0))
    better = fit_model(counts, t, main_effects(t)).deviance - deviance
    lower, upper = profile_limits(rows, seen, unseen, deviance)
    people = float(seen.sum())
    more = bool(beta[-1] > 0)
    return HeterogeneityResult(people + unseen, people + lower, people + upper, more and better > ONE_SIDED, more)
