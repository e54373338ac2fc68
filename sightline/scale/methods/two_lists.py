"""Two lists: Chapman's estimate, and how far it moves if being on one list makes being on the other likelier or rarer.

Whether two lists depend on one another cannot be seen in their table. The band over odds ratios is not a nicety beside
the interval; it is most of what one does not know. Sources: Chapman 1951, Univ. Calif. Publ. Stat. 1:131-160
(estimate); Seber 1970, Biometrics 26 (its variance); Chao 1987, Biometrics 43:783-791 (log-normal interval).
"""

import math
from dataclasses import replace

from sightline.scale.results import MethodResult, MethodStatus
from sightline.scale.small_numbers import only
from sightline.scale.tables import OverlapTable

FEWEST_ON_BOTH = 7
BAND = (0.5, 2.0)
ODDS_RATIOS = (0.5, 1.0, 2.0, 3.0)
Z = 1.959963984540054
CANNOT_TEST = "Whether the two lists depend on one another cannot be tested with two lists."


def log_normal_interval(*, seen: float, unseen: float, variance: float) -> tuple[float, float]:
    """95% limits for `seen + unseen` when the logarithm of the unseen is taken as normal: never below those seen."""
    if unseen <= 0:
        return seen, seen
    factor = math.exp(Z * math.sqrt(math.log1p(variance / unseen**2)))
    return seen + unseen / factor, seen + unseen * factor


def estimate_two_lists(*, table: OverlapTable) -> list[MethodResult]:
    """Chapman's estimate, with the limits at odds ratios of a half and of two in `details`; refused where m < 7."""
    both = float(table.counts[3])
    alone = float(table.counts[1]), float(table.counts[2])
    if both < FEWEST_ON_BOTH:
        why = f"Of all people {only(round(both))} on both lists; {FEWEST_ON_BOTH} are needed. {CANNOT_TEST}"
        return [replace(_at_odds_ratio(both, alone, 1.0, MethodStatus.REFUSED), because=why)]
    return [
        _at_odds_ratio(both, alone, ratio, MethodStatus.ESTIMATE if ratio in (1.0, *BAND) else MethodStatus.INDICATION)
        for ratio in ODDS_RATIOS
    ]


def _at_odds_ratio(both: float, alone: tuple[float, float], ratio: float, status: MethodStatus) -> MethodResult:
    """The estimate if the odds of being on one list are `ratio` times as great for those who are on the other.

    Chapman's unseen are a * b / (m + 1); an odds ratio multiplies them, and their variance by its square.
    """
    seen = both + sum(alone)
    unseen = ratio * alone[0] * alone[1] / (both + 1)
    first, second = both + alone[0], both + alone[1]
    variance = (first + 1) * (second + 1) * alone[0] * alone[1] / ((both + 1) ** 2 * (both + 2))
    lower, upper = log_normal_interval(seen=seen, unseen=unseen, variance=variance * ratio**2)
    method = "Chapman" if ratio == 1 else f"Chapman, odds ratio {ratio:g}"
    return MethodResult(method, seen + unseen, lower, upper, status, CANNOT_TEST if ratio == 1 else _what_if(ratio))


def _what_if(ratio: float) -> str:
    if ratio < 1:
        return f"If being on one list makes being on the other rarer: the odds {ratio:g} times as great."
    return f"If being on one list makes being on the other likelier: the odds {ratio:g} times as great."
