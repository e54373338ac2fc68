"""A place beside others of its type: how many children with signs so many people there would lead one to expect.

This measures a place, and no child. It clears nobody either: what must be answered about a place must be answered,
however many children one would expect there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import betainc

from sightline.patterns.places.types import PlaceTypes

HALF = (
    0.5  # of a child, as if seen beside the others: where they have none at all, nothing would be expected for certain
)


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place: how many people records give there in all, and how many children have a sign there in some days.

    Of others that are counted in several stretches of days: both for all of these together.
    """

    people: int
    children: int


@dataclass(frozen=True, slots=True)
class PlaceComparison:
    """What a place is beside others.

    `expected`: how many children with signs places of its type with as many people would have; None where there are too
    few to compare with. `chance`: how often so many or more would come about if it were like them.
    """

    here: PlaceCount
    places: int
    expected: float | None = None
    chance: float | None = None


def compare(
    *, here: PlaceCount, others: Sequence[PlaceCount], types: PlaceTypes, stretches: int = 1
) -> PlaceComparison:
    """Gamma-Poisson: the others' rate for each person there, how much it differs among them, and this place's tail.

    The others' rate is pooled; how much places differ in it is estimated by moments (as DerSimonian and Laird, for
    counts) and never below nothing. What is expected here then follows a negative binomial distribution.
    """
    people = np.array([one.people for one in others if one.people], dtype=float)
    children = np.array([one.children for one in others if one.people], dtype=float)
    if len(people) < types.least_places or people.sum() < types.least_people * stretches:
        return PlaceComparison(here, len(people))
    rate = (children.sum() + HALF) / people.sum()
    spread = _spread(people, children) + 1 / (children.sum() + HALF)
    expected = here.people * rate
    shape = 1 / spread
    return PlaceComparison(
        here, len(people), float(expected), chance_of(here.children, shape=shape, expected=float(expected))
    )


def chance_of(children: int, *, shape: float, expected: float) -> float:
    """How often a negative binomial count of this shape and mean is at least so many.

    By the incomplete beta function, not by `scipy.stats`: importing that would cost every command half a second.
    """
    return float(betainc(children, shape, expected / (shape + expected))) if children else 1.0


def _spread(people: np.ndarray, children: np.ndarray) -> float:
    """By how much the places' own rates differ beyond chance: the variance of a rate in squares of the mean rate."""
    total = people.sum()
    rate = children.sum() / total
    if not rate:
        return 0.0
    beyond = float((people * (children / people - rate) ** 2).sum()) - (len(people) - 1) * rate
    weight = total - float((people**2).sum()) / total
    return max(0.0, beyond / weight) / rate**2 if weight > 0 else 0.0
