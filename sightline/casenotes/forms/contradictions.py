"""Whether anything behind an reply speaks against it: another who says yes, "but", or what somebody saw.

A denial must be certain. Where a line goes on with such words, or a line below it does, what was asked stands.
"""

import re
from collections.abc import Sequence

from sightline.casenotes.forms.reply_words import read_reply_words
from sightline.casenotes.mentions.lists import read_mention_lists

Range = tuple[int, int]
# What is asked next on the line: the words behind it speak of something else.
ASKED_NEXT = re.compile(r"[?|\t:]| {2,}")
HAS_LETTERS = re.compile(r"[^\W\d_]")
BEGINS = re.compile(r"[\s>|*•·–—-]*(?:\[ \]\s*)?")
LABEL = re.compile(r"[^\W\d_][^:?|\t]{0,60}:")
NAMED = re.compile(r"[.,;)]?\s*(?P<who>[^.,;:?|\t]{1,40})[:-]\s*")
FIRST_WORD = re.compile(r"[^\W\d_]+")
# So many lines below an reply are looked at.
LOOKS_AT = 3


def is_spoken_against(*, text: str, folded: str, reply: Range, lines: Sequence[Range], is_named: bool) -> bool:
    """True where the line of an reply, or a line below it, says more than the reply. `lines`: its own, those below.

    `is_named`: the reply is that of one person who was asked, so that others may say something else.
    """
    if not lines:
        return False
    rest = folded[reply[1] : lines[0][1]]
    below = [folded[slice(*line)] for line in lines[1 : 1 + LOOKS_AT]]
    if _goes_against(text[reply[1] : lines[0][1]], rest):
        return True
    if is_named:
        return bool(HAS_LETTERS.search(rest)) or any(map(_says_yes, below)) or _names_next(below[:1])
    return any(_line_says_yes(text[slice(*line)], folded[slice(*line)]) for line in lines[1 : 1 + LOOKS_AT])


def _goes_against(written: str, rest: str) -> bool:
    """Whether the rest of a line does: its next words, the next cell, or the next who is named."""
    words = read_reply_words()
    next_words = ASKED_NEXT.split(rest, maxsplit=1)[0]
    if words.speaks_against.search(next_words) or words.says_yes.match(rest.lstrip(" |\t.,;-()")):
        return True
    named = NAMED.match(rest)
    return bool(named and words.says_yes.match(rest, named.end()) and _is_person(written[named.start("who") :].strip()))


def _says_yes(line: str) -> bool:
    return bool(read_reply_words().says_yes.search(line) or read_reply_words().speaks_against.search(line))


def _names_next(below: Sequence[str]) -> bool:
    return any(bool(LABEL.match(line, _begin(line))) for line in below)


def _line_says_yes(written: str, line: str) -> bool:
    """Whether a line below begins with yes, or with a person who says so."""
    words = read_reply_words()
    start = _begin(line)
    if words.says_yes.match(line, start):
        return True
    return _is_person(written[start:]) and _says_yes(line)


def _begin(line: str) -> int:
    """Where the words of a line begin, behind its bullet."""
    begins = BEGINS.match(line)
    return begins.end() if begins else 0


def _is_person(written: str) -> bool:
    """True for words that begin with who may be asked, or with a name: a capital, and no English word."""
    first = FIRST_WORD.match(written)
    if read_reply_words().asked_alone.match(written.casefold()):
        return True
    return bool(first and first[0][0].isupper() and first[0].casefold() not in read_mention_lists().english)
