"""Every form of every list as arrays: all words of many notes go through the forms together, a piece at a step.

It finds what a `WordTable` of the same forms finds, in the same order; a test compares both.
"""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sightline.casenotes.engine.laid_texts import Flags, LaidTexts, lay_out_texts, lead
from sightline.casenotes.engine.piece_numbers import Numbers, PieceNumbers
from sightline.casenotes.text.words import PIECE, Hit, Pieces, list_known_slips

NO_FORM = -1
# Most moves lead nowhere: a hash of so many values says so sooner than a search.
HASHES, MIXES, MIXED = 1 << 22, 0x9E3779B97F4A7C1, 38


@dataclass(frozen=True, slots=True)
class LaidHits:
    """Forms that stand in notes, by where they begin, then by where they end: number, note, start and end."""

    numbers: Numbers
    notes: Numbers
    starts: Numbers
    ends: Numbers


@dataclass(frozen=True, slots=True)
class PhraseArrays:
    """Forms as moves from piece to piece. A step is a place among the forms times `size`, and the code of a piece.

    `moves` are in order, each leads to the place in `places`. By place: the number of the form that ends there, and
    whether any goes on. `codes` tells of each piece its code, 0 for one that no form holds.
    """

    codes: PieceNumbers = field(repr=False)
    size: int
    roots: Numbers = field(repr=False)
    moves: Numbers = field(repr=False)
    places: Numbers = field(repr=False)
    likely: Flags = field(repr=False)
    form_at: Numbers = field(repr=False)
    goes_on: Flags = field(repr=False)

    def find(self, laid: LaidTexts) -> LaidHits:
        """Every form in these notes; they may overlap."""
        codes = self.codes.tell(laid.pieces, laid.numbers)
        place = self.roots[codes]
        first = np.flatnonzero(place)
        place, last = place[first], first
        found: list[tuple[Numbers, Numbers, Numbers]] = []
        while len(first):
            forms = self.form_at[place]
            ended = forms != NO_FORM
            found.append((forms[ended], first[ended], last[ended]))
            on = self.goes_on[place] & (last + 1 < len(codes))
            first, last, place = first[on], last[on] + 1, place[on]
            on = (laid.notes[last] == laid.notes[first]) & (codes[last] > 0)
            first, last, place = first[on], last[on], self._move_on(place[on], codes[last[on]])
            first, last, place = first[place > 0], last[place > 0], place[place > 0]
        forms, first, last = (np.concatenate(of) for of in zip(*found, strict=True)) if found else (codes[:0],) * 3
        order = np.argsort(first, kind="stable")
        forms, first, last = forms[order], first[order], last[order]
        return LaidHits(forms, laid.notes[first], laid.starts[first], laid.ends[last])

    def find_in(self, pieces: Pieces) -> list[Hit]:
        """Every form of one text."""
        found = self.find(lay_out_texts([pieces], [()]))
        return list(zip(found.numbers.tolist(), found.starts.tolist(), found.ends.tolist(), strict=True))

    def _move_on(self, place: Numbers, codes: Numbers) -> Numbers:
        """The place to which each step leads; 0 where it leads nowhere."""
        moves = place * self.size + codes
        likely = np.flatnonzero(self.likely[_hash(moves)])
        at = np.minimum(np.searchsorted(self.moves, moves[likely]), len(self.moves) - 1)
        found = np.zeros(len(moves), np.int64)
        found[likely] = np.where(self.moves[at] == moves[likely], self.places[at], 0)
        return found


def make_phrase_arrays(forms: Mapping[str, int]) -> PhraseArrays:
    """Forms with their numbers as arrays. None of them may be empty or begin or end with a blank."""
    codes: dict[str, int] = {}
    flat, sizes, last = array("q"), array("q"), set[str]()
    for form in forms:
        pieces = PIECE.findall(form)
        flat.extend([codes.setdefault(piece, len(codes) + 1) for piece in pieces])
        sizes.append(len(pieces))
        last.add(pieces[-1])
    # A word at the end of a form may have a blank behind it in a text; another sign is a piece by itself.
    closed = {codes[word]: codes.setdefault(f"{word} ", len(codes) + 1) for word in sorted(last) if word[-1].isalnum()}
    slips = dict(list_known_slips({piece.rstrip(" ") for piece in codes}))
    size = len(codes) + 1
    also = np.zeros(size, np.int64)
    also[list(closed)] = list(closed.values())
    moves, places, form_at, goes_on = _list_moves(
        np.array(flat), np.array(sizes), also, np.fromiter(forms.values(), np.int64), size
    )
    roots = np.zeros(size, np.int64)
    is_root = moves < size
    roots[moves[is_root]] = places[is_root]
    likely = np.zeros(HASHES, np.bool_)
    likely[_hash(moves)] = True

    def tell(piece: str) -> int:
        return codes.get(slips.get(piece, piece), 0)

    return PhraseArrays(PieceNumbers(tell), size, roots, moves, places, likely, form_at, goes_on)


def _list_moves(
    flat: Numbers, sizes: Numbers, also: Numbers, numbers: Numbers, size: int
) -> tuple[Numbers, Numbers, Numbers, Flags]:
    """Every step and where it leads; by place the form that ends there, and whether any goes on.

    `flat`: the codes of all forms, `sizes` how many each has; `also`: by code, that of the same word before a blank.
    """
    begins, place = lead(sizes), np.zeros(len(sizes), np.int64)
    moves, ended, first = list[Numbers](), list[tuple[Numbers, Numbers]](), 1
    for depth in range(int(sizes.max(initial=0))):
        here = np.flatnonzero(sizes > depth)
        code = flat[begins[here] + depth]
        ends = sizes[here] == depth + 1
        twice = np.flatnonzero(ends & (also[code] > 0))
        asked = np.concatenate([place[here] * size + code, place[here[twice]] * size + also[code[twice]]])
        new, at = np.unique(asked, return_inverse=True)
        moves.append(new)
        place[here] = first + at[: len(here)]
        ended += [(place[here[ends]], numbers[here[ends]]), (first + at[len(here) :], numbers[here[twice]])]
        first += len(new)
    form_at, goes_on = np.full(first, NO_FORM), np.zeros(first, np.bool_)
    for at, forms in ended:
        form_at[at] = forms
    flat_moves = np.concatenate(moves)
    goes_on[flat_moves // size] = True
    order = np.argsort(flat_moves)
    return flat_moves[order], order + 1, form_at, goes_on


def _hash(moves: Numbers) -> Numbers:
    hashed: Numbers = (moves * MIXES >> MIXED) & (HASHES - 1)
    return hashed
