"""A note as words with their places: what every search for mentions walks over.

A newcomer would get this wrong: `Tia's` is the word `Tia`, of which the 's is told apart, and `Grant-Pryce` and
`O'Neill` are one word each. Offsets are those of the note as stored.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
POSSESSIVE = ("'s", "’s", "'S", "’S")
ENDS_SENTENCE = frozenset('.!?:;\n\r•*"“‘([')
ASKS, ANSWERS = re.compile(r"(?:^|\s)Q\d*[.:)] "), re.compile(r"\sA\d*[.:)] ")
MOSTLY = 0.7
FEW_LETTERS = 40


class Shape(StrEnum):
    """How a word is written."""

    SMALL = "small"
    CAPITAL = "capital"
    CAPITALS = "capitals"
    INITIAL = "initial"
    DIGITS = "digits"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a note: as written, in small letters, their places, shapes, and whether a sentence begins there.

    `owns`: whether 's stands behind the word. `shouted`: most of the note is in capitals, so that they say nothing.
    `is_interview`: Q. and A. stand before questions and answers.
    """

    text: str
    written: list[str]
    small: list[str]
    all: frozenset[str]
    starts: list[int]
    ends: list[int]
    shapes: list[Shape]
    begins: list[bool]
    owns: list[bool]
    shouted: bool
    is_interview: bool

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
        word, start, end = found[0], found.start(), found.end()
        yield (word[:-2], start, end - 2) if word.endswith(POSSESSIVE) and len(word) > 2 else (word, start, end)


def read_words(text: str) -> Words:
    """Divide a note into words."""
    divided = list(divide(text))
    letters = sum(map(str.isalpha, text[:400]))
    shouted = letters > FEW_LETTERS and sum(map(str.isupper, text[:400])) > MOSTLY * letters
    written = [word for word, _, _ in divided]
    starts, ends = [start for _, start, _ in divided], [end for _, _, end in divided]
    shapes = [_shape(word, shouted) for word in written]
    begins = [
        place == 0 or _begins(text[ends[place - 1] : starts[place]], shapes[place - 1]) for place in range(len(written))
    ]
    owns = [text[end : end + 2] in POSSESSIVE for end in ends]
    is_interview = ASKS.search(text) is not None and ANSWERS.search(text) is not None
    small = [word.lower() for word in written]
    return Words(text, written, small, frozenset(small), starts, ends, shapes, begins, owns, shouted, is_interview)


def _shape(word: str, shouted: bool) -> Shape:
    if not word[0].isalpha():
        return Shape.DIGITS
    if not word[0].isupper():
        return Shape.SMALL
    if len(word) == 1:
        return Shape.INITIAL
    return Shape.CAPITALS if word.isupper() and not shouted else Shape.CAPITAL


def _begins(gap: str, before: Shape) -> bool:
    """Whether a sentence may begin behind a gap; the full stop of an initial ends none."""
    if before is Shape.INITIAL and gap.strip(" ") == ".":
        return False
    return any(char in ENDS_SENTENCE for char in gap) or " - " in gap or " – " in gap
