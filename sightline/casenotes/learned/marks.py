"""Marks sentences of notes for which the model finds a sign likely, each with the words that carried it.

A mark is not a sign: it says that a sentence is worth reading, and nothing of a child. Nothing that must be answered
may rest on it until a person has read the sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

import numpy as np

from sightline.casenotes.forms.replies import is_only_asked
from sightline.casenotes.learned.features import FIGURES, WORD, UnreadSentences
from sightline.casenotes.learned.model import NoteModel, PlacedMark, read_model
from sightline.casenotes.learned.together import find_together
from sightline.casenotes.learned.word_shares import find_carrying
from sightline.casenotes.note import LaidNotes, Note, NoteText, lay_out_notes
from sightline.model.passages import INDICATORS, MOST_LETTERS, Level, Passage
from sightline.model.visibility import PROTECTED_WORDS

Range = tuple[int, int]
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
    laid: LaidNotes | None = None,
) -> list[list[SentenceMark]]:
    """The marks of each note, by place; none of what a form or a question asks and an answer denies.

    `passages`: what rules marked in each; `ready`: their texts, if they are; `laid`: these as arrays.
    """
    model = model or read_model()
    shown = [hide_protected(note) for note in notes]
    texts = [
        text if text and note.text == text.text else NoteText(note.text) for note, text in zip_longest(shown, ready)
    ]
    unread = [UnreadSentences(*of_note) for of_note in zip(shown, passages, texts, strict=True)]
    is_laid = laid is not None and all(text is one for text, one in zip(texts, ready, strict=True))
    found = _find_in_all(unread, model, laid if laid and is_laid else lay_out_notes(texts))
    return [sorted(_list_marks(one, of_note)) for one, of_note in zip(unread, found, strict=True)]


def _list_marks(unread: UnreadSentences, found: Sequence[tuple[PlacedMark, ...]]) -> Iterator[SentenceMark]:
    """The marks of a note at their places; none of what is only asked. `found`: those of each sentence."""
    for (start, end), of_sentence in zip(unread.ranges, found, strict=True):
        if of_sentence and not is_only_asked(span=(start, end), replies=unread.text.replies):
            for label, level, words in of_sentence:
                yield SentenceMark(
                    start, end, label, level, tuple([(start + one, start + last) for one, last in words])
                )


def _find_in_all(
    unread: Sequence[UnreadSentences], model: NoteModel, laid: LaidNotes
) -> list[list[tuple[PlacedMark, ...]]]:
    """The marks of each sentence of these notes."""
    found = find_together(unread, model, laid)
    return [of if of is not None else find_marks(one, model) for one, of in zip(unread, found, strict=True)]


def find_marks(unread: UnreadSentences, model: NoteModel) -> list[tuple[PlacedMark, ...]]:
    """The marks of each sentence of one note, one sentence after the other; their places count from where it begins."""
    sentences = unread.read(range(len(unread.ranges)))
    folded = unread.text.folded
    chances = model.chances(sentences)
    rows, columns = np.nonzero(chances >= model.levels.worth_reading)
    scorer = model.weights.scorer
    carrying = find_carrying(scorer, scorer.lay_out([sentences[row] for row in rows]), columns)
    found: list[list[PlacedMark]] = [[] for _ in sentences]
    for row, column, carried in zip(rows.tolist(), columns.tolist(), carrying, strict=True):
        level = Level.MARKED if chances[row, column] >= model.levels.marked else Level.WORTH_READING
        said = folded[sentences[row].start : sentences[row].end].translate(FIGURES)
        places = [word.span() for word in WORD.finditer(said)] if carried else []
        found[row].append(PlacedMark(INDICATORS[column], level, tuple([places[word] for word in carried])))
    return [tuple(of_sentence) for of_sentence in found]


def hide_protected(note: Note) -> Note:
    """As much as is read of a note, and a gap of what is protected says nothing."""
    if len(note.text) <= MOST_LETTERS and PROTECTED_WORDS not in note.text:
        return note
    return replace(note, text=note.text[:MOST_LETTERS].replace(PROTECTED_WORDS, HIDDEN))
