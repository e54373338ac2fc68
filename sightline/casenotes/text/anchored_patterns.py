"""Patterns that are tried only where they may match: at the places of the rare words that each match of them holds.

A pattern that is searched for by itself is tried at every letter of a note. One automaton (Aho-Corasick) finds all its
words in one walk, most notes hold few of them, and the rest of the note is never looked at.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

try:
    import ahocorasick_rs
except ModuleNotFoundError:  # no wheel for this machine: the same is found, some ten times slower
    ahocorasick_rs = None

WORD_BEGINS = re.compile(r"\b\w")
# Where letters are compared without their case, these stand for an i, a k or an s, and folding leaves them as they are.
TAKEN_FOR_OTHERS = ("İ", "ı", "ſ", "\u212a")


class AnchoredPattern:
    """A pattern, and words of which every match holds one: it begins at most `back` letters behind the match's start.

    Every match begins where a word does. `anchors` are in small letters, and may be parts of words.
    """

    def __init__(self, pattern: re.Pattern[str], anchors: Sequence[str], *, back: int = 0) -> None:
        self.pattern = pattern
        self.anchors = tuple(sorted(set(anchors)))
        self.back = back

    def finditer(self, text: str, folded: str) -> Iterator[re.Match[str]]:
        """What `pattern.finditer(text)` finds. `folded`: the same text, folded."""
        if not text.isascii() and any(letter in text for letter in TAKEN_FOR_OTHERS):
            yield from self.pattern.finditer(text)
            return
        behind = 0
        for place in self.list_places(text, folded):
            if place >= behind and (found := self.pattern.match(text, place)):
                behind = found.end()
                yield found

    def list_places(self, text: str, folded: str) -> list[int]:
        """The beginnings of words at which a match may begin, in order."""
        places = self._find_anchors(folded)
        if not self.back:
            return sorted({place for place in places if not place or not text[place - 1].isalnum()})
        near: list[int] = []
        for place in sorted(places):
            begin = max(0, place - self.back, near[-1] + 1 if near else 0)
            near += [found.start() for found in WORD_BEGINS.finditer(text, begin, place + 1)]
        return near

    @cached_property
    def _find_anchors(self) -> Callable[[str], list[int]]:
        return make_search(self.anchors)


def make_search(anchors: Sequence[str]) -> Callable[[str], list[int]]:
    """A search for where any of these words begins, in no order."""
    if ahocorasick_rs is None:
        return make_plain_search(anchors)
    automaton = ahocorasick_rs.AhoCorasick(anchors, implementation=ahocorasick_rs.Implementation.DFA)
    search_plainly = make_plain_search(anchors)

    def find(folded: str) -> list[int]:
        try:
            return [start for _, start, _ in automaton.find_matches_as_indexes(folded, overlapping=True)]
        except UnicodeEncodeError:  # half of a character, as broken exports hold it
            return search_plainly(folded)

    return find


def make_plain_search(anchors: Sequence[str]) -> Callable[[str], list[int]]:
    """The same search, one word after the other."""

    def find(folded: str) -> list[int]:
        places = []
        for anchor in anchors:
            place = folded.find(anchor)
            while place >= 0:
                places.append(place)
                place = folded.find(anchor, place + 1)
        return places

    return find
