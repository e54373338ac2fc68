"""Says how sure a score is, and from where on a sentence is listed or marked: both from hands that were left out."""

import numpy as np
from scipy.optimize import minimize

from sightline.casenotes.learned.model import Levels
from sightline.casenotes.learned.vocabulary import Floats

# Of what is listed so many are right, and of what is marked, on left-out hands, over all signs together.
WORTH_READING, MARKED = 0.60, 0.85
# A sign that few have must not get a curve of its own making.
HELD_BACK = 1e-2


def fit_levels(scores: Floats, truth: Floats) -> Levels:
    """Levels by scores that were given to sentences of hands that had not been learned from."""
    curves = [_fit_curve(of_sign, is_so) for of_sign, is_so in zip(scores.T, truth.T, strict=True)]
    slopes, shifts = (np.array(values, np.float32) for values in zip(*curves, strict=True))
    chances = Levels(slopes, shifts, 1.0, 1.0).chances(scores)
    return Levels(
        slopes, shifts,
        marked=find_threshold(chances, truth, precision=MARKED),
        worth_reading=find_threshold(chances, truth, precision=WORTH_READING),
    )  # fmt: skip


def find_threshold(chances: Floats, truth: Floats, *, precision: float) -> float:
    """The lowest chance from which on so many are right; 1 where none is."""
    order = np.argsort(-chances, axis=None, kind="stable")
    right = np.cumsum(truth.ravel()[order]) / np.arange(1, truth.size + 1)
    enough = np.flatnonzero(right >= precision)
    return float(chances.ravel()[order][enough[-1]]) if len(enough) else 1.0


def _fit_curve(scores: Floats, is_so: Floats) -> tuple[float, float]:
    side, places = 2.0 * is_so - 1, scores.astype(np.float64)

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        sure = side * (point[0] * places + point[1])
        down = -side / (1 + np.exp(np.clip(sure, -500, 500)))
        held = HELD_BACK * (point[0] - 1) ** 2
        slope = np.array([(down * places).sum() + 2 * HELD_BACK * (point[0] - 1), down.sum()])
        return float(np.logaddexp(0, -sure).sum() + held), slope

    found = minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B").x
    return float(found[0]), float(found[1])
