"""Marks sentences of notes for which the model finds a sign likely, each with the words that carried it.

A mark is not a sign: it says that a sentence is worth reading, and nothing of a child. Nothing that must be answered
may rest on it until a person has read the sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

import numpy as np
from numpy.typing import NDArray

from sightline.casenotes.folded_text import fold
from sightline.casenotes.forms.answers import FormAnswer, find_form_answers, is_only_asked
from sightline.casenotes.learned.features import FIGURES, WORD, Sentence, read_sentences
from sightline.casenotes.learned.model import NoteModel, Weights, read_model
from sightline.casenotes.learned.scorer import FIRST_WORD, RUNS
from sightline.casenotes.learned.vocabulary import Floats
from sightline.casenotes.note import Note, NoteText
from sightline.model.passages import INDICATORS, MOST_LETTERS, Level, Passage
from sightline.model.visibility import PROTECTED_WORDS

Range = tuple[int, int]
Columns = NDArray[np.int64]
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
    notes: Sequence[Note],
    passages: Sequence[Sequence[Passage]],
    *,
    model: NoteModel | None = None,
    ready: Sequence[NoteText] = (),
) -> list[list[SentenceMark]]:
    """The marks of each note, by place; none of what a form or a question asks and an answer denies.

    `passages`: what rules marked in each; `ready`: their texts, if they are.
    """
    model = model or read_model()
    shown = [hide_protected(note) for note in notes]
    texts = [text if text and note.text == text.text else None for note, text in zip_longest(shown, ready)]
    read = [read_sentences(note, marked, text) for note, marked, text in zip(shown, passages, texts, strict=True)]
    owners = [place for place, of_note in enumerate(read) for _ in of_note]
    sentences = [sentence for of_note in read for sentence in of_note]
    chances = model.chances(sentences)
    rows, columns = np.nonzero(chances >= model.levels.worth_reading)
    words = find_carrying(model.weights, [sentences[row] for row in rows], columns)
    answers: dict[int, list[FormAnswer]] = {}
    found: list[list[SentenceMark]] = [[] for _ in notes]
    for row, column, carried in zip(rows.tolist(), columns.tolist(), words, strict=True):
        level = Level.MARKED if chances[row, column] >= model.levels.marked else Level.WORTH_READING
        one, text = sentences[row], shown[owners[row]].text
        if owners[row] not in answers:
            answers[owners[row]] = find_form_answers(text=text, folded=fold(text))
        if is_only_asked(span=(one.start, one.end), answers=answers[owners[row]]):
            continue
        places = list_places(one, text) if carried else []
        found[owners[row]].append(
            SentenceMark(one.start, one.end, INDICATORS[column], level, tuple([places[word] for word in carried]))
        )
    return [sorted(of_note) for of_note in found]


def hide_protected(note: Note) -> Note:
    """As much as is read of a note, and a gap of what is protected says nothing."""
    return replace(note, text=note.text[:MOST_LETTERS].replace(PROTECTED_WORDS, HIDDEN))


def list_places(part: Sentence, text: str) -> list[Range]:
    """Where the words of a sentence stand in its note."""
    folded = fold(text[part.start : part.end]).translate(FIGURES)
    return [(part.start + found.start(), part.start + found.end()) for found in WORD.finditer(folded)]


def find_carrying(weights: Weights, parts: Sequence[Sentence], columns: Columns) -> list[list[int]]:
    """Of each sentence the words, by number and in order, that spoke most for the sign of its column.

    At most MOST_WORDS, and none that is common.
    """
    scorer = weights.scorer
    laid = scorer.lay_out(parts)
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
