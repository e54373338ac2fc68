"""The features that a model knows: a number for each, and how much each counts in a sentence.

Each word that has a vector counts by that too, in a few features that all words share. So a word that was never learned
from still says what words like it say.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from sightline.casenotes.learned.features import PIECES, FoundIdea, Sentence, list_near, list_runs
from sightline.casenotes.learned.vectors import WordVectors

Floats = NDArray[np.float32]
# The number that stands for no feature, so that every sentence has one; it weighs nothing.
NOTHING = 0
MOST_REMEMBERED = 50_000
# A word that counts less stands in more than three of a hundred sentences.
COMMON = 4.5
# A word counts so many times as much by its vector as by itself; by itself, one without a number would count so much.
# Measured on left-out hands; docs/decisions has the other values.
OF_A_VECTOR, UNSEEN = 1.5, 8.0


class LaidOut(NamedTuple):
    """Sentences as numbers, each sentence of length 1.

    `flat` are all their features, one after the other; `begins` where each sentence begins; `counts` how much each
    feature counts. `vectors`: a row a sentence, what the vectors of its words count together.
    """

    flat: NDArray[np.int64]
    begins: NDArray[np.int64]
    counts: Floats
    vectors: Floats


@dataclass(frozen=True)
class Vocabulary:
    """The features that are known, by number from 1, and how much each counts in a sentence.

    `vectors`: those of words; None for a model that learned without.
    """

    numbers: dict[str, int] = field(repr=False)
    counts_for: Floats
    vectors: WordVectors | None = field(default=None, repr=False)
    _of_word: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False)

    def number(self, sentence: Sentence) -> list[int]:
        """The known features of a sentence, each as often as it is there; NOTHING first."""
        found = [NOTHING]
        for word in sentence.words:
            found += self.number_word(word)
        found += filter(None, map(self.numbers.get, (*list_runs(sentence.words), *sentence.features)))
        return found

    def number_word(self, word: str) -> tuple[int, ...]:
        """The known features of a word and its pieces; remembered, up to MOST_REMEMBERED words."""
        numbers = self._of_word.get(word)
        if numbers is None:
            whole, known = f"^{word}$", self._of_pieces
            pieces = {
                piece
                for size in PIECES
                for at in range(len(whole) - size + 1)
                if (piece := whole[at : at + size]) in known
            }
            itself = self.numbers.get(f"w {word}")
            numbers = (*((itself,) if itself else ()), *[known[piece] for piece in sorted(pieces)])
            if len(self._of_word) < MOST_REMEMBERED:
                self._of_word[word] = numbers
        return numbers

    @cached_property
    def _of_pieces(self) -> dict[str, int]:
        """The known pieces of words."""
        return {feature[2:]: number for feature, number in self.numbers.items() if feature.startswith("c ")}

    def is_common(self, word: str) -> bool:
        """Whether a word stands in so many sentences that it tells a reader nothing: `a`, `at`, `she`."""
        number = self.numbers.get(f"w {word}")
        return number is not None and bool(self.counts_for[number] < COMMON)

    def find_vector(self, word: str) -> tuple[int, float] | None:
        """The row of a word's vector, and how much it counts in a sentence; None for a word without."""
        place = self.vectors.find(word) if self.vectors else None
        if place is None:
            return None
        number = self.numbers.get(f"w {word}")
        return place, OF_A_VECTOR * (float(self.counts_for[number]) if number else UNSEEN)

    def lay_out(self, sentences: Sequence[Sentence]) -> LaidOut:
        """All features of sentences."""
        found = [self.number(sentence) for sentence in sentences]
        flat = np.fromiter(chain.from_iterable(found), np.int64)
        sizes = np.fromiter(map(len, found), np.int64)
        begins = np.cumsum(sizes) - sizes
        counts = self.counts_for[flat]
        vectors, squares = self._add_vectors(sentences)
        lengths = np.sqrt(np.maximum(np.add.reduceat(counts * counts, begins) + squares, 1e-9))
        shares: Floats = (vectors / lengths[:, None]).astype(np.float32)
        return LaidOut(flat, begins, counts / np.repeat(lengths, sizes), shares)

    def _add_vectors(self, sentences: Sequence[Sentence]) -> tuple[Floats, Floats]:
        """A row a sentence, the sum of its words' vectors; and what they add to its squared length."""
        rows = self.vectors.rows if self.vectors else np.zeros((1, 0), np.float32)
        found = [list(filter(None, map(self.find_vector, one.words))) for one in sentences]
        ends = np.cumsum([0, *map(len, found)])
        places = np.fromiter((place for of in found for place, _ in of), np.int64)
        counts = np.fromiter((count for of in found for _, count in of), np.float32)
        shape = (len(found), len(rows))
        sums: Floats = sparse.csr_matrix((counts, places, ends), shape=shape) @ rows
        squares: Floats = np.asarray(sparse.csr_matrix((counts * counts, places, ends), shape=shape).sum(1)).ravel()
        return sums, squares


class KnownIdeas:
    """The listed ideas that are known as features, and for each the others that are known behind it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.alone: dict[str, int] = {}
        self.behind: dict[str, dict[str, int]] = {}
        for feature, number in vocabulary.numbers.items():
            kind, _, idea = feature.partition(" ")
            if kind == "k":
                self.alone[idea] = number
            elif kind == "p":
                first, _, other = idea.partition(" ")
                self.behind.setdefault(first, {})[other] = number

    def number(self, ideas: Sequence[FoundIdea]) -> list[int]:
        """The known features of these ideas, in the order in which `list_ideas` names them."""
        if not ideas:
            return []
        found = [number for idea in sorted({idea for _, _, idea in ideas}) if (number := self.alone.get(idea))]
        pairs = {}
        for idea, behind in list_near(ideas):
            if known := self.behind.get(idea):
                for other in behind:
                    if other in known:
                        pairs[idea, other] = known[other]
        return found + [pairs[pair] for pair in sorted(pairs)]
