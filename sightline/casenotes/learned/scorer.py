"""Scores many sentences at once: a row of numbers a word, and runs of words sought as whole numbers in sorted lists.

What a word and its pieces weigh is summed once a word. So a sentence costs its words, and not their pieces.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from threading import Lock
from typing import Any

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from sightline.casenotes.learned.features import BEGIN, END, Sentence
from sightline.casenotes.learned.vocabulary import MOST_REMEMBERED, Floats, KnownIdeas, Vocabulary

Places = NDArray[np.int64]
# The rows of the beginning and the end of a sentence, which weigh nothing by themselves.
BEGINS, ENDS, FIRST_WORD = 0, 1, 2
# A run of two words is one number: the first word's times this, and the second's. Words without runs are 0.
APART = 1 << 32
RUNS = (("b ", 1), ("s ", 2))
ROOM = 4_096


@dataclass(frozen=True, slots=True)
class Laid:
    """Sentences as numbers: the row of each word, between a beginning and an end, and the runs that begin there.

    `begins`: where each sentence begins, and where the last ends. `runs`: a known run's feature for each gap, 0 for
    none. `says` and `common` are of each row: what a word says with its pieces, and whether it is in so many sentences
    that it tells a reader nothing.
    """

    rows: Places
    begins: Places
    runs: tuple[Places, ...]
    says: Floats
    common: NDArray[np.bool_]


class Scorer:
    """What every feature says for every sign, and in a last column how much it adds to a sentence's squared length."""

    def __init__(self, vocabulary: Vocabulary, rows: NDArray[Any]) -> None:
        counts = vocabulary.counts_for
        self.says = np.hstack([rows * counts[:, None], (counts * counts)[:, None]]).astype(np.float32)
        self._vocabulary = vocabulary
        self._runs, self._run_words = _list_runs(vocabulary)
        self._ideas = KnownIdeas(vocabulary)
        self._words = _Words(self._add_word)
        self._lock = Lock()
        self._forget()

    def lay_out(self, sentences: Sequence[Sentence]) -> Laid:
        """The sentences as numbers."""
        with self._lock:
            if len(self._words) > MOST_REMEMBERED:
                self._forget()
            number = self._words.__getitem__
            found = [(BEGINS, *map(number, one.words), ENDS) for one in sentences]
            says, run_of, common = self._word_says, self._run_of, self._common
        rows = np.fromiter(chain.from_iterable(found), np.int64)
        words = run_of[rows]
        runs = tuple(known.find(words, gap) for known, (_, gap) in zip(self._runs, RUNS, strict=True))
        return Laid(rows, _begins(found), runs, says, common)

    def score(self, sentences: Sequence[Sentence]) -> Floats:
        """A row a sentence, a column a sign: the sum of what its features say, by its length."""
        laid = self.lay_out(sentences)
        sums = _add_up(laid.says, laid.rows, laid.begins)
        for numbers in laid.runs:
            sums += _add_up(self.says, numbers, laid.begins)
        known = self._vocabulary.numbers.get
        others = [
            self._ideas.number(one.ideas) + [number for marked in one.marked if (number := known(marked))]
            for one in sentences
        ]
        sums += _add_up(self.says, np.fromiter(chain.from_iterable(others), np.int64), _begins(others))
        scores: Floats = (sums[:, :-1] / np.sqrt(np.maximum(sums[:, -1:], 1e-9))).astype(np.float32)
        return scores

    def _forget(self) -> None:
        """Begin anew with no word but the beginning and the end, so that memory does not grow with what was read."""
        self._words.clear()
        self._word_says = np.zeros((ROOM, self.says.shape[1]), np.float32)
        self._run_of = np.zeros(ROOM, np.int64)
        self._common = np.zeros(ROOM, np.bool_)
        for row, mark in ((BEGINS, BEGIN), (ENDS, END)):
            self._run_of[row] = self._run_words.get(mark, 0)

    def _add_word(self, word: str) -> int:
        row = len(self._words) + FIRST_WORD
        if row == len(self._run_of):
            self._word_says, self._run_of, self._common = (
                np.concatenate([held, np.zeros_like(held)]) for held in (self._word_says, self._run_of, self._common)
            )
        self._word_says[row] = self.says[list(self._vocabulary.number_word(word))].sum(0)
        self._run_of[row] = self._run_words.get(word, 0)
        self._common[row] = self._vocabulary.is_common(word)
        return row


class _Words(dict[str, int]):
    """The row of each word; one that was not met before gets the next."""

    def __init__(self, add: Callable[[str], int]) -> None:
        super().__init__()
        self._add = add

    def __missing__(self, word: str) -> int:
        row = self[word] = self._add(word)
        return row


@dataclass(frozen=True, slots=True)
class _KnownRuns:
    """Runs of one kind as sorted numbers, and the feature of each."""

    keys: Places = field(repr=False)
    features: Places = field(repr=False)

    def find(self, words: Places, gap: int) -> Places:
        """For each word the feature of the run that begins there; 0 where none is known."""
        found = np.zeros(len(words), np.int64)
        keys = words[:-gap] * APART + words[gap:]
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        found[: len(keys)] = np.where(self.keys[places] == keys, self.features[places], 0)
        return found


def _list_runs(vocabulary: Vocabulary) -> tuple[list[_KnownRuns], dict[str, int]]:
    """The known runs of each kind, and numbers for the words in them."""
    words: dict[str, int] = {}
    runs = []
    for kind, _ in RUNS:
        held = {}
        for feature, number in vocabulary.numbers.items():
            if feature.startswith(kind):
                _, one, other = feature.split(" ")
                first, second = (words.setdefault(word, len(words) + 1) for word in (one, other))
                held[first * APART + second] = number
        keys = np.array(sorted(held) or [-1], np.int64)
        runs.append(_KnownRuns(keys, np.array([held.get(key, 0) for key in keys.tolist()], np.int64)))
    return runs, words


def _begins(held: Sequence[Sequence[int]]) -> Places:
    """Where each of these begins when they stand one after the other, and where the last ends."""
    begins = np.zeros(len(held) + 1, np.int64)
    np.cumsum([len(of) for of in held], out=begins[1:])
    return begins


def _add_up(says: Floats, numbers: Places, begins: Places) -> Floats:
    """The sum of the rows with these numbers, a row a sentence."""
    shape = (len(begins) - 1, len(says))
    sums: Floats = sparse.csr_matrix((np.ones(len(numbers), np.float32), numbers, begins), shape=shape) @ says
    return sums
