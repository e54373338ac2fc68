"""Scores many sentences at once: a row of numbers a word, and runs of words sought as whole numbers in sorted lists.

What a word and its pieces weigh is summed once a word. So a sentence costs its words, and not their pieces.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from threading import Lock
from typing import Any

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from sightline.casenotes.engine.laid_ideas import KnownPairs, list_pairs
from sightline.casenotes.engine.laid_texts import LaidTexts, lead, spread
from sightline.casenotes.engine.laid_words import LaidWords
from sightline.casenotes.engine.piece_numbers import PieceNumbers
from sightline.casenotes.learned.features import BEGIN, END, FIGURES, NAME, WORD, Sentence, list_common
from sightline.casenotes.learned.vocabulary import MOST_REMEMBERED, Floats, KnownIdeas, Vocabulary
from sightline.casenotes.signs.compiled_rules import build_machine

Places = NDArray[np.int64]
# The rows of the beginning and the end of a sentence, which weigh nothing by themselves.
BEGINS, ENDS, FIRST_WORD = 0, 1, 2
# A run of two words is one number: the first word's times this, and the second's. Words without runs are 0.
APART = 1 << 32
RUNS = (("b ", 1), ("s ", 2))
ROOM = 4_096
# Most runs are known to nobody: a hash of so many values says so sooner than a search.
HASHES, MIXES, MIXED = 1 << 20, 0x9E3779B97F4A7C1, 40


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


@dataclass(frozen=True, slots=True)
class WordRows:
    """The row of each word of many notes; of each row what it says, its number in runs, and whether it is common."""

    rows: Places
    says: Floats
    run_of: Places
    common: NDArray[np.bool_]


class Scorer:
    """What every feature says for every sign, and in a last column how much it adds to a sentence's squared length."""

    def __init__(self, vocabulary: Vocabulary, rows: NDArray[Any], directions: Floats) -> None:
        counts = vocabulary.counts_for
        self.says = np.hstack([rows * counts[:, None], (counts * counts)[:, None]]).astype(np.float32)
        self._vocabulary, self._directions = vocabulary, directions
        self._runs, self._run_words = _list_runs(vocabulary)
        self.ideas = KnownIdeas(vocabulary)
        self._words = _Words(self._add_word)
        self._rows = PieceNumbers(self._tell_row)
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
        others = [self.ideas.number(one.ideas) + self.number_marked(one.marked) for one in sentences]
        numbers = np.fromiter(chain.from_iterable(others), np.int64)
        return self.score_laid(self.lay_out(sentences), numbers, _begins(others))

    def score_laid(self, laid: Laid, others: Places, begins: Places) -> Floats:
        """The same of what is laid out. `others`: the features besides words, of each sentence from where it begins."""
        sums = _add_up(laid.says, laid.rows, laid.begins)
        for numbers in laid.runs:
            sums += _add_up(self.says, numbers, laid.begins)
        sums += _add_up(self.says, others, begins)
        scores: Floats = (sums[:, :-1] / np.sqrt(np.maximum(sums[:, -1:], 1e-9))).astype(np.float32)
        return scores

    def number_marked(self, marked: Sequence[str]) -> list[int]:
        """The features of what rules marked, as far as they are known."""
        known = self._vocabulary.numbers.get
        return [number for one in marked if (number := known(one))]

    def number_words(self, laid: LaidTexts, words: LaidWords, names: Sequence[Sequence[str]]) -> WordRows:
        """The row of every word of these notes. `names`: of each note the child's, which are masked."""
        with self._lock:
            if len(self._words) > MOST_REMEMBERED:
                self._forget()
            rows = self._rows.tell(laid.pieces, laid.numbers[words.first])
            for place in np.flatnonzero(words.last > words.first).tolist():
                said = "".join(laid.written[words.first[place] : words.last[place] + 1])
                rows[place] = self._words[mask(said)]
            self._mask_names(rows, laid.notes[words.first], names)
            return WordRows(rows, self._word_says, self._run_of, self._common)

    def lay_out_parts(self, words: WordRows, first: Places, behind: Places) -> Laid:
        """Parts of notes as numbers, each from its first word to the one `behind` its last."""
        sizes = behind - first
        begins = lead(sizes + len((BEGINS, ENDS)))
        rows = np.empty(begins[-1], np.int64)
        rows[begins[:-1]], rows[begins[1:] - 1] = BEGINS, ENDS
        rows[spread(begins[:-1] + 1, sizes)] = words.rows[spread(first, sizes)]
        known = words.run_of[rows]
        runs = tuple(held.find(known, gap) for held, (_, gap) in zip(self._runs, RUNS, strict=True))
        return Laid(rows, begins, runs, words.says, words.common)

    def _mask_names(self, rows: Places, notes: Places, names: Sequence[Sequence[str]]) -> None:
        known = self._words.get
        masked = {
            (note, row)
            for note, of_note in enumerate(names)
            for name in of_note
            for said in (name, f"{name}'s")
            if (row := known(said)) is not None
        }
        may_be = np.zeros(len(self._run_of), np.bool_)
        may_be[[row for _, row in masked]] = True
        for place in np.flatnonzero(may_be[rows]).tolist():
            if (notes[place], rows[place]) in masked:
                rows[place] = self._words[NAME]

    def _tell_row(self, piece: str) -> int:
        return self._words[mask(piece)] if WORD.match(piece) else BEGINS

    @cached_property
    def pairs(self) -> KnownPairs:
        """The known ideas and each known two of them, as numbers."""
        return list_pairs(build_machine().lists, self.ideas.alone, self.ideas.behind, list_common())

    def _forget(self) -> None:
        """Begin anew with no word but the beginning and the end, so that memory does not grow with what was read."""
        self._words.clear()
        self._rows.forget()
        self._word_says = np.zeros((ROOM, self.says.shape[1]), np.float32)
        self._run_of = np.zeros(ROOM, np.int64)
        self._common = np.zeros(ROOM, np.bool_)
        for row, edge in ((BEGINS, BEGIN), (ENDS, END)):
            self._run_of[row] = self._run_words.get(edge, 0)

    def _add_word(self, word: str) -> int:
        row = len(self._words) + FIRST_WORD
        if row == len(self._run_of):
            self._word_says, self._run_of, self._common = (
                np.concatenate([held, np.zeros_like(held)]) for held in (self._word_says, self._run_of, self._common)
            )
        self._word_says[row] = self.says.take(self._vocabulary.number_word(word), 0).sum(0)
        self._add_vector(word, self._word_says[row])
        self._run_of[row] = self._run_words.get(word, 0)
        self._common[row] = self._vocabulary.is_common(word)
        return row

    def _add_vector(self, word: str, says: Floats) -> None:
        """Add what the vector of a word says, and what it adds to a sentence's squared length."""
        found, vectors = self._vocabulary.find_vector(word), self._vocabulary.vectors
        if vectors and found:
            place, count = found
            says[:-1] += count * (vectors.rows[place] @ self._directions)
            says[-1] += count * count


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
    """Runs of one kind as sorted numbers, and the feature of each. `likely`: whether a run with a hash may be known."""

    keys: Places = field(repr=False)
    features: Places = field(repr=False)
    likely: NDArray[np.bool_] = field(repr=False)

    def find(self, words: Places, gap: int) -> Places:
        """For each word the feature of the run that begins there; 0 where none is known."""
        found = np.zeros(len(words), np.int64)
        may_be = np.flatnonzero((words[:-gap] > 0) & (words[gap:] > 0))
        keys = words[may_be] * APART + words[may_be + gap]
        likely = self.likely[_hash(keys)]
        may_be, keys = may_be[likely], keys[likely]
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        found[may_be] = np.where(self.keys[places] == keys, self.features[places], 0)
        return found


def mask(word: str) -> str:
    """A word or piece without the blank behind it, its figures masked."""
    return word.rstrip(" ").translate(FIGURES)


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
        likely = np.zeros(HASHES, np.bool_)
        likely[_hash(keys)] = True
        runs.append(_KnownRuns(keys, np.array([held.get(key, 0) for key in keys.tolist()], np.int64), likely))
    return runs, words


def _hash(keys: Places) -> Places:
    hashed: Places = (keys * MIXES >> MIXED) & (HASHES - 1)
    return hashed


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
