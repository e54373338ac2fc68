"""The sentences of the corpus as examples to learn from: what each is made of, and the signs that people read in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sightline.casenotes.corpus.hands import Hand, Label, LabelKind, LabelledNote
from sightline.casenotes.learned.features import Sentence, read_ranges, read_sentences
from sightline.casenotes.note import Note
from sightline.casenotes.parts.sentences import find_sentences
from sightline.casenotes.reader import read_note
from sightline.model.errors import OurFault
from sightline.model.passages import INDICATORS, PassageKind, Polarity

Floats = NDArray[np.float32]
PLACES = ("corpora", "casenotes")


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence of the corpus, and the signs that are affirmed in it.

    `oblique`: of those, the ones without plain words; `denied`, and `near` misses; `by_rules`: what rules mark.
    """

    hand: str
    note: LabelledNote
    sentence: Sentence
    signs: frozenset[str]
    oblique: frozenset[str]
    denied: frozenset[str]
    near: frozenset[str] = field(repr=False)
    by_rules: frozenset[str]

    @property
    def shown(self) -> str:
        """Its words. They are of the corpus, which is invented."""
        return self.note.text[self.sentence.start : self.sentence.end]


@dataclass(frozen=True, slots=True)
class LabelledFragment:
    """Words that a person labelled, without the rest of their sentence, and every sign in them."""

    hand: str
    sentence: Sentence
    signs: frozenset[str]


def find_corpus() -> Path:
    """Where the corpus is: inside the installed package or, in a checkout, beside it."""
    package = Path(str(files("sightline")))
    for folder in (package.joinpath(*PLACES), package.parent.joinpath(*PLACES)):
        if folder.is_dir():
            return folder
    raise OurFault("The corpus of labelled notes is not installed.", code="no_corpus", where="/".join(PLACES))


def list_examples(hands: Iterable[Hand]) -> tuple[Example, ...]:
    """Every sentence of these hands."""
    return tuple(example for hand in hands for note in hand.notes for example in _of_note(hand.id, note))


def _of_note(hand: str, labelled: LabelledNote) -> list[Example]:
    note = note_of(labelled)
    passages = read_note(note)
    signs = [one for one in labelled.labels if one.kind is LabelKind.INDICATOR]
    affirmed = [one for one in signs if not one.is_negated]
    spans = (
        _spans(affirmed),
        _spans(one for one in affirmed if one.is_oblique),
        _spans(one for one in signs if one.is_negated),
        _spans(one for one in labelled.labels if one.kind is LabelKind.NEAR),
        [
            (one.start, one.end, one.label)
            for one in passages
            if one.kind is PassageKind.INDICATOR and one.polarity == Polarity.AFFIRMED
        ],
    )
    return [
        Example(hand, labelled, sentence, *(_touching(sentence.start, sentence.end, of) for of in spans))
        for sentence in read_sentences(note, passages)
    ]


def _spans(labels: Iterable[Label]) -> list[tuple[int, int, str]]:
    return [(one.start, one.end, one.id) for one in labels]


def list_fragments(hands: Iterable[Hand]) -> tuple[LabelledFragment, ...]:
    """The labelled words of every sentence that holds more than these."""
    return tuple(fragment for hand in hands for note in hand.notes for fragment in _fragments_of(hand.id, note))


def _fragments_of(hand: str, labelled: LabelledNote) -> list[LabelledFragment]:
    read = _spans(one for one in labelled.labels if one.kind is LabelKind.INDICATOR and not one.is_negated)
    whole = set(find_sentences(labelled.text))
    spans = [
        (one.start, one.end) for one in labelled.labels if one.kind in (LabelKind.INDICATOR, LabelKind.NEAR)
    ]  # fmt: skip
    kept = [span for span in dict.fromkeys(spans) if span not in whole]
    return [
        LabelledFragment(hand, sentence, _touching(sentence.start, sentence.end, read))
        for sentence in read_ranges(note_of(labelled), kept)
    ]


def note_of(labelled: LabelledNote) -> Note:
    """The note as a reader gets it."""
    return Note(labelled.text, labelled.agency, labelled.written_on, labelled.subject)


def _touching(begin: int, stop: int, spans: Iterable[tuple[int, int, str]]) -> frozenset[str]:
    return frozenset(name for start, end, name in spans if start < stop and end > begin)


def list_truth(examples: Sequence[Example | LabelledFragment]) -> Floats:
    """1 where a sentence (row) has a sign (column, in the order of INDICATORS), else 0."""
    return np.array([[sign in one.signs for sign in INDICATORS] for one in examples], np.float32)
