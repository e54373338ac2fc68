"""Which words of a sentence spoke most for a sign: a reader is shown these."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sightline.casenotes.learned.scorer import FIRST_WORD, RUNS, Laid, Scorer
from sightline.casenotes.learned.vocabulary import Floats

Columns = NDArray[np.int64]
MOST_WORDS = 4
# Two words that run together are shared by both.
HALF = 0.5


def find_carrying(scorer: Scorer, laid: Laid, columns: Columns) -> list[list[int]]:
    """Of each sentence the words, by number and in order, that spoke most for the sign of its column.

    At most MOST_WORDS, and none that is common.
    """
    signs = np.repeat(columns, np.diff(laid.begins))
    spoke = laid.says[laid.rows, signs]
    is_word = laid.rows >= FIRST_WORD
    for numbers, (_, gap) in zip(laid.runs, RUNS, strict=True):
        both = is_word[:-gap] & is_word[gap:]
        shared = HALF * scorer.says[numbers, signs][: len(both)] * both
        spoke[: len(both)] += shared
        spoke[gap:] += shared
    spoke[~is_word | laid.common[laid.rows]] = 0
    return [_best_of(spoke[begin + 1 : end - 1]) for begin, end in pairwise(laid.begins.tolist())]


def _best_of(spoke: Floats) -> list[int]:
    best = np.argsort(-spoke, kind="stable")[:MOST_WORDS].tolist()
    return sorted(place for place in best if spoke[place] > 0)
