"""Every hierarchical model, and of those that can be fitted the one with the smallest BIC.

The best of a thousand models fits well by luck too, so the interval chooses anew in each resample. For speed it chooses
among those that come out best on the table itself; `considered` says among how many. Source: Silverman, Chan, Vincent
2024, Stat. Comput. 34:44 (the bootstrap among the best).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from sightline.scale.methods.batched_models import fit_many
from sightline.scale.methods.existence import Verdict, check_model
from sightline.scale.methods.loglinear import Terms, design, fit_model, main_effects
from sightline.scale.tables import Floats, count_bits
from sightline.scale.workers import Workers

MOST_LISTS_ALL, MOST_LISTS_PAIRS = 4, 6
CONSIDERED = 120


@dataclass(frozen=True)
class RankedModels:
    """The models that can be fitted, best first, with how many in all the best gives."""

    models: tuple[Terms, ...]
    number: float


@lru_cache(maxsize=16)
def list_models(t: int) -> tuple[Terms, ...]:
    """Every model of t lists that has all below what it has: of any order for four lists at most, else of pairs."""
    sizes = count_bits(t)
    order = t - 1 if t <= MOST_LISTS_ALL else 2
    terms = sorted((int(size), mask) for mask, size in enumerate(sizes) if 2 <= size <= order)
    models: list[Terms] = [main_effects(t)]
    for _, term in terms:
        below = [term & ~(1 << place) for place in range(t) if term >> place & 1]
        models += [(*model, term) for model in models if all(part in model for part in below)]
    return tuple(models)


def bic(deviance: float | Floats, parameters: int, people: float) -> float | Floats:
    """The Bayes information criterion up to a constant of the table; terms at minus infinity are counted too."""
    return deviance + parameters * math.log(people)


def rank_models(*, counts: Floats, t: int, workers: Workers) -> RankedModels | None:
    """Fit every model and rank it; None where none can be fitted."""
    models = list_models(t)
    places = np.arange(len(models), dtype=np.float64)[:, None]
    scored = workers.map(partial(score_models, counts=counts, t=t), places)
    order = [int(place) for place in np.argsort(scored[:, 0], kind="stable")]
    good = [place for place in order[: 4 * CONSIDERED] if check_model(counts, t, models[place]) is Verdict.GOOD]
    if not good:
        return None
    return RankedModels(tuple(models[place] for place in good[:CONSIDERED]), float(counts.sum() + scored[good[0], 1]))


def score_models(places: Floats, *, counts: Floats, t: int) -> Floats:
    """The BIC and how many are unseen, a row for each of the models at these places."""
    models, people = list_models(t), float(counts.sum())
    found = np.empty((len(places), 2))
    for row, place in enumerate(places[:, 0]):
        fit = fit_model(counts, t, models[int(place)])
        found[row] = bic(fit.deviance, fit.parameters, people), fit.unseen
    return found


def best_numbers(resamples: Floats, *, t: int, models: Sequence[Terms]) -> Floats:
    """How many in all by the best of these models, for each table (a row each); infinite where none can be fitted."""
    people = resamples.sum(axis=1)
    scores = np.empty((len(models), len(resamples)))
    unseen = np.empty_like(scores)
    for place, terms in enumerate(models):
        unseen[place], deviance = fit_many(resamples[:, 1:], design(t, terms)[1:])
        scores[place] = deviance + (len(terms) + 1) * np.log(people)
    numbers = np.full(len(resamples), np.inf)
    for row, order in enumerate(np.argsort(scores, axis=0, kind="stable").T):
        best = next((place for place in order if check_model(resamples[row], t, models[place]) is Verdict.GOOD), None)
        if best is not None:
            numbers[row] = people[row] + unseen[best, row]
    return numbers
