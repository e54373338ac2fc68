"""Cuts a text into the words and numbers that addresses are compared by, each with its place in the text.

Every letter is folded to one letter, so that places count in the text as it came.
"""

import re
import unicodedata
from typing import NamedTuple

# Stands for nothing: a soft hyphen, a letter of no width, the rest of an entity of a page.
NOTHING = "\x01"
_NO_WIDTH = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", NOTHING)
_APOSTROPHES = dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'")
# 77Planted and No77 are two words each; 77a, 9ZZ and 1st are one.
TOKEN = re.compile(
    rf"\d+(?=[a-z]{{3}})|(?:no|flat|apt|unit|room|number)(?=\d)"
    rf"|[a-z0-9](?:{NOTHING}*[a-z0-9]|{NOTHING}*'{NOTHING}*(?=[a-z]))*"
)
_NOT_PLAIN = re.compile(rf"['{NOTHING}]")


class Token(NamedTuple):
    """A word in small letters, without accents and apostrophes, and where it stands."""

    word: str
    start: int
    end: int

    def __repr__(self) -> str:
        """Without the word, which is of somebody's text."""
        return f"Token({self.start}, {self.end})"


class _Folding(dict[int, str]):
    """One letter for each letter, worked out once."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = _NO_WIDTH.get(letter) or _APOSTROPHES.get(letter)
        if plain is None:
            first = unicodedata.normalize("NFKD", letter)[:1].lower()[:1]
            plain = first if first.isascii() and first else letter
        self[code] = plain
        return plain


_FOLDED = _Folding()


def fold(text: str) -> str:
    """The text in plain small letters, with as many letters as it has; a blank as HTML writes it is one."""
    folded = text.lower() if text.isascii() else text.translate(_FOLDED)
    return folded.replace("&nbsp;", " " * len("&nbsp;"))


def words_of(folded: str) -> list[str]:
    """The words of a folded text, without their places."""
    found = TOKEN.findall(folded)
    if "'" in folded or NOTHING in folded:
        return [_NOT_PLAIN.sub("", word) for word in found]
    return found


def tokens_of(folded: str) -> list[Token]:
    """The words of a folded text with their places."""
    if "'" not in folded and NOTHING not in folded:
        return [Token(one[0], one.start(), one.end()) for one in TOKEN.finditer(folded)]
    return [Token(_NOT_PLAIN.sub("", one[0]), one.start(), one.end()) for one in TOKEN.finditer(folded)]
