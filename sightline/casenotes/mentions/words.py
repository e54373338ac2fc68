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


@dataclass(frozen=True, slots=True)
class NoteWords:
    """The words of a note: as written, in small letters, their places, shapes, and whether a sentence begins there.

    `owns`: whether 's stands behind the word. `shouted`: most of the note is in capitals, so that they say nothing.
    `is_interview`: Q. and A. stand before questions and answers. `may_be_address`: a sign of a mail's or page's address
    stands in the note. `pieces`: what the folded text is cut into, by which
    it is told at once that a pattern has nothing to find.
    """

    text: str = field(repr=False)
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
    return word[-1] in "sS" and word.endswith(POSSESSIVE) and len(word) > 2


def read_words(text: str, pieces: Pieces | None = None) -> NoteWords:
    """Divide a note into words. `pieces`: its folded text as it is cut, where that was done."""
    # What stands before the first word, the word, what stands between, and so on.
    cut_up = PARTED.split(text)
    written, gaps = cut_up[1::2], cut_up[2::2]
    places = list(accumulate(map(len, cut_up)))
    starts, ends = places[:-1:2], places[1::2]
    may_own = "'" in text or "’" in text
    if may_own and (owners := [place for place, word in enumerate(written) if _is_owner(word)]):
        for place in owners:
            gaps[place] = written[place][-2:] + gaps[place]
            written[place] = written[place][:-2]
            ends[place] -= 2
    shouted = _is_shouted(text[:400])
    shapes = [WordShape.SMALL if word[0].islower() else _shape(word, shouted) for word in written]
    # Between most words stands a blank, behind which no sentence begins.
    begins = [True, *(gap != " " and _begins(gap, shape) for gap, shape in zip(gaps, shapes, strict=True))]
    small = [word.lower() for word in written]
    return NoteWords(
        text=text,
        written=written,
        small=small,
        all=frozenset(small),
        starts=starts,
        ends=ends,
        shapes=shapes,
        begins=begins[: len(written)],
        owns=[text[end : end + 2] in POSSESSIVE for end in ends] if may_own else [False] * len(ends),
        shouted=shouted,
        may_be_address="@" in text or "/" in text or "\\" in text,
        is_interview="Q" in text and ASKS.search(text) is not None and REPLIES.search(text) is not None,
        pieces=frozenset((pieces or cut(fold(text))).written),
    )


def _is_shouted(head: str) -> bool:
    """Whether most letters are capitals. The few of most notes are counted fast."""
    if head.isascii() and len(head.encode().translate(None, NO_CAPITALS)) <= MOSTLY * FEW_LETTERS:
        return False
    letters = sum(map(str.isalpha, head))
    return letters > FEW_LETTERS and sum(map(str.isupper, head)) > MOSTLY * letters


def _shape(word: str, shouted: bool) -> WordShape:
    if not word[0].isalpha():
        return WordShape.DIGITS
    if not word[0].isupper():
        return WordShape.SMALL
    if len(word) == 1:
        return WordShape.INITIAL
    return WordShape.CAPITALS if word.isupper() and not shouted else WordShape.CAPITAL


def _begins(gap: str, before: WordShape) -> bool:
    """Whether a sentence may begin behind a gap; the full stop of an initial ends none."""
    if before is WordShape.INITIAL and gap.strip(" ") == ".":
        return False
    return any(char in ENDS_SENTENCE for char in gap) or " - " in gap or " – " in gap
