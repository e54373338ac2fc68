"""The words of notes that are laid out, as the model of notes cuts them, and the clauses of their sentences.

What is found here is what `learned.features` finds in one sentence after the other; a test compares both.
"""

from dataclasses import dataclass

import numpy as np

from sightline.casenotes.engine.laid_texts import (
    APOSTROPHE,
    ASKS,
    BLANK,
    DASH,
    JOINS,
    POUND,
    STOP,
    WORD,
    Flags,
    LaidTexts,
)  # fmt: skip
from sightline.casenotes.engine.piece_numbers import Numbers

SHORTEST_CLAUSE = 3


@dataclass(frozen=True, slots=True)
class LaidWords:
    """Words by place: their first and their last piece; `before`: how many begin before each piece."""

    first: Numbers
    last: Numbers
    before: Numbers


@dataclass(frozen=True, slots=True)
class LaidSentences:
    """Sentences, then their clauses: first word and the one behind the last, and from where to where they reach.

    `owners`: the sentence of each clause.
    """

    first: Numbers
    behind: Numbers
    begins: Numbers
    stops: Numbers
    owners: Numbers


def find_laid_words(laid: LaidTexts) -> LaidWords:
    """Every word. One with an apostrophe inside is one word: `don't`. Notes with three in a row are set `apart`."""
    kinds = laid.kinds
    is_word = (kinds == WORD) | (kinds == JOINS)
    inner = np.zeros(len(kinds), np.bool_)
    inner[:-2] = is_word[:-2] & ~laid.has_blank[:-2] & (kinds[1:-1] == APOSTROPHE) & is_word[2:]
    inner[:-2] &= laid.starts[2:] == laid.ends[:-2] + 1  # of one note
    chained = np.zeros(len(kinds), np.bool_)
    chained[2:] = inner[2:] & inner[:-2]
    laid.apart[laid.notes[chained]] = True
    begins = is_word | (kinds == ASKS) | (kinds == POUND)
    begins[2:] &= ~inner[:-2]
    first = np.flatnonzero(begins)
    last = first + 2 * inner[first]
    _set_cut_words_apart(laid, first[inner[first]])
    before = np.zeros(len(kinds) + 1, np.int64)
    np.cumsum(begins, out=before[1:])
    return LaidWords(first, last, before)


def _set_cut_words_apart(laid: LaidTexts, long: Numbers) -> None:
    """Notes in which a sentence ends inside a word with an apostrophe."""
    sentence = np.searchsorted(laid.first, long, side="right")
    cut = sentence != np.searchsorted(laid.first, long + 2, side="right")
    cut |= laid.behind[np.maximum(sentence - 1, 0)] < long + 3
    laid.apart[laid.notes[long[cut]]] = True


def divide_sentences(laid: LaidTexts, words: LaidWords) -> LaidSentences:
    """Every sentence, and the clauses of those that have more than one which is long enough to say something."""
    sentence = np.searchsorted(laid.first, np.arange(len(laid.kinds)), side="right") - 1
    clause_ends, is_dash = _find_clause_ends(laid, sentence)
    of_end = sentence[clause_ends]
    joins = laid.kinds[clause_ends] == JOINS
    owners = np.concatenate([np.arange(len(laid.first)), of_end])
    order = np.lexsort([np.concatenate([laid.first - 1, clause_ends]), owners])
    # A clause begins behind the stop before it, and ends before the next: in both lists the stops have one order.
    first = np.concatenate([laid.first, clause_ends + 1 + is_dash])[order]
    begins = np.concatenate([laid.begins, laid.ends[np.minimum(clause_ends + is_dash, len(laid.ends) - 1)]])[order]
    order = np.lexsort([np.concatenate([laid.behind, clause_ends]), owners])
    behind = np.concatenate([laid.behind, clause_ends])[order]
    stops = np.concatenate([laid.stops, laid.starts[clause_ends] - (joins | is_dash)])[order]
    owners = np.sort(owners)
    first, behind = words.before[first], words.before[behind]
    kept = behind - first >= SHORTEST_CLAUSE
    kept &= np.bincount(owners[kept], minlength=len(laid.first))[owners] > 1
    return LaidSentences(
        np.concatenate([words.before[laid.first], first[kept]]),
        np.concatenate([words.before[laid.behind], behind[kept]]),
        np.concatenate([laid.begins, begins[kept]]),
        np.concatenate([laid.stops, stops[kept]]),
        owners[kept],
    )


def _find_clause_ends(laid: LaidTexts, sentence: Numbers) -> tuple[Numbers, Flags]:
    """The pieces that end a clause, and which of them are dashes between blanks."""
    kinds, size = laid.kinds, len(laid.kinds)
    places = np.arange(size)
    is_inside = (sentence >= 0) & (places < laid.behind[sentence])
    # Whether a blank of the same sentence stands before; one piece before, the blank of a word or one by itself.
    blank = np.zeros(size, np.bool_)
    blank[1:] = (laid.has_blank | (kinds == BLANK))[:-1]
    blank &= is_inside & (places > laid.first[sentence])
    dash = (kinds == DASH) & blank
    dash[:-1] &= (kinds == BLANK)[1:] & is_inside[1:] & (sentence[1:] == sentence[:-1])
    dash[-1:] = False
    again = np.zeros(size, np.bool_)
    again[2:] = dash[:-2]  # its own blank is taken
    laid.apart[laid.notes[dash & again]] = True
    joins = (kinds == JOINS) & laid.has_blank & blank & ~again & (places + 1 < laid.behind[sentence])
    clause_ends = np.flatnonzero(is_inside & ((kinds == STOP) | (kinds == ASKS) | dash | joins))
    return clause_ends, dash[clause_ends]
