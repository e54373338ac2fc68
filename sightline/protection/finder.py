"""Finds protected things in a text, however they are written, in time that grows with the text alone.

A street is no address. It is one where its number, its house's name or its flat is beside it; alone it is found only
`near` its thing: in records of those who live there.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sightline.protection.anchors import Anchor, AnchorKind, list_anchors, list_near_anchors
from sightline.protection.matcher import match_anchor
from sightline.protection.spelling import deletions, is_near, may_be_near
from sightline.protection.things import ProtectedThing
from sightline.protection.tokens import NOTHING, Token, fold, tokens_of, words_of
from sightline.protection.words import read_words

# Figures with what people write between them.
FIGURES = re.compile(rf"\d(?:[\s.()/\-\u2010-\u2015\u00a0{NOTHING}]{{0,4}}\d){{8,}}")
BEFORE_NUMBER = re.compile(r"(?:(?:\+|00)?44[\s.\-]{0,2})?(?:\(0\)[\s.\-]{0,2}|\(?0)?$")
MOST_KNOWN = 200_000


class Span(NamedTuple):
    """Where a protected thing stands in a text, which, and whether it is told whole or only its street or town."""

    start: int
    end: int
    thing: str
    whole: bool


class Finder:
    """Finds the things given, by id. It holds what was compiled of them and is made once."""

    def __init__(self, things: Mapping[str, ProtectedThing]) -> None:
        self._things = dict(things)
        self._anchors: dict[str, list[Anchor]] = defaultdict(list)
        self._near: dict[str, dict[str, list[Anchor]]] = {}
        self._near_words: set[str] = set()
        self._phones: dict[str, str] = {}
        for name, thing in sorted(things.items()):
            self._add(name, thing)
        self._by_deletion: dict[str, set[str]] = defaultdict(set)
        for word in self._anchors:
            if may_be_near(word):
                for less in deletions(word):
                    self._by_deletion[less].add(word)
        self._known: dict[str, tuple[Anchor, ...]] = {}

    def __bool__(self) -> bool:
        return bool(self._things)

    def _add(self, name: str, thing: ProtectedThing) -> None:
        if thing.phone:
            self._phones[thing.phone] = name
        for anchor in list_anchors(name, thing):
            self._anchors[anchor.word].append(anchor)
        near: dict[str, list[Anchor]] = defaultdict(list)
        for anchor in list_near_anchors(name, thing):
            near[anchor.word].append(anchor)
        self._near[name] = near
        self._near_words.update(near)

    def may_hold(self, text: str) -> bool:
        """Whether it is worth looking: False only where nothing would be found without `near`."""
        folded = fold(text)
        if self._phones and any(True for _ in self._find_phones(folded)):
            return True
        return any(self._anchors_of(word) for word in set(words_of(folded)))

    def may_be_near(self, text: str) -> bool:
        """Whether it is worth asking whom a text is about: False only where `near` would find nothing more."""
        one_form = read_words().one_form
        return any(one_form(word) in self._near_words for word in set(words_of(fold(text))))

    def find(self, text: str, *, near: Collection[str] = ()) -> list[Span]:
        """The spans to take out, in order, none over another. `near`: things of those whom the text is about."""
        if not self._things or not text:
            return []
        return self.find_folded(fold(text), near=near)

    def find_folded(self, folded: str, *, near: Collection[str] = ()) -> list[Span]:
        """The same of a text that is folded, or of a page with its tags blanked."""
        spans = list(self._find_phones(folded)) if self._phones else []
        nearby = [self._near[name] for name in near if name in self._near]
        if nearby or any(self._anchors_of(word) for word in set(words_of(folded))):
            spans += self._find_places(folded, tokens_of(folded), nearby)
        return _merge(spans)

    def _find_places(
        self, folded: str, tokens: Sequence[Token], nearby: Sequence[Mapping[str, list[Anchor]]]
    ) -> Iterable[Span]:
        for place, token in enumerate(tokens):
            for anchor in self._anchors_of(token.word):
                found = match_anchor(anchor, self._things[anchor.thing], tokens, place, folded)
                if found:
                    yield Span(tokens[found[0]].start, tokens[found[1] - 1].end, anchor.thing, True)
            for near in nearby:
                for anchor in near.get(read_words().one_form(token.word), ()):
                    found = match_anchor(anchor, self._things[anchor.thing], tokens, place, folded)
                    if found:
                        yield Span(tokens[found[0]].start, tokens[found[1] - 1].end, anchor.thing, False)

    def _anchors_of(self, word: str) -> tuple[Anchor, ...]:
        known = self._known.get(word)
        if known is None:
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            known = self._known[word] = self._work_out(word)
        return known

    def _work_out(self, written: str) -> tuple[Anchor, ...]:
        word = read_words().one_form(written)
        found = list(self._anchors.get(word, ()))
        if may_be_near(word):
            near = {other for less in deletions(word) for other in self._by_deletion.get(less, ())}
            for other in sorted(near - {word}):
                if is_near(word, other):
                    found += [one for one in self._anchors[other] if one.kind is not AnchorKind.GLUED]
        return tuple(found)

    def _find_phones(self, folded: str) -> Iterable[Span]:
        for run in FIGURES.finditer(folded):
            places = [place for place in range(run.start(), run.end()) if folded[place].isdigit()]
            figures = "".join(folded[place] for place in places)
            for length in sorted({len(phone) for phone in self._phones}):
                for at in range(len(figures) - length + 1):
                    thing = self._phones.get(figures[at : at + length])
                    if thing:
                        start, end = places[at], places[at + length - 1] + 1
                        before = BEFORE_NUMBER.search(folded, max(0, start - 14), start)
                        yield Span(before.start() if before else start, end, thing, True)


def _merge(spans: Iterable[Span]) -> list[Span]:
    """Spans that touch or lie over one another as one: the first's thing, whole where any is."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end, not one.whole)):
        if merged and span.start <= merged[-1].end:
            last = merged[-1]
            merged[-1] = Span(last.start, max(last.end, span.end), last.thing, last.whole or span.whole)
        else:
            merged.append(span)
    return merged
