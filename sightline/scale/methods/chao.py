"""Chao's bound: from how many were seen once and twice, at least how many there are, if lists are independent.

It is a lower bound only where lists are independent given the person and people differ in how likely they are to be
seen. Lists that exclude one another by procedure make too few be seen twice, and then it may lie above the truth.
Sources: Chao 1987, Biometrics 43:783-791 (bound, variance, interval); Chao 1989, Biometrics 45:427-438 (bias-
corrected, with t occasions).
"""

from collections.abc import Sequence

from sightline.scale.methods.two_lists import log_normal_interval
from sightline.scale.results import MethodResult, MethodStatus
from sightline.scale.tables import Frequencies, OverlapTable


def estimate_unseen(*, once: float, twice: float, occasions: int | None, corrected: bool = True) -> tuple[float, float]:
    """How many were never seen, and the variance of that; `occasions` is how often they could have been seen.

    With bias correction f1 (f1 - 1) / (2 (f2 + 1)), without it f1 ** 2 / (2 f2), times (t - 1) / t.
    """
    share = (occasions - 1) / occasions if occasions else 1.0
    if corrected:
        a, b, unseen = once * (once - 1) / 2, twice + 1, once * (once - 1) / (2 * (twice + 1))
        variance = share * a / b + share**2 * (once * (2 * once - 1) ** 2 / (4 * b**2))
        variance += share**2 * (once**2 * twice * (once - 1) ** 2) / (4 * b**4)
        return share * unseen, variance
    ratio = once / twice
    return share * once**2 / (2 * twice), twice * (share * ratio**2 / 2 + share**2 * (ratio**3 + ratio**4 / 4))


def estimate_chao(*, table: OverlapTable | Frequencies, excluding: Sequence[str] = ()) -> MethodResult:
    """Chao's bias-corrected answer. `excluding` names pairs of lists that are on fewer people than by chance.

    Its status is a bound; where lists exclude one another it is an indication alone, and says so.
    """
    if isinstance(table, Frequencies):
        seen, occasions = [float(one) for one in table.seen], table.occasions
    else:
        seen, occasions = [float(one) for one in table.frequencies()], table.t
    once, twice = [*seen, 0.0, 0.0][:2]
    unseen, variance = estimate_unseen(once=once, twice=twice, occasions=occasions)
    observed = sum(seen)
    lower, upper = log_normal_interval(seen=observed, unseen=unseen, variance=variance)
    if not twice:
        why = "Nobody was seen exactly twice, so Sightline cannot estimate how many were never seen."
        return MethodResult("Chao", None, None, None, MethodStatus.REFUSED, why)
    if excluding:
        why = f"Not a lower bound: fewer people than by chance are on both {'; '.join(excluding)}."
        return MethodResult("Chao", observed + unseen, lower, upper, MethodStatus.INDICATION, why)
    why = (
        "A lower limit, if being on one list does not change the chance of being on another. Otherwise it may be too "
        "high or too low."
    )
    return MethodResult("Chao", observed + unseen, lower, upper, MethodStatus.BOUND, why)
