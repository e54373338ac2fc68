"""When nothing may be said, and why, in words.

A refusal is an answer. It says what the lists lack, and it is given before a number that somebody would quote.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from sightline.scale.results import MethodResult, MethodStatus, TableFacts
from sightline.scale.small_numbers import only
from sightline.scale.tables import OverlapTable

FEWEST_LISTS, FEWEST_ON_SEVERAL = 3, 20
MOST_TIMES_SEEN, WIDEST, FURTHEST_APART = 50.0, 10.0, 3.0


def refuse_table(*, table: OverlapTable, facts: TableFacts) -> list[str]:
    """Why nothing can be estimated from these lists, each reason a clause; empty where it can be tried."""
    why = [
        f"'{made}' was made from '{source}' or gets people from it: combine the two lists or leave one out"
        for made, source in table.referrals
    ]
    why += [
        f"nearly everyone on '{inner}' is on '{outer}' too: combine the two lists or leave one out"
        for inner, outer in facts.nested
    ]
    if table.t == 1:
        return [*why, "there is only one list"]
    if table.t == 2:
        return why
    if facts.overlapping < FEWEST_LISTS:
        why.append(
            f"only {facts.overlapping} of the lists have anyone in common with another; {FEWEST_LISTS} are needed"
        )
    if facts.on_several < FEWEST_ON_SEVERAL:
        why.append(f"{only(facts.on_several)} on two or more lists; {FEWEST_ON_SEVERAL} are needed")
    return why


def limit_result(result: MethodResult, *, observed: int) -> MethodResult:
    """The result, or a refusal where it says too little: no upper limit, limits far apart, many times those seen."""
    if result.status is not MethodStatus.ESTIMATE or result.n is None or result.lower is None or result.upper is None:
        return result
    why = ""
    if not math.isfinite(result.n) or result.n > MOST_TIMES_SEEN * observed:
        why = f"its estimate is more than {MOST_TIMES_SEEN:.0f} times the number of people seen"
    elif not math.isfinite(result.upper):
        why = "it has no upper limit"
    elif result.upper > WIDEST * result.lower:
        why = f"its upper limit is more than {WIDEST:.0f} times its lower limit"
    return replace(result, status=MethodStatus.REFUSED, because=f"{why[0].upper()}{why[1:]}.") if why else result


def set_aside(result: MethodResult) -> MethodResult:
    """The answer when its table cannot bear one: its numbers are kept for programs, and shown to nobody."""
    if result.status is not MethodStatus.ESTIMATE:
        return result
    return replace(result, status=MethodStatus.REFUSED, because="These lists are not enough for an estimate.")


def find_upper(results: Sequence[MethodResult]) -> float:
    """The upper limit over the methods that stand, over lower bounds, and over what the table cannot exclude."""
    ending = [one for one in results if one.stands or one.status is MethodStatus.BOUND or one.ends_range]
    return max(one.upper or 0.0 for one in ending if one not in reach_too_far(results))


def reach_too_far(results: Sequence[MethodResult]) -> list[MethodResult]:
    """What the table cannot exclude and would end no range: it is said in words that there may be more."""
    lowest = min((one.lower or 0.0 for one in results if one.stands), default=0.0)
    return [one for one in results if one.ends_range and (one.upper or 0.0) > WIDEST * lowest]


def refuse_results(*, results: Sequence[MethodResult], several_methods: bool) -> list[str]:
    """Why the methods together say nothing: one is without limits, none stands, or they are too far apart."""
    why = [
        f"{one.method}: {one.because[0].lower()}{one.because[1:].rstrip('.')}"
        for one in results
        if one.status is MethodStatus.REFUSED and not one.method.startswith("Chao")
    ]
    standing = [one for one in results if one.stands]
    if not standing:
        return why or ["no method gives an answer"]
    numbers = [one.n for one in standing if one.n]
    if several_methods and max(numbers) > FURTHEST_APART * min(numbers):
        low, high = min(standing, key=lambda one: one.n or 0), max(standing, key=lambda one: one.n or 0)
        why.append(f"{high.method} gives more than {FURTHEST_APART:.0f} times what {low.method} gives")
    if find_upper(results) > WIDEST * min(one.lower or 0.0 for one in standing):
        why.append(f"across all methods the highest limit is more than {WIDEST:.0f} times the lowest")
    return why
