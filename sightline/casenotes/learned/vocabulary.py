"""The features that a model knows: a number for each, and how much each counts in a sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from sightline.casenotes.learned.features import PIECES, FoundIdea, Sentence, list_near, list_runs

Floats = NDArray[np.float32]
# The number that stands for no feature, so that every sentence has one; it weighs nothing.
NOTHING = 0
MOST_REMEMBERED = 50_000
# A word that counts less stands in more than three of a hundred sentences.
COMMON = 4.5


@dataclass(frozen=True)
class Vocabulary:
    """The features that are known, by number from 1, and how much each counts in a sentence."""

    numbers: dict[str, int] = field(repr=False)
    counts_for: Floats
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

    def lay_out(self, sentences: Iterable[Sentence]) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
        """All features one after the other, where each sentence begins, and what each counts in a length of 1."""
        found = [self.number(sentence) for sentence in sentences]
        flat = np.fromiter(chain.from_iterable(found), np.int64)
        sizes = np.fromiter(map(len, found), np.int64)
        begins = np.cumsum(sizes) - sizes
        counts = self.counts_for[flat]
        lengths = np.sqrt(np.maximum(np.add.reduceat(counts * counts, begins), 1e-9))
        return flat, begins, counts / np.repeat(lengths, sizes)


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
