"""Trains a model by the corpus and by what a workspace confirmed, and measures it beside one by the corpus alone.

Levels are those of the shipped model. What is measured was not learned from: hands that are left out, and confirmed
sentences of other records.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sightline.casenotes.corpus.hands import Hand
from sightline.casenotes.learned.model import (
    Levels,
    NoteModel,
    Weights,
    hash_arrays,
    hash_files,
    pack_weights,
    unpack_weights,
    write_about,
)
from sightline.casenotes.learned.vocabulary import Floats
from sightline.casenotes.training.evaluation import SEALED, TURNS, shuffle_hands
from sightline.casenotes.training.examples import Example, LabelledFragment, list_examples, list_fragments, list_truth
from sightline.casenotes.training.own import OwnExample, learn_with_own
from sightline.model.passages import INDICATORS

# In so many turns, sentences of some records are left out.
FOLDS = 3
Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class OwnModel:
    """A model of a workspace as its two files, and as it is used."""

    arrays: bytes = field(repr=False)
    described: bytes = field(repr=False)
    model: NoteModel

    @property
    def sha256(self) -> str:
        """The hash of both files."""
        return hash_files(self.arrays, self.described)


@dataclass(frozen=True, slots=True)
class OwnLessons:
    """What is learned from: the corpus, what was confirmed, and the levels by which scores are read."""

    hands: Sequence[Hand] = field(repr=False)
    own: Sequence[OwnExample] = field(repr=False)
    levels: Levels


def train_own(
    *,
    lessons: OwnLessons,
    about: Mapping[str, Any],
    count: Callable[[NoteModel], Figures],
    say: Callable[[str], None],
) -> OwnModel:
    """Train, measure and describe. The same lessons give the same arrays.

    `about` says when, by whom and by what; `count` what changes with the model in the notes of the workspace.
    """
    examples, fragments = list_examples(lessons.hands), list_fragments(lessons.hands)
    measured = _Measuring(examples, fragments, lessons, say).measure()
    say(f"Training {FOLDS + 3} of {FOLDS + 3}: all writers and all confirmed sentences")
    arrays = pack_weights(learn_with_own(examples, fragments, lessons.own))
    model = NoteModel(hash_arrays(arrays), unpack_weights(arrays), lessons.levels)
    say("Counting what changes in the notes of this workspace")
    measured["notes"] = count(model)
    said = {**about, "learned_from": _count(lessons), "measured": measured}
    return OwnModel(arrays, write_about(model.version, lessons.levels, said).encode(), model)


def _count(lessons: OwnLessons) -> Figures:
    by_sign = {
        sign: [sum(one.sign == sign and one.is_so is so for one in lessons.own) for so in (True, False)]
        for sign in INDICATORS
    }
    return {"hands": len(lessons.hands), "confirmed": {sign: both for sign, both in by_sign.items() if any(both)}}


@dataclass(frozen=True, slots=True)
class _Measuring:
    examples: Sequence[Example]
    fragments: Sequence[LabelledFragment]
    lessons: OwnLessons
    say: Callable[[str], None]

    def measure(self) -> Figures:
        """Figures of hands that were left out, and of confirmed sentences: before (by the corpus alone) and after."""
        order = [hand for hand in shuffle_hands(one.hand for one in self.examples) if hand not in SEALED]
        out = frozenset(order[::TURNS])
        left_out = [one for one in self.examples if one.hand in out]
        total, own = FOLDS + 3, self.lessons.own
        self.say(f"Training 1 of {total}: some writers left out")
        before = self._learn(out, ())
        self.say(f"Training 2 of {total}: the same, with the confirmed sentences")
        after = self._learn(out, own)
        figures = {
            "before": self._of_own(before.score([one.sentence for one in own])),
            "after": self._of_own(self._score_own(out)),
        }
        hands = {"before": self._of_hands(before, left_out), "after": self._of_hands(after, left_out)}
        return {"left_out": {"hands": len(out), "sentences": len(left_out), **hands}, "confirmed": figures}

    def _learn(self, out: frozenset[str], own: Sequence[OwnExample]) -> Weights:
        taught = [one for one in self.examples if one.hand not in out]
        return learn_with_own(taught, [one for one in self.fragments if one.hand not in out], own)

    def _score_own(self, out: frozenset[str]) -> Floats:
        """The score of each confirmed sentence by a model that did not learn from its record."""
        own = self.lessons.own
        scores = np.zeros((len(own), len(INDICATORS)), np.float32)
        turns = [_turn_of(one.record_id) for one in own]
        for number in range(FOLDS):
            self.say(f"Training {number + 3} of {FOLDS + 3}: the confirmed sentences of some records left out")
            places = [place for place, turn in enumerate(turns) if turn == number]
            if places:
                weights = self._learn(out, [one for one, turn in zip(own, turns, strict=True) if turn != number])
                scores[places] = weights.score([own[place].sentence for place in places])
        return scores

    def _of_hands(self, weights: Weights, left_out: Sequence[Example]) -> Figures:
        """At each level, the share of marks that are right and of signs that are found."""
        levels = self.lessons.levels
        truth = list_truth(left_out) > 0
        chances = levels.chances(weights.score([one.sentence for one in left_out]))
        figures: Figures = {}
        for name, least in (("worth_reading", levels.worth_reading), ("marked", levels.marked)):
            found = chances >= least
            right = int((found & truth).sum())
            figures[name] = [_share(right, int(found.sum())), _share(right, int(truth.sum()))]
        return figures

    def _of_own(self, scores: Floats) -> Figures:
        """How many confirmed sentences with the sign are listed for it, of how many; and of those without it."""
        chances = self.lessons.levels.chances(scores)
        listed: dict[bool, list[bool]] = {True: [], False: []}
        for row, one in enumerate(self.lessons.own):
            chance = chances[row, INDICATORS.index(one.sign)]
            listed[one.is_so].append(bool(chance >= self.lessons.levels.worth_reading))
        return {name: [sum(listed[so]), len(listed[so])] for name, so in (("with_sign", True), ("without_sign", False))}


def _turn_of(record_id: str) -> int:
    return int(hashlib.sha256(record_id.encode()).hexdigest(), 16) % FOLDS


def _share(some: int, of: int) -> float:
    return round(some / of, 3) if of else 0.0
