"""Codes a text: each name, number, address and, where asked, each day gives way to its code."""

from collections.abc import Iterable
from datetime import date, timedelta

from sightline.review.anonymous.codes import CODE, CodeBook, CodeKind
from sightline.review.anonymous.details import WrittenDay, find_days, find_details
from sightline.review.anonymous.rule_days import read_rule_days
from sightline.review.anonymous.terms import TermFinder, owner_of

K = CodeKind
Span = tuple[int, int, str]


class TextCoder:
    """Codes texts by one key. `births` are days that are coded always; other days are moved where `moves_days`.

    A day that a rule gives is then coded, and not moved: beside the rule it would tell by how much all others are.
    """

    def __init__(
        self, finder: TermFinder, book: CodeBook, *, births: Iterable[date] = (), moves_days: bool = False
    ) -> None:
        self.finder, self.book, self.moves_days = finder, book, moves_days
        self._births = frozenset(births)
        self._birthdays = frozenset((one.month, one.day) for one in self._births)

    def encode(self, text: str, *, is_ours: bool = False) -> str:
        """The text with codes. `is_ours`: a line that Sightline wrote, whose days are of the file and stay."""
        pieces, last = list[str](), 0
        for start, end, base in _merge(self._find(text, is_ours=is_ours)):
            pieces += [text[last:start], f"[{self.book.code_of(base, text[start:end])}]"]
            last = end
        return "".join((*pieces, text[last:]))

    def move(self, day: date) -> date:
        """A day as it leaves: moved, where days are."""
        return day + timedelta(days=self.book.shift_days) if self.moves_days else day

    def _find(self, text: str, *, is_ours: bool) -> Iterable[Span]:
        base_of = self.book.base_of
        for found in CODE.finditer(text):  # words that look like a code are no code
            yield found.start(), found.end(), base_of(K.TEXT, found[0])
        yield from self.finder.find(text)
        for start, end, kind in find_details(text):
            yield start, end, base_of(kind, owner_of(kind, text[start:end]))
        for one in find_days(text):
            if self._is_birth(one) or (self.moves_days and not is_ours):
                can_move = one.day and self.moves_days and one.day not in read_rule_days()
                moved = f"{(moved_on := self.move(one.day)).day} {moved_on:%B %Y}" if one.day and can_move else ""
                yield one.start, one.end, moved or base_of(K.DAY, text[one.start : one.end].casefold())

    def _is_birth(self, one: WrittenDay) -> bool:
        """Whether words are a day of birth, or may be one: 14 Feb 06, or the birthday without its year."""
        if one.day or one.maybe is None:
            return one.day in self._births
        return one.maybe in self._births or (one.has_no_year and (one.maybe.month, one.maybe.day) in self._birthdays)


def _merge(found: Iterable[Span]) -> list[Span]:
    """Places in order, none over another: of those that overlap one over all, with the code of the longest."""
    merged: list[Span] = []
    longest = 0
    for start, end, base in sorted(found, key=lambda one: (one[0], -one[1])):
        if merged and start < merged[-1][1]:
            before = merged[-1]
            better = end - start > longest
            longest = max(longest, end - start)
            merged[-1] = (before[0], max(end, before[1]), base if better else before[2])
        else:
            merged.append((start, end, base))
            longest = end - start
    return merged
