"""Learns which marks of rules are right: logistic regression by L-BFGS from zero. Nothing is drawn at random."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.optimize import minimize

from sightline.casenotes.gate.features import list_features
from sightline.casenotes.gate.known_words import KnownWords
from sightline.casenotes.gate.weights import GateWeights
from sightline.casenotes.training.evaluation import TURNS, shuffle_hands
from sightline.casenotes.training.gate.lessons import Lesson

# So many marks must have a feature; what weights cost; steps of the search. docs/decisions has what was measured.
LEAST_MARKS, COST, MOST_ROUNDS = 3, 1.0, 150
Doubles = NDArray[np.float64]


def learn_gate(lessons: Sequence[Lesson], words: KnownWords) -> GateWeights:
    """What each feature says, by these marks."""
    listed = [list_features(one.mark, one.words) for one in lessons]
    held = Counter(feature for of in listed for feature, _ in of)
    features = sorted(feature for feature, times in held.items() if times >= LEAST_MARKS)
    numbers = {feature: number for number, feature in enumerate(features)}
    found = [[(numbers[name], counts) for name, counts in of if name in numbers] for of in listed]
    begins = np.cumsum([0, *map(len, found)])
    columns = np.array([number for of in found for number, _ in of], np.int64)
    counts = np.array([value for of in found for _, value in of], np.float64)
    matrix = sparse.csr_matrix((counts, columns, begins), shape=(len(lessons), len(features)))
    says = _search(matrix, np.array([one.is_right for one in lessons], np.float64))
    return GateWeights(words, dict(zip(features, says[:-1].tolist(), strict=True)), float(says[-1]))


def _search(matrix: sparse.csr_matrix, right: Doubles) -> Doubles:
    """The weights, and the offset behind them."""
    side, across = 2 * right - 1, matrix.T.tocsr()

    def loss(point: Doubles) -> tuple[float, Doubles]:
        sure = side * (matrix @ point[:-1] + point[-1])
        down = -side / (1 + np.exp(np.clip(sure, -500, 500)))
        value = np.logaddexp(0, -sure).sum() + COST / 2 * (point[:-1] ** 2).sum()
        return float(value), np.append(across @ down + COST * point[:-1], down.sum())

    begin = np.zeros(matrix.shape[1] + 1)
    found: Doubles = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": MOST_ROUNDS}).x
    return found


def score_left_out(lessons: Sequence[Lesson], words: KnownWords, *, say: Callable[[int], None]) -> Doubles:
    """The chance of each mark by a gate that learned from the hands of other turns. `say` hears each turn's number."""
    turn_of = {hand: place % TURNS for place, hand in enumerate(shuffle_hands(one.hand for one in lessons))}
    turn = np.array([turn_of[one.hand] for one in lessons])
    chances = np.zeros(len(lessons))
    for number in range(TURNS):
        say(number)
        gate = learn_gate([one for one in lessons if turn_of[one.hand] != number], words)
        chances[turn == number] = [gate.chance(one.mark, one.words) for one in lessons if turn_of[one.hand] == number]
    return chances
