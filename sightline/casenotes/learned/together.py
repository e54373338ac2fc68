"""Marks the sentences of many notes at once: their words are laid out as arrays, and no object is made of a sentence.

What is found is what `marks` finds in one sentence after the other; a test compares both.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, pairwise

import numpy as np

from sightline.casenotes.engine.laid_ideas import find_features
from sightline.casenotes.engine.laid_texts import LaidTexts, lead
from sightline.casenotes.engine.laid_words import LaidSentences, LaidWords, divide_sentences, find_laid_words
from sightline.casenotes.engine.piece_numbers import Numbers
from sightline.casenotes.learned.features import UnreadSentences
from sightline.casenotes.learned.model import NoteModel, PlacedMark, unite_parts
from sightline.casenotes.learned.scorer import Scorer
from sightline.casenotes.learned.word_shares import find_carrying
from sightline.casenotes.note import LaidNotes
from sightline.model.passages import INDICATORS, Level

Range = tuple[int, int]
PlacedMarks = list[tuple[PlacedMark, ...]]


def find_together(unread: Sequence[UnreadSentences], model: NoteModel, notes: LaidNotes) -> list[PlacedMarks | None]:
    """The marks of each sentence of each note; None for a note that must be read by itself. `notes`: as arrays."""
    laid = notes.texts
    if not len(laid.begins):
        return [None for _ in unread]
    words, scorer = find_laid_words(laid), model.weights.scorer
    parts = divide_sentences(laid, words)
    rows = scorer.number_words(laid, words, [one.names for one in unread])
    others = _list_others(notes, parts, unread, scorer)
    scored = scorer.score_laid(scorer.lay_out_parts(rows, parts.first, parts.behind), *others)
    chances = model.levels.chances(unite_parts(scored * model.weights.units + model.weights.offsets, parts.owners))
    likely, signs = np.nonzero(chances >= model.levels.worth_reading)
    carried = find_carrying(scorer, scorer.lay_out_parts(rows, parts.first[likely], parts.behind[likely]), signs)
    is_marked = (chances >= model.levels.marked)[likely, signs].tolist()
    found: dict[int, list[PlacedMark]] = defaultdict(list)
    for place, sign, marked, of_mark in zip(likely.tolist(), signs.tolist(), is_marked, carried, strict=True):
        level = Level.MARKED if marked else Level.WORTH_READING
        found[place].append(PlacedMark(INDICATORS[sign], level, _place(laid, words, parts, place, of_mark)))
    ends = lead([len(one.ranges) for one in unread]).tolist()
    return [
        None if apart else [tuple(found.get(place, ())) for place in range(begin, end)]
        for apart, (begin, end) in zip(laid.apart.tolist(), pairwise(ends), strict=True)
    ]


def _list_others(
    notes: LaidNotes, parts: LaidSentences, unread: Sequence[UnreadSentences], scorer: Scorer
) -> tuple[Numbers, Numbers]:
    """The features of ideas, and behind them those of what rules marked; and where those of each part begin."""
    of_part, features = find_features(notes.hits, parts, scorer.pairs)
    marked = [scorer.number_marked(of) if of else () for one in unread for of in one.marked]
    sizes = np.array([len(of) for of in marked], np.int64)
    of_part = np.concatenate([of_part, np.repeat(np.arange(len(marked)), sizes)])
    features = np.concatenate([features, np.fromiter(chain.from_iterable(marked), np.int64)])
    order = np.argsort(of_part, kind="stable")
    return features[order], lead(np.bincount(of_part, minlength=len(parts.first)))


def _place(
    laid: LaidTexts, words: LaidWords, parts: LaidSentences, sentence: int, carried: Sequence[int]
) -> tuple[Range, ...]:
    """Where in their sentence these of its words stand."""
    begin, first = laid.begins[sentence], parts.first[sentence]
    return tuple(
        (int(laid.starts[words.first[first + word]] - begin), int(laid.ends[words.last[first + word]] - begin))
        for word in carried
    )
