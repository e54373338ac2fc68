"""Finds listed words in a folded text: every form of every list that stands there as whole words, in one walk.

This is no search through letters. A text is cut into pieces once, and each is looked up, with those behind it as far as
a form goes on; so a reading costs the same however many forms there are.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from sightline.casenotes.text.word_forms import SLIP_FROM, list_slips

# A word with the blank behind it, or one other sign. A form begins and ends where a piece does: it stands alone.
PIECE = re.compile(r"[^\W_]+ ?|[\W_]")
# The same for a text without other letters: a set of few letters is asked three times as fast.
ASCII_PIECE = re.compile(r"[A-Za-z0-9]+ ?|[^A-Za-z0-9]")
# The number of a form, and where it stands.
Hit = tuple[int, int, int]
NO_FORM = -1
# What a piece leads to: the number of the form that ends there; or that (or NO_FORM) with what may follow.
Node = Any


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text in pieces, which together are the text, and where each ends."""

    written: list[str] = field(repr=False)
    ends: list[int]


def cut(folded: str) -> Pieces:
    """A folded text in pieces."""
    written = (ASCII_PIECE if folded.isascii() else PIECE).findall(folded)
    return Pieces(written, list(accumulate(map(len, written))))


def as_pieces(words: Iterable[str]) -> frozenset[str]:
    """Single words as pieces of a text, with a blank behind them and without."""
    return frozenset(piece for word in words for piece in (word, f"{word} "))


@dataclass(frozen=True, slots=True)
class WordTable:
    """Forms by their first piece, then by the next. `slips`: long words with one slip of the hand, as they were meant.

    A word that stands in some form is never taken for a slip of another.
    """

    roots: dict[str, Node]
    slips: dict[str, str]

    def find(self, pieces: Pieces, *, until: int | None = None) -> list[Hit]:
        """Every form of a text, by where it begins, then by where it ends; they may overlap.

        `until`: what begins from there on is left out.
        """
        written, ends, roots = pieces.written, pieces.ends, self.roots
        long = [piece for piece in written if len(piece) >= SLIP_FROM - 1]
        if long and not self.slips.keys().isdisjoint(long):
            written = [self.slips.get(piece, piece) for piece in written]
        found: list[Hit] = []
        last = len(written) - 1
        heads = written if until is None else written[: bisect_left(ends, until) + 1]
        for first, node in enumerate(map(roots.get, heads)):
            place = first
            while node is not None:
                if node.__class__ is int:
                    found.append((node, ends[first - 1] if first else 0, ends[place] - (written[place][-1] == " ")))
                    break
                number, follows = node
                if number >= 0:
                    found.append((number, ends[first - 1] if first else 0, ends[place] - (written[place][-1] == " ")))
                if place == last:
                    break
                place += 1
                node = follows.get(written[place])
        return found


def make_table(forms: Mapping[str, int]) -> WordTable:
    """A table of forms with their numbers. None of them may be empty or begin or end with a blank."""
    roots: dict[str, Node] = {}
    # Each piece is held once, however many forms it stands in: it takes less room, and is sooner found.
    known: dict[str, str] = {}
    for form, number in forms.items():
        pieces = [known.setdefault(piece, piece) for piece in PIECE.findall(form)]
        here = roots
        for piece in pieces[:-1]:
            node = here.get(piece)
            if node.__class__ is not tuple:
                node = here[piece] = (NO_FORM if node is None else node, {})
            here = node[1]
        for ending in _ways_to_end(pieces[-1]):
            piece = known.setdefault(ending, ending)
            node = here.get(piece)
            here[piece] = (number, node[1]) if node.__class__ is tuple else number
    return WordTable(roots, dict(list_known_slips({piece.rstrip(" ") for piece in known})))


def _ways_to_end(piece: str) -> tuple[str, ...]:
    """A word at the end of a form may have a blank behind it in a text; another sign is a piece by itself."""
    return (piece, f"{piece} ") if piece[-1].isalnum() else (piece,)


def list_known_slips(known: set[str]) -> Iterator[tuple[str, str]]:
    """Slips of the long words among these, each with the word that was meant, with a blank behind and without."""
    for word in sorted(known):
        if len(word) >= SLIP_FROM and word.isalpha():
            for slip in list_slips(word):
                if slip not in known:
                    yield slip, word
                    yield f"{slip} ", f"{word} "
