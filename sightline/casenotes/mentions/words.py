"""A note as words with their places: what every search for mentions walks over.

"Tia's" is the word "Tia", of which the 's is told apart, and "Grant-Pryce" and "O'Neill" are one word each. Offsets are
those of the note as stored.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate

from sightline.casenotes.text.folded_text import fold
from sightline.casenotes.text.words import Pieces, cut

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
PARTED = re.compile(f"({WORD.pattern})")
# The same for a text without other letters.
ASCII_PARTED = re.compile(r"([A-Za-z0-9]+(?:['-][A-Za-z0-9]+)*)")
POSSESSIVE = ("'s", "’s", "'S", "’S")
ENDS_SENTENCE = frozenset('.!?:;\n\r•*"“‘([')
ASKS, REPLIES = re.compile(r"(?:^|\s)Q\d*[.:)] "), re.compile(r"\sA\d*[.:)] ")
MOSTLY = 0.7
FEW_LETTERS = 40
NO_CAPITALS = bytes(byte for byte in range(128) if not chr(byte).isupper())


class WordShape(StrEnum):
    """How a word is written."""

    SMALL = "small"
    CAPITAL = "capital"
    CAPITALS = "capitals"
    INITIAL = "initial"
    DIGITS = "digits"


# Looked up for every word: a name of a module is sooner found than one of an enumeration.
SMALL, CAPITAL, CAPITALS, INITIAL, DIGITS = WordShape


@dataclass(frozen=True, slots=True)
class NoteWords:
    """The words of a note: as written, in small letters, their places, shapes, and whether a sentence begins there.

    `owns`: whether 's stands behind the word. `shouted`: most of the note is in capitals, so that they say nothing.
    `is_interview`: Q. and A. stand before questions and answers. `may_be_address`: a sign of a mail's or page's address
    stands in the note. `pieces`: what the folded text is cut into, by which
    it is told at once that a pattern has nothing to find.
    """

    text: str = field(repr=False)
    folded: str = field(repr=False)
    written: list[str] = field(repr=False)
    small: list[str] = field(repr=False)
    all: frozenset[str] = field(repr=False)
    starts: list[int]
    ends: list[int]
    shapes: list[WordShape]
    begins: list[bool]
    owns: list[bool]
    shouted: bool
    is_interview: bool
    may_be_address: bool
    pieces: frozenset[str] = field(repr=False)

    def between(self, place: int) -> str:
        """What stands between a word and the next one."""
        after = self.starts[place + 1] if place + 1 < len(self.starts) else len(self.text)
        return self.text[self.ends[place] : after]

    def before(self, place: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.ends[place - 1] if place else 0 : self.starts[place]]


def divide(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text, without 's, and where each begins and ends."""
    for found in WORD.finditer(text):
        word, (start, end) = found[0], found.span()
        yield (word[:-2], start, end - 2) if _is_owner(word) else (word, start, end)


def _is_owner(word: str) -> bool:
    return word.endswith(POSSESSIVE) and len(word) > 2


def read_words(text: str, pieces: Pieces | None = None, folded: str | None = None) -> NoteWords:
    """Divide a note into words. `folded`, `pieces`: the folded text, and as it is cut, where that was done."""
    folded = fold(text) if folded is None else folded
    # What stands before the first word, the word, what stands between, and so on.
    cut_up = (ASCII_PARTED if text.isascii() else PARTED).split(text)
    written, gaps = cut_up[1::2], cut_up[2::2]
    places = list(accumulate(map(len, cut_up)))
    starts, ends = places[:-1:2], places[1::2]
    owns = [False] * len(written)
    if any(ending in text for ending in POSSESSIVE):
        for place in [place for place, word in enumerate(written) if word.endswith(POSSESSIVE) and len(word) > 2]:
            gaps[place] = written[place][-2:] + gaps[place]
            written[place] = written[place][:-2]
            ends[place] -= 2
            owns[place] = True
    shouted = _is_shouted(text[:400])
    shapes = [SMALL if word[0].islower() else _shape(word, shouted) for word in written]
    # Between most words stands a blank, behind which no sentence begins.
    begins = [True, *[gap != " " and _begins(gap, shape) for gap, shape in zip(gaps, shapes, strict=True)]]
    # Letters without accents are made small all at once.
    small = " ".join(written).lower().split(" ") if text.isascii() and written else [word.lower() for word in written]
    return NoteWords(
        text=text,
        folded=folded,
        written=written,
        small=small,
        all=frozenset(small),
        starts=starts,
        ends=ends,
        shapes=shapes,
        begins=begins[: len(written)],
        owns=owns,
        shouted=shouted,
        may_be_address="@" in text or "/" in text or "\\" in text,
        is_interview="Q" in text and ASKS.search(text) is not None and REPLIES.search(text) is not None,
        pieces=frozenset((pieces or cut(folded)).written),
    )


def _is_shouted(head: str) -> bool:
    """Whether most letters are capitals. The few of most notes are counted fast."""
    if head.isascii() and len(head.encode().translate(None, NO_CAPITALS)) <= MOSTLY * FEW_LETTERS:
        return False
    letters = sum(map(str.isalpha, head))
    return letters > FEW_LETTERS and sum(map(str.isupper, head)) > MOSTLY * letters


def _shape(word: str, shouted: bool) -> WordShape:
    if not word[0].isalpha():
        return DIGITS
    if not word[0].isupper():
        return SMALL
    if len(word) == 1:
        return INITIAL
    return CAPITALS if word.isupper() and not shouted else CAPITAL


def _begins(gap: str, before: WordShape) -> bool:
    """Whether a sentence may begin behind a gap; the full stop of an initial ends none."""
    if before is INITIAL and gap.strip(" ") == ".":
        return False
    return not ENDS_SENTENCE.isdisjoint(gap) or " - " in gap or " – " in gap
