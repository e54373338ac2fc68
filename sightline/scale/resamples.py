"""Resamples of a table, and limits from them: the bias-corrected and accelerated bootstrap.

An estimate may be infinite in some resamples. They are kept and counted, and where they reach the upper limit the limit
is infinite; leaving them out would make the interval look sure. Source: Efron 1987, JASA 82:171-185.
"""

import math
from collections.abc import Callable

import numpy as np
from scipy.special import ndtr, ndtri

from sightline.scale.tables import Floats
from sightline.scale.workers import Workers

Numbers = Callable[[Floats], Floats]


def draw_resamples(counts: Floats, *, times: int, seed: int) -> Floats:
    """So many tables of as many people, drawn with replacement from the table; a row each. The seed fixes them."""
    drawn = np.random.default_rng(seed).multinomial(round(counts.sum()), counts / counts.sum(), size=times)
    return drawn.astype(np.float64)


def leave_one_out(counts: Floats) -> tuple[Floats, Floats]:
    """The tables with one person fewer, a row for each cell that has anybody, and how many people each stands for."""
    filled = np.flatnonzero(counts > 0)
    tables = np.repeat(counts[None, :], len(filled), axis=0)
    tables[np.arange(len(filled)), filled] -= 1
    return tables, counts[filled]


def bootstrap_interval(
    counts: Floats, point: float, numbers: Numbers, *, times: int, seed: int, workers: Workers, level: float = 0.95
) -> tuple[float, float]:
    """Limits for `point`, where `numbers` gives the estimates of tables, a row each."""
    drawn = workers.map(numbers, draw_resamples(counts, times=times, seed=seed))
    tables, people = leave_one_out(counts)
    return bca_limits(point, drawn, numbers(tables), people, level=level)


def bca_limits(
    point: float, drawn: Floats, without_one: Floats, people: Floats, *, level: float = 0.95
) -> tuple[float, float]:
    """The limits from the drawn estimates and from those with one person fewer (each standing for so many people)."""
    share = (np.sum(drawn < point) + 0.5 * np.sum(drawn == point)) / len(drawn)
    bias = float(ndtri(min(max(share, 0.5 / len(drawn)), 1 - 0.5 / len(drawn))))
    speed = acceleration(without_one, people)
    limits = []
    for tail in ((1 - level) / 2, (1 + level) / 2):
        z = bias + float(ndtri(tail))
        at = float(ndtr(bias + z / max(1 - speed * z, 1e-6)))
        limits.append(find_quantile(drawn, at))
    return limits[0], limits[1]


def acceleration(without_one: Floats, people: Floats) -> float:
    """How fast the spread of the estimate changes with its size, from leaving out one person at a time."""
    if not np.all(np.isfinite(without_one)):
        return 0.0
    away = float(np.average(without_one, weights=people)) - without_one
    spread = float(np.sum(people * away**2))
    return float(np.sum(people * away**3)) / (6 * spread**1.5) if spread > 0 else 0.0


def find_quantile(drawn: Floats, at: float) -> float:
    """The quantile, between neighbours in proportion; infinite where a neighbour that counts is."""
    ordered = np.sort(drawn)
    place = at * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    if place == low or ordered[low] == ordered[high]:
        return float(ordered[low])
    return float(ordered[low] + (place - low) * (ordered[high] - ordered[low]))
