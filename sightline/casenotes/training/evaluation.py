"""Measures the model on hands that it did not learn from: in turn, an eighth of the hands is left out.

Levels of each eighth come from the others. Some hands are sealed: nothing is chosen by them, and they are read
once, when all else is settled.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.casenotes.learned.model import Levels, Weights
from sightline.casenotes.learned.vocabulary import Floats
from sightline.casenotes.training.calibration import fit_levels
from sightline.casenotes.training.examples import Example, LabelledFragment, list_truth
from sightline.casenotes.training.learner import learn_from
from sightline.model.passages import INDICATORS

TURNS = 8
# A tenth of the hands, by their hash: the first four of hands 1 to 44, and the first of each later batch, 45 to 50 and
# 51 to 55.
SEALED = frozenset({"hand-13", "hand-22", "hand-24", "hand-35", "hand-47", "hand-51"})
# 0 says nothing, 1 is worth reading, 2 is marked; a row a sentence, a column a sign.
Levelled = NDArray[np.int8]


def shuffle_hands(hands: Iterable[str]) -> list[str]:
    """The hands in an order that nobody chose: by a hash of their ids."""
    return sorted(set(hands), key=lambda hand: hashlib.sha256(f"sightline {hand}".encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Open examples with the scores of a model that had not learned from their hand, and what was made of them."""

    examples: Sequence[Example]
    truth: Floats
    scores: Floats
    marks: Levelled

    def fit_levels(self) -> Levels:
        """Levels by all of them."""
        return fit_levels(self.scores, self.truth)


def score_left_out(
    examples: Sequence[Example],
    fragments: Sequence[LabelledFragment],
    *,
    turns: int = TURNS,
    say: Callable[[int], None],
) -> LeftOut:
    """Learn once for each turn, without its hands, and score these. `say` hears the number of each turn."""
    truth = list_truth(examples)
    turn_of = {hand: place % turns for place, hand in enumerate(shuffle_hands(one.hand for one in examples))}
    turn = np.array([turn_of[one.hand] for one in examples])
    scores = np.zeros_like(truth)
    for number in range(turns):
        say(number)
        weights = learn_from(
            [one for one in examples if turn_of[one.hand] != number],
            [one for one in fragments if turn_of[one.hand] != number],
        )
        scores[turn == number] = weights.score([one.sentence for one in examples if turn_of[one.hand] == number])
    marks = np.zeros(truth.shape, np.int8)
    for number in range(turns):
        levels = fit_levels(scores[turn != number], truth[turn != number])
        marks[turn == number] = read_marks(levels.chances(scores[turn == number]), levels)
    return LeftOut(examples, truth, scores, marks)


def score_sealed(sealed: Sequence[Example], weights: Weights, levels: Levels) -> LeftOut:
    """Sealed examples, read by a model and levels of open hands alone."""
    scores = weights.score([one.sentence for one in sealed])
    return LeftOut(sealed, list_truth(sealed), scores, read_marks(levels.chances(scores), levels))


def read_marks(chances: Floats, levels: Levels) -> Levelled:
    """The level of each sentence and sign."""
    return ((chances >= levels.worth_reading).astype(np.int8) + (chances >= levels.marked)).astype(np.int8)


def list_rules(examples: Sequence[Example]) -> Levelled:
    """What the rules alone mark, as if each were marked."""
    return np.array([[2 * (sign in one.by_rules) for sign in INDICATORS] for one in examples], np.int8)
