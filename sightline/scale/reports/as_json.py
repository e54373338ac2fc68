"""An estimate as JSON, for other programs: {observed, methods, range, refused} and what it rests on.

JSON has no infinity. What has no limit is null, and `status` and `because` say why.
"""

import math
from dataclasses import asdict
from itertools import combinations
from typing import Any

from sightline.scale.methods.existence import check_model
from sightline.scale.methods.loglinear import main_effects, pair_term
from sightline.scale.reports.wording import ASSUMPTIONS, say_result
from sightline.scale.results import Estimate
from sightline.scale.tables import Frequencies, OverlapTable


def as_json(found: Estimate) -> dict[str, Any]:
    """The whole estimate. `range` is {lower, upper} or null, `refused` the reasons as a clause or null."""
    made: dict[str, Any] = {
        "observed": found.observed,
        "methods": [
            {
                "method": one.method,
                "n": one.n,
                "lower": one.lower,
                "upper": one.upper,
                "level": one.level,
                "status": one.status.value,
                "because": one.because,
                "model": one.model,
                **one.details,
            }
            for one in found.results
        ],
        "range": asdict(found.range) if found.range else None,
        "refused": found.refused or None,
        "bound": found.bound,
        "words": say_result(found),
        "overlaps": asdict(found.facts) if found.facts else None,
        "existence": list_verdicts(found.table),
        "checks": [asdict(one) for one in found.checks],
        "assumptions": list(ASSUMPTIONS),
        "seed": found.seed,
        "resamples": found.resamples,
    }
    cleaned: dict[str, Any] = without_infinity(made)
    return cleaned


def list_verdicts(table: OverlapTable | Frequencies) -> list[dict[str, Any]] | None:
    """Of three lists, which models can be fitted: 0 where one can, 1 no best fit, 2 not fixed, 3 neither."""
    if isinstance(table, Frequencies) or table.t != 3:
        return None
    pairs = [(pair_term(pair), [table.lists[place] for place in pair]) for pair in table.pairs]
    chosen = [some for size in range(4) for some in combinations(pairs, size)]
    return [
        {
            "pairs": [names for _, names in some],
            "verdict": int(check_model(table.counts, 3, (*main_effects(3), *(term for term, _ in some)))),
        }
        for some in chosen
    ]


def without_infinity(value: Any) -> Any:
    """The same with null for every number that is none."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: without_infinity(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [without_infinity(one) for one in value]
    return value
