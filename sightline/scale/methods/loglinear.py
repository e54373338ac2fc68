"""Log-linear models of who is on which lists: fitted to the cells that can be seen, read off at the one that cannot.

A term whose lists nobody is on together is fitted as minus infinity. Its cells are then left out of the fit, they are
not fitted as nought people by some large negative number. Sources: Cormack 1989, Biometrics 45:395-413 (Poisson models
of closed populations); Cormack 1992, Biometrics 48:567-576 (profile intervals); Chan, Silverman, Vincent 2021, JASA
116:1297-1306 (empty overlaps).
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import gammaincinv, xlogy

from sightline.scale.tables import Floats

Terms = tuple[int, ...]
FEW_LISTS = 6
Made = TypeVar("Made")
MOST_ROUNDS, CLOSE = 60, 1e-9
MOST_TIMES_SEEN = 1e6
LEVEL = 0.95


@dataclass(frozen=True)
class Fit:
    """A fitted model: how many are on no list, how many are expected in each cell, and how well that fits.

    `expected` has 2 ** t places, the first of which is `unseen`. `deviance` is of the cells that can be seen;
    `parameters` counts those at minus infinity too, which `beta` (the size, then the terms in their order) leaves out.
    """

    unseen: float
    expected: Floats
    deviance: float
    parameters: int
    converged: bool
    beta: Floats


def main_effects(t: int) -> Terms:
    """The model in which each list is independent of the others."""
    return tuple(1 << place for place in range(t))


def pair_term(pair: tuple[int, int]) -> int:
    """The term of two lists."""
    return (1 << pair[0]) | (1 << pair[1])


def keep_for_small(work: Callable[..., Made]) -> Callable[..., Made]:
    """Keep what was made of few lists, of which there are thousands and small; of many lists only the last few."""
    small, large = lru_cache(maxsize=8192)(work), lru_cache(maxsize=16)(work)

    @wraps(work)
    def found(t: int, *rest: Terms) -> Made:
        return small(t, *rest) if t <= FEW_LISTS else large(t, *rest)

    return found


@keep_for_small
def design(t: int, terms: Terms) -> Floats:
    """A row a cell (2 ** t, the unseen first), a column for the size and one for each term: 1 where the cell has it."""
    cells = np.arange(1 << t)[:, None]
    masks = np.array(terms, dtype=np.int64)[None, :]
    return np.hstack([np.ones((1 << t, 1)), (cells & masks) == masks]).astype(np.float64)


@keep_for_small
def split_terms(t: int, terms: Terms, empty: Terms) -> tuple[Terms, NDArray[np.bool_]]:
    """The terms and cells (2 ** t, the unseen among them) that are left once terms that nobody has are taken out."""
    left = tuple(term for term in terms if not any(term & nobody == nobody for nobody in empty))
    cells = np.arange(1 << t)
    keep = np.ones(1 << t, dtype=np.bool_)
    for nobody in empty:
        keep &= (cells & nobody) != nobody
    return left, keep


@keep_for_small
def left_to_fit(t: int, terms: Terms, empty: Terms) -> tuple[Floats, NDArray[np.intp], int]:
    """The design and the places of the cells that are to be fitted, and how many parameters there are."""
    left, keep = split_terms(t, terms, empty)
    places = np.flatnonzero(keep)[1:]
    return design(t, left)[places], places, len(terms) + 1


def find_empty(counts: Floats, t: int, terms: Terms) -> Terms:
    """The terms whose lists nobody is on together."""
    totals = counts @ design(t, terms)[:, 1:]
    return tuple(term for term, total in zip(terms, totals, strict=True) if total <= 0)


def fit_model(counts: Floats, t: int, terms: Terms) -> Fit:
    """Fit a model to counts (2 ** t places; the first is not read). Whether the fit exists is not looked at here."""
    rows, places, parameters = left_to_fit(t, terms, find_empty(counts, t, terms))
    seen = counts[places]
    beta, expected, deviance, converged = fit_poisson(rows, seen)
    whole = np.zeros(1 << t)
    whole[places] = expected
    unseen = math.exp(min(float(beta[0]), 700.0))
    whole[0] = unseen
    return Fit(unseen, whole, deviance, parameters, converged, beta)


def fit_poisson(rows: Floats, seen: Floats, *, offset: float = 0.0) -> tuple[Floats, Floats, float, bool]:
    """Poisson regression with a logarithmic link by iterated weighted least squares; `offset` is added to each line.

    Gives the parameters, the expected counts, the deviance and whether it settled.
    """
    expected = seen + 0.5
    linear = np.log(expected)
    before = math.inf
    beta = np.zeros(rows.shape[1])
    for _ in range(MOST_ROUNDS):
        weighted = rows * expected[:, None]
        beta = solve(weighted.T @ rows, weighted.T @ (linear - offset) + rows.T @ (seen - expected))
        linear = np.clip(rows @ beta + offset, -60.0, 60.0)
        expected = np.exp(linear)
        deviance = 2.0 * float(np.sum(xlogy(seen, seen) - seen * linear - seen + expected))
        if abs(before - deviance) < CLOSE * (abs(deviance) + 0.1):
            return beta, expected, deviance, True
        before = deviance
    return beta, expected, before, False


def solve(matrix: Floats, right: Floats) -> Floats:
    """Solve, and where the matrix is singular (a model that should not have been fitted) take the smallest solution."""
    try:
        return np.asarray(np.linalg.solve(matrix, right))
    except np.linalg.LinAlgError:
        return np.asarray(np.linalg.lstsq(matrix, right, rcond=None)[0])


def profile_interval(counts: Floats, t: int, terms: Terms) -> tuple[float, float]:
    """95% limits for the number in all, by the model's profile. The upper is infinite where the profile stays flat."""
    best = fit_model(counts, t, terms)
    rows, places, _ = left_to_fit(t, terms, find_empty(counts, t, terms))
    lower, upper = profile_limits(rows, counts[places], best.unseen, best.deviance)
    return float(counts.sum()) + lower, float(counts.sum()) + upper


def profile_limits(rows: Floats, seen: Floats, best: float, deviance: float) -> tuple[float, float]:
    """95% limits for the unseen: where the deviance, all else fitted anew, has grown by the quantile.

    `best` and `deviance` are of the best fit; the first column of `rows` is the size.
    """
    limit = deviance + chi_squared_limit(LEVEL)

    def over(unseen: float) -> float:
        return fit_poisson(rows[:, 1:], seen, offset=math.log(unseen))[2] - limit

    least, ceiling = best * 1e-6, best
    lower = 0.0 if over(least) < 0 else float(brentq(over, least, best, rtol=1e-7))
    while over(ceiling) < 0:
        ceiling *= 2
        if ceiling > MOST_TIMES_SEEN * float(seen.sum()):
            return lower, math.inf
    return lower, float(brentq(over, best, ceiling, rtol=1e-7))


def chi_squared_limit(level: float) -> float:
    """The value that a chi-squared variable of one degree of freedom stays below with this probability.

    By the incomplete gamma function, not by `scipy.stats`: importing that would cost every command half a second.
    """
    return 2.0 * float(gammaincinv(0.5, level))


def name_model(terms: Iterable[int], lists: Sequence[str]) -> str:
    """A model in words: its terms of two lists and more."""
    named = [[name for place, name in enumerate(lists) if term >> place & 1] for term in terms]
    together = [" with ".join(names) for names in named if len(names) > 1]
    return ", ".join(together) or "no list depends on another"
