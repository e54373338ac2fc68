"""Marks sentences of notes for which the model finds a sign likely, each with the words that carried it.

A mark is not a sign: it says that a sentence is worth reading, and nothing of a child. Nothing that must be answered
may rest on it until a person has read the sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

import numpy as np
from numpy.typing import NDArray

from sightline.casenotes.forms.answers import is_only_asked
from sightline.casenotes.learned.features import FIGURES, WORD, Sentence, UnreadSentences
from sightline.casenotes.learned.model import NoteModel, PlacedMark, Weights, read_model
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
    """A sentence, a sign that is likely in it, and the words that carried it. Offsets are code points of the note.

    `by_shipped`: the shipped model marked it, where a workspace's own is in force.
    """

    start: int
    end: int
    label: str
    level: str
    words: tuple[Range, ...] = field(repr=False)
    by_shipped: bool = False


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
    texts = [
        text if text and note.text == text.text else NoteText(note.text) for note, text in zip_longest(shown, ready)
    ]
    unread = [UnreadSentences(*of_note) for of_note in zip(shown, passages, texts, strict=True)]
    return [sorted(_list_marks(one, of_note)) for one, of_note in zip(unread, _find_in_all(unread, model), strict=True)]


def _list_marks(unread: UnreadSentences, found: Sequence[tuple[PlacedMark, ...]]) -> Iterator[SentenceMark]:
    """The marks of a note at their places; none of what is only asked. `found`: those of each sentence."""
    for (start, end), of_sentence in zip(unread.ranges, found, strict=True):
        if of_sentence and not is_only_asked(span=(start, end), answers=unread.text.answers):
            for label, level, words in of_sentence:
                yield SentenceMark(
                    start, end, label, level, tuple([(start + one, start + last) for one, last in words])
                )


def _find_in_all(unread: Sequence[UnreadSentences], model: NoteModel) -> list[list[tuple[PlacedMark, ...]]]:
    """The marks of each sentence of these notes. One that was met before, here or in other notes, is not read again."""
    keys = [of_note.list_keys() for of_note in unread]
    found: dict[bytes, tuple[PlacedMark, ...]] = {}
    new: dict[bytes, tuple[Sentence, str]] = {}
    for of_note, own_keys in zip(unread, keys, strict=True):
        held = {key: model.remembered.find(key) for key in own_keys}
        found |= {key: marks for key, marks in held.items() if marks is not None}
        unmet = {key: place for place, key in enumerate(own_keys) if held[key] is None and key not in new}
        if unmet:
            read = of_note.read(list(unmet.values()))
            new |= zip(unmet, [(one, of_note.text.folded[one.start : one.end]) for one in read], strict=True)
    for key, marks in zip(new, _find_marks(list(new.values()), model), strict=True):
        found[key] = marks
        model.remembered.keep(key, marks)
    return [[found[key] for key in own_keys] for own_keys in keys]


def _find_marks(read: Sequence[tuple[Sentence, str]], model: NoteModel) -> list[tuple[PlacedMark, ...]]:
    """The marks of each sentence, with its folded text; their places count from where it begins."""
    sentences = [sentence for sentence, _ in read]
    chances = model.chances(sentences)
    rows, columns = np.nonzero(chances >= model.levels.worth_reading)
    carrying = find_carrying(model.weights, [sentences[row] for row in rows], columns)
    found: list[list[PlacedMark]] = [[] for _ in sentences]
    for row, column, carried in zip(rows.tolist(), columns.tolist(), carrying, strict=True):
        level = Level.MARKED if chances[row, column] >= model.levels.marked else Level.WORTH_READING
        places = [word.span() for word in WORD.finditer(read[row][1].translate(FIGURES))] if carried else []
        words = tuple([places[word] for word in carried])
        found[row].append(PlacedMark(INDICATORS[column], level, words))
    return [tuple(of_sentence) for of_sentence in found]


def hide_protected(note: Note) -> Note:
    """As much as is read of a note, and a gap of what is protected says nothing."""
    return replace(note, text=note.text[:MOST_LETTERS].replace(PROTECTED_WORDS, HIDDEN))


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
