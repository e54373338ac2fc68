"""Sentences that people of a workspace confirmed, as lessons beside the corpus.

Each says one sign of a sentence, and nothing of the others. Only features that the corpus has too are learned from, so
no word that a workspace alone wrote is in a model.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sightline.casenotes.learned.features import Sentence, read_sentences
from sightline.casenotes.learned.marks import hide_protected
from sightline.casenotes.learned.model import ModelFiles, Weights
from sightline.casenotes.learned.vocabulary import Floats
from sightline.casenotes.note import Note
from sightline.casenotes.reader import read_note
from sightline.casenotes.training.examples import Example, LabelledFragment, list_truth
from sightline.casenotes.training.learner import heed_corpus, learn, make_vocabulary
from sightline.model.passages import INDICATORS

# A confirmed sentence weighs as much as so many sentences of the corpus.
OF_OWN = 3.0


@dataclass(frozen=True, slots=True)
class OwnExample:
    """A sentence of a workspace, a sign, and whether it `is_so`. `record_id` is where it stands."""

    record_id: str
    sentence: Sentence
    sign: str
    is_so: bool


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A piece of a note of which somebody confirmed that it has a sign, or that it has not."""

    note: Note = field(repr=False)
    record_id: str
    sign: str
    is_so: bool


@dataclass(frozen=True, slots=True)
class OwnReading:
    """A model of a workspace that is in force, and what of its own it learned from and is still held."""

    files: ModelFiles
    confirmed: Sequence[Confirmed] = field(repr=False)


def read_own(one: Confirmed) -> list[OwnExample]:
    """The sentences of a confirmed piece of a note."""
    shown = hide_protected(one.note)
    sentences = read_sentences(shown, read_note(shown))
    return [OwnExample(one.record_id, sentence, one.sign, one.is_so) for sentence in sentences]


def learn_with_own(
    examples: Sequence[Example], fragments: Sequence[LabelledFragment], own: Sequence[OwnExample]
) -> Weights:
    """Weights by the corpus and by what was confirmed."""
    corpus: list[Example | LabelledFragment] = [*examples, *fragments]
    sentences = [one.sentence for one in corpus]
    truth, heed = _list_own(own)
    signs = np.ones((1, len(INDICATORS)), np.float32)
    return learn(
        [*sentences, *(one.sentence for one in own)],
        np.concatenate([list_truth(corpus), truth]),
        np.concatenate([heed_corpus(examples, fragments) * signs, heed]),
        vocabulary=make_vocabulary(sentences),
    )


def _list_own(own: Sequence[OwnExample]) -> tuple[Floats, Floats]:
    """Truth and weight of each: only the sign of which something was said weighs."""
    truth, heed = (np.zeros((len(own), len(INDICATORS)), np.float32) for _ in range(2))
    for row, one in enumerate(own):
        column = INDICATORS.index(one.sign)
        truth[row, column], heed[row, column] = one.is_so, OF_OWN
    return truth, heed
