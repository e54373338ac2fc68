"""Whether a model can be fitted to a table at all: does its best fit exist, and is the number unseen fixed by it?

A fitting routine gives some number for a model with no best fit, and it looks like any other. The check depends only on
which cells have anybody in them, so its answer is kept by that. Sources: Fienberg and Rinaldo 2012, Ann. Statist.
40:996-1023 (existence); Chan, Silverman, Vincent 2021, JASA 116:1297-1306 (for tables with empty overlaps).
"""

from enum import IntEnum
from functools import lru_cache

import numpy as np
from scipy.optimize import linprog

from sightline.scale.methods.loglinear import Terms, find_empty, left_to_fit
from sightline.scale.tables import Floats

TINY = 1e-9


class Verdict(IntEnum):
    """What is wrong with a model for a table. The numbers are those of the published worked example."""

    GOOD = 0
    NO_BEST_FIT = 1
    NOT_FIXED = 2
    NEITHER = 3


def check_model(counts: Floats, t: int, terms: Terms) -> Verdict:
    """Whether a model can be fitted to counts (2 ** t places; the first is not read)."""
    return check_support((counts > 0).tobytes(), t, terms)


@lru_cache(maxsize=50_000)
def check_support(support: bytes, t: int, terms: Terms) -> Verdict:
    """The same for the cells that have anybody in them, a byte a cell."""
    anybody = np.frombuffer(support, dtype=np.bool_).astype(np.float64)
    anybody[0] = 0
    rows, places, _ = left_to_fit(t, terms, find_empty(anybody, t, terms))
    filled = anybody[places] > 0
    fixed = find_null_space(rows).shape[1] == 0
    exists = best_fit_exists(rows, filled)
    if exists:
        return Verdict.GOOD if fixed else Verdict.NOT_FIXED
    return Verdict.NO_BEST_FIT if fixed else Verdict.NEITHER


def best_fit_exists(rows: Floats, filled: np.ndarray) -> bool:
    """Whether no way leads to ever better fits: along it filled cells stay, and some empty ones only ever shrink.

    Ways along which filled cells stay are the null space of their rows; a linear program asks for one along which no
    empty cell grows and one shrinks.
    """
    ways = find_null_space(rows[filled])
    if not ways.shape[1]:
        return True
    change = rows[~filled] @ ways
    change[np.abs(change) < TINY] = 0
    if not change.any():
        return True
    if change.shape[1] == 1:
        return bool((change > 0).any() and (change < 0).any())
    found = linprog(
        change.sum(axis=0), A_ub=np.vstack([change, -change]),
        b_ub=np.concatenate([np.zeros(len(change)), np.ones(len(change))]), bounds=(None, None), method="highs",
    )  # fmt: skip
    return bool(found.status == 0 and found.fun > -1e-7)


def find_null_space(rows: Floats) -> Floats:
    """The ways (columns) along which no row changes. Rows hold whole numbers, so what is not nought is not small."""
    values, vectors = np.linalg.eigh(rows.T @ rows)
    return np.asarray(vectors[:, values < TINY * max(float(values[-1]), 1.0)])
