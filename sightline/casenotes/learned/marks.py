"""Marks sentences of notes for which the model finds a sign likely, each with the words that carried it.

A mark is not a sign: it says that a sentence is worth reading, and nothing of a child. Nothing that must be answered
may rest on it until a person has read the sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sightline.casenotes.folded_text import fold
from sightline.casenotes.learned.features import FIGURES, WORD, Sentence, read_sentences
from sightline.casenotes.learned.model import NOTHING, Floats, NoteModel, Weights, read_model
from sightline.casenotes.note import Note
from sightline.model.passages import INDICATORS, MOST_LETTERS, Level, Passage
from sightline.model.visibility import PROTECTED_WORDS

Range = tuple[int, int]
MOST_WORDS = 4
# Two words that run together are shared by both.
HALF = 0.5
HIDDEN = "_" * len(PROTECTED_WORDS)


@dataclass(frozen=True, slots=True, order=True)
class SentenceMark:
    """A sentence, a sign that is likely in it, and the words that carried it. Offsets are code points of the note."""

    start: int
    end: int
    label: str
    level: str
    words: tuple[Range, ...] = field(repr=False)


def mark_notes(
    notes: Sequence[Note], passages: Sequence[Sequence[Passage]], *, model: NoteModel | None = None
) -> list[list[SentenceMark]]:
    """The marks of each note, by place. `passages`: what rules marked in each."""
    model = model or read_model()
    shown = [_show(note) for note in notes]
    read = [read_sentences(note, marked) for note, marked in zip(shown, passages, strict=True)]
    chances = model.chances([sentence for of_note in read for sentence in of_note])
    found, done = [], 0
    for note, sentences in zip(shown, read, strict=True):
        found.append(_marks_of(note, sentences, chances[done : done + len(sentences)], model))
        done += len(sentences)
    return found


def _show(note: Note) -> Note:
    """As much as is read of a note, and a gap of what is protected says nothing."""
    return replace(note, text=note.text[:MOST_LETTERS].replace(PROTECTED_WORDS, HIDDEN))


def _marks_of(note: Note, sentences: Sequence[Sentence], chances: Floats, model: NoteModel) -> list[SentenceMark]:
    folded = ""
    found = []
    for row, column in zip(*np.nonzero(chances >= model.levels.worth_reading), strict=True):
        folded = folded or fold(note.text)
        sentence, sign = sentences[row], INDICATORS[column]
        level = Level.MARKED if chances[row, column] >= model.levels.marked else Level.WORTH_READING
        words = find_carrying(model.weights, sentence, folded, sign)
        found.append(SentenceMark(sentence.start, sentence.end, sign, level, words))
    return sorted(found)


def find_carrying(weights: Weights, part: Sentence, folded: str, sign: str) -> tuple[Range, ...]:
    """Where the words stand that spoke most for a sign, in the order of the text; at most MOST_WORDS, no common one."""
    words, column = part.words, INDICATORS.index(sign)
    known = weights.vocabulary
    spoke = _sum_up(weights, column, [known.number_word(word) for word in words])
    for gap, kind in ((1, "b"), (2, "s")):
        runs = [f"{kind} {one} {other}" for one, other in zip(words, words[gap:], strict=False)]
        shared = HALF * _sum_up(weights, column, [(known.numbers.get(run, NOTHING),) for run in runs])
        spoke[: len(runs)] += shared
        spoke[gap:] += shared
    spoke[[known.is_common(word) for word in words]] = 0
    spans = [
        (part.start + found.start(), part.start + found.end())
        for found in WORD.finditer(folded[part.start : part.end].translate(FIGURES))
    ]
    best = np.argsort(-spoke, kind="stable")[:MOST_WORDS]
    return tuple(spans[place] for place in sorted(best) if spoke[place] > 0)


def _sum_up(weights: Weights, column: int, numbers: Sequence[Sequence[int]]) -> Floats:
    """What each list of features says for a sign."""
    if not numbers:
        return np.zeros(0, np.float32)
    flat = [number for of in numbers for number in (NOTHING, *of)]
    sizes = np.array([len(of) + 1 for of in numbers])
    said = weights.rows[flat, column] * weights.vocabulary.counts_for[flat]
    summed: Floats = np.add.reduceat(said, np.cumsum(sizes) - sizes)
    return summed
