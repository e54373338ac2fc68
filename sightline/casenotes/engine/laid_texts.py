"""Many notes laid out one behind the other as arrays: their pieces by number, where each stands, and the sentences.

Between two notes stands a gap that no piece fills, so that nothing of one is beside the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from sightline.casenotes.engine.piece_numbers import LOCK, Numbers, PieceNumbers, PiecesMet, read_pieces_met
from sightline.casenotes.text.words import Pieces

Range = tuple[int, int]
Flags = NDArray[np.bool_]
GAP = 2
# What a piece is: a word, one that may begin a clause, a stop that ends one, or a sign that matters beside others.
OTHER, WORD, JOINS, STOP, ASKS, POUND, DASH, BLANK, APOSTROPHE, RARE = range(10)
CLAUSE_WORDS = frozenset({"and ", "but ", "because ", "so ", "who ", "which ", "while ", "then "})
SIGNS = dict.fromkeys(',;:.!()"', STOP) | {"?": ASKS, "£": POUND, "-": DASH, " ": BLANK, "'": APOSTROPHE}
WITH_BLANK = 16


def _tell_kind(piece: str) -> int:
    if piece[0].isalnum():
        return (JOINS if piece in CLAUSE_WORDS else WORD) + WITH_BLANK * (piece[-1] == " ")
    return SIGNS.get(piece, RARE if piece.isspace() else OTHER)


_KINDS = PieceNumbers(_tell_kind)


@dataclass(frozen=True, slots=True)
class LaidTexts:
    """Notes as arrays. Places count over all notes; `bases` is where each note begins.

    `numbers`, `starts`, `ends`, `kinds` are of each piece, without the blank behind a word; `has_blank` says whether
    there is one. `notes` is the note of each piece. Of each sentence: `of_note`, where it `begins` and `stops`, its
    first piece and the one behind its last. `apart`: notes that these arrays would misread.
    """

    pieces: PiecesMet = field(repr=False)
    written: list[str] = field(repr=False)
    numbers: Numbers
    starts: Numbers
    ends: Numbers
    kinds: Numbers
    has_blank: Flags
    notes: Numbers
    bases: Numbers
    of_note: Numbers
    begins: Numbers
    stops: Numbers
    first: Numbers
    behind: Numbers
    apart: Flags


def lay_out_texts(held: Sequence[Pieces], sentences: Sequence[Sequence[Range]]) -> LaidTexts:
    """These texts, each cut into pieces, as arrays. `sentences`: those of each, as ranges."""
    written = list(chain.from_iterable([of.written for of in held]))
    with LOCK:
        pieces = read_pieces_met()
        numbers = np.fromiter(map(pieces.__getitem__, written), np.int64, len(written))
    bases = lead([(of.ends[-1] if of.ends else 0) + GAP for of in held])[:-1]
    sizes = np.array([len(of.written) for of in held], np.int64)
    notes = np.repeat(np.arange(len(held)), sizes)
    ends = np.fromiter(chain.from_iterable([of.ends for of in held]), np.int64, len(written)) + bases[notes]
    starts = np.empty_like(ends)
    starts[1:] = ends[:-1]
    starts[lead(sizes)[:-1][sizes > 0]] = bases[sizes > 0]
    known = _KINDS.tell(pieces, numbers)
    kinds, has_blank = known % WITH_BLANK, known >= WITH_BLANK
    ends -= has_blank
    places = np.array([place for of in sentences for place in of], np.int64).reshape(-1, 2)
    of_note = np.repeat(np.arange(len(held)), [len(of) for of in sentences])
    begins, stops = (places + bases[of_note][:, None]).T
    first, behind = np.searchsorted(starts, begins), np.searchsorted(starts, stops)
    apart = np.zeros(len(held), np.bool_)
    apart[notes[kinds == RARE]] = True
    cuts = (starts[np.minimum(first, len(starts) - 1)] != begins) | (ends[behind - 1] != stops)
    apart[of_note[cuts]] = True
    return LaidTexts(
        pieces, written, numbers, starts, ends, kinds, has_blank, notes, bases, of_note, begins, stops, first, behind,
        apart,
    )  # fmt: skip


def lead(sizes: Sequence[int] | Numbers) -> Numbers:
    """Where each of these begins when they stand one behind the other, and where the last ends."""
    places = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=places[1:])
    return places


def spread(firsts: Numbers, sizes: Numbers) -> Numbers:
    """The numbers from each first on, so many of each, one behind the other."""
    begins = lead(sizes)
    found: Numbers = np.arange(begins[-1]) + np.repeat(firsts - begins[:-1], sizes)
    return found
