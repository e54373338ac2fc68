"""Why a sentence was marked: the sentences of the corpus that weighed most. No text of a workspace is among them.

A sentence that a workspace confirmed may be one of them: then it is said that there is one, and nothing of it.
The model is a sum over the sentences that it learned from, each as heavy as it was hard to learn. So the part of each
in a new sentence's score is exact, not a likeness found afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from sightline.casenotes.corpus.hands import Hand, Label, LabelKind, read_corpus
from sightline.casenotes.learned.features import Sentence, read_sentences
from sightline.casenotes.learned.marks import SentenceMark
from sightline.casenotes.learned.model import NoteModel, Weights
from sightline.casenotes.learned.vocabulary import Floats
from sightline.casenotes.note import Note
from sightline.casenotes.training.examples import Example, find_corpus, list_examples
from sightline.casenotes.training.learner import COST, OF_A_SIGN
from sightline.casenotes.training.own import OF_OWN, OwnExample
from sightline.model.passages import INDICATORS, Level, Passage

MOST_EXAMPLES = 3
SAYS = {Level.WORTH_READING: "worth reading", Level.MARKED: "likely"}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence of the corpus, or one that was confirmed in a workspace, and its part in a score."""

    example: Example | OwnExample
    part: float

    @property
    def shown(self) -> str:
        """Its words; empty for one that was confirmed in a workspace."""
        return self.example.shown if isinstance(self.example, Example) else ""


def weigh_examples(weights: Weights, sentence: Sentence, sign: str, own: Sequence[OwnExample] = ()) -> list[Weighed]:
    """The sentences with this sign that spoke most for it here, the heaviest first; at most MOST_EXAMPLES."""
    confirmed = [one for one in own if one.sign == sign and one.is_so]
    return weigh(weights, sentence, sign, [*list_of_sign(sign), *confirmed])


def weigh(weights: Weights, sentence: Sentence, sign: str, examples: Sequence[Example | OwnExample]) -> list[Weighed]:
    """The same among these sentences, all of which have the sign."""
    if not examples:
        return []
    sentences = [one.sentence for one in examples]
    short = np.maximum(1 - weights.score_parts(sentences)[:, INDICATORS.index(sign)], 0)
    heed = np.array([OF_OWN if isinstance(one, OwnExample) else 1.0 for one in examples], np.float32)
    parts = 2 * COST * OF_A_SIGN * heed * short * _likeness(weights, sentence, sentences)
    best = np.argsort(-parts, kind="stable")[:MOST_EXAMPLES]
    return [Weighed(examples[place], float(parts[place])) for place in best if parts[place] > 0]


def _likeness(weights: Weights, sentence: Sentence, others: Sequence[Sentence]) -> Floats:
    flat, _, counts, vector = weights.vocabulary.lay_out([sentence])
    here = np.zeros(len(weights.vocabulary.counts_for), np.float32)
    np.add.at(here, flat, counts)
    flat, begins, counts, vectors = weights.vocabulary.lay_out(others)
    likeness: Floats = np.add.reduceat(here[flat] * counts, begins) + vectors @ vector[0]
    return likeness


@cache
def list_of_sign(sign: str) -> tuple[Example, ...]:
    """The sentences of the corpus with this sign; only the notes that hold one are read."""
    hands = [
        Hand(hand.id, hand.brief, tuple(note for note in hand.notes if _holds(note.labels, sign)))
        for hand in _read_hands()
    ]
    return tuple(example for example in list_examples(hands) if sign in example.signs)


@cache
def _read_hands() -> tuple[Hand, ...]:
    return read_corpus(find_corpus())


def _holds(labels: Sequence[Label], sign: str) -> bool:
    return any(one.kind is LabelKind.INDICATOR and one.id == sign and not one.is_negated for one in labels)


def describe_mark(mark: SentenceMark, *, note: Note, note_id: str) -> dict[str, Any]:
    """A mark as `sightline read` writes it; offsets are code points."""
    return {
        "note_id": note_id,
        "start": mark.start,
        "end": mark.end,
        "text": note.text[mark.start : mark.end],
        "sentence": mark.label,
        "level": str(mark.level),
        "words": [{"start": start, "end": end} for start, end in mark.words],
    }


def explain_mark(mark: SentenceMark, *, note: Note, passages: Sequence[Passage], model: NoteModel) -> str:
    """A mark in lines: the sentence, the words that carried it, and the examples that weighed most."""
    (sentence,) = [one for one in read_sentences(note, passages) if one.start == mark.start]
    lines = [
        f"{mark.label}: {SAYS[Level(mark.level)]}. Model {model.version}.",
        f"       sentence: '{note.text[mark.start : mark.end]}'",
        "       words: " + ", ".join(f"'{note.text[start:end]}'" for start, end in mark.words),
    ]
    part = model.weights.find_best(sentence, mark.label)
    for weighed in weigh_examples(model.weights, part, mark.label):
        if isinstance(weighed.example, Example):
            lines.append(
                f"       a similar sentence in the shipped corpus ({weighed.example.note.id}): '{weighed.shown}'"
            )
    return "\n".join(lines)
