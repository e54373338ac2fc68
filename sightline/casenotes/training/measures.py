"""Counts what was found, missed and wrongly found, by hand, so that intervals can be drawn over hands."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sightline.casenotes.training.examples import Example

Truth = NDArray[np.bool_]
DRAWS, SEED, WIDTH = 1_000, 17, 95


@dataclass(frozen=True, slots=True)
class Measured:
    """A share with its interval over hands, and of how many it is."""

    share: float
    low: float
    high: float
    of: int

    def __str__(self) -> str:
        return f"{self.share:.3f} ({self.low:.3f} to {self.high:.3f})" if self.of else "none"


def measure(right: ArrayLike, of: ArrayLike, hands: Sequence[str]) -> Measured:
    """The share of `right` in `of`, each a number a line; hands are drawn again with replacement for the interval."""
    names, places = np.unique(list(hands), return_inverse=True)
    found = np.bincount(places, np.asarray(right, float), len(names))
    whole = np.bincount(places, np.asarray(of, float), len(names))
    drawn = np.random.default_rng(SEED).integers(0, len(names), (DRAWS, len(names)))
    shares = found[drawn].sum(1) / np.maximum(whole[drawn].sum(1), 1)
    low, high = np.percentile(shares, [(100 - WIDTH) / 2, (100 + WIDTH) / 2])
    return Measured(float(found.sum() / max(1, whole.sum())), float(low), float(high), int(whole.sum()))


@dataclass(frozen=True, slots=True)
class Found:
    """What was found against what is there: a row a sentence or note, a column a sign."""

    truth: Truth
    found: Truth
    hands: Sequence[str]

    def precision(self) -> Measured:
        """Of what was found, what is there."""
        return measure((self.truth & self.found).sum(1), self.found.sum(1), self.hands)

    def recall(self) -> Measured:
        """Of what is there, what was found."""
        return measure((self.truth & self.found).sum(1), self.truth.sum(1), self.hands)

    def of(self, chosen: Truth) -> "Found":
        """These rows alone."""
        kept = [int(place) for place in np.flatnonzero(chosen)]
        return Found(self.truth[kept], self.found[kept], [self.hands[place] for place in kept])

    def of_sign(self, column: int) -> "Found":
        """This sign alone."""
        return Found(self.truth[:, [column]], self.found[:, [column]], self.hands)

    def any_sign(self) -> "Found":
        """Whether there is any sign."""
        return Found(np.atleast_2d(self.truth.any(1)).T, np.atleast_2d(self.found.any(1)).T, self.hands)

    def by_note(self, examples: Sequence[Example]) -> "Found":
        """A row a note: a sign is there where a sentence has it."""
        _, first, places = np.unique([one.note.id for one in examples], return_index=True, return_inverse=True)
        truth, found = (np.zeros((len(first), self.truth.shape[1]), bool) for _ in range(2))
        np.logical_or.at(truth, places, self.truth)
        np.logical_or.at(found, places, self.found)
        return Found(truth, found, [self.hands[place] for place in first])
