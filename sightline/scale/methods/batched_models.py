"""One model fitted to many tables at once.

In some of the tables a term may have nobody. There it is minus infinity, as in `loglinear`: its cells weigh nothing,
and its own line of the equations says nought.
"""

import numpy as np
from scipy.special import xlogy

from sightline.scale.tables import Floats

ROUNDS, CLOSE, RIDGE = 40, 1e-8, 1e-10


def fit_many(seen: Floats, rows: Floats) -> tuple[Floats, Floats]:
    """How many are unseen and the deviance, for each table.

    `seen` is (tables, cells) without the unseen cell, `rows` the design of those cells (cells, parameters).
    """
    filled = seen @ rows > 0  # (tables, parameters); the first is always so
    weigh = ((~filled).astype(np.float64) @ rows.T) == 0  # (tables, cells)
    products = (rows[:, :, None] * rows[:, None, :]).reshape(len(rows), -1)
    missing = np.where(filled, RIDGE, 1.0)
    expected = np.where(weigh, seen + 0.5, 0.0)
    linear = np.log(seen + 0.5)
    before = np.full(len(seen), np.inf)
    beta = np.zeros((len(seen), rows.shape[1]))
    for _ in range(ROUNDS):
        beta = _newton_update(rows, products, seen, expected, linear, filled, missing)
        linear = np.clip(beta @ rows.T, -60.0, 60.0)
        expected = np.where(weigh, np.exp(linear), 0.0)
        deviance = 2.0 * np.sum(xlogy(seen, seen) - seen * linear - seen + expected, axis=1)
        if np.all(np.abs(before - deviance) < CLOSE * (np.abs(deviance) + 0.1)):
            break
        before = deviance
    return np.exp(np.minimum(beta[:, 0], 700.0)), deviance


def _newton_update(
    rows: Floats, products: Floats, seen: Floats, expected: Floats, linear: Floats, filled: np.ndarray, missing: Floats
) -> Floats:
    """One round of weighted least squares for each table; a term that nobody has is set to nought."""
    size = rows.shape[1]
    matrix = (expected @ products).reshape(-1, size, size)
    matrix = np.where(filled[:, :, None] & filled[:, None, :], matrix, 0.0)
    matrix[:, np.arange(size), np.arange(size)] += missing
    right = np.where(filled, (expected * linear + seen - expected) @ rows, 0.0)
    return np.asarray(np.linalg.solve(matrix, right[:, :, None])[:, :, 0])
