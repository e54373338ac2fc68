"""Finds protected things in a text, however they are written, in time that grows with the text alone.

A street is no address. It is one where its number, its house's name or its flat is beside it; alone it is found only
`near` its thing: in records of those who live there.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sightline.protection.anchors import Anchor, AnchorKind, list_anchors, list_near_anchors
from sightline.protection.houses import AnchorGroup, HouseForms, Numbered
from sightline.protection.matcher import REACH, match_anchor
from sightline.protection.spelling import NearWords
from sightline.protection.things import ProtectedThing, Words
from sightline.protection.tokens import NOTHING, Token, fold, tokens_of, words_of
from sightline.protection.words import read_words

# Figures with what people write between them.
FIGURES = re.compile(rf"\d(?:[\s.()/\-\u2010-\u2015\u00a0{NOTHING}]{{0,4}}\d){{8,}}")
NO_FIGURE = re.compile(r"\D+")
BEFORE_NUMBER = re.compile(r"(?:(?:\+|00)?44[\s.\-]{0,2})?(?:\(0\)[\s.\-]{0,2}|\(?0)?$")
# Words, and texts so short that many records have them, are worked out once.
MOST_KNOWN, MOST_FOUND, SHORT = 200_000, 50_000, 60
GroupKey = tuple[AnchorKind, Words, int]
Ranked = tuple[tuple[int, AnchorGroup], ...]


class ProtectedSpan(NamedTuple):
    """Where a protected thing stands in a text, which, and whether it is told whole or only its street or town."""

    start: int
    end: int
    thing: str
    whole: bool


class Finder:
    """Finds the things given, by id. It holds what was compiled of them and is made once."""

    def __init__(self, things: Mapping[str, ProtectedThing]) -> None:
        self._things = dict(things)
        self._groups: dict[str, dict[GroupKey, AnchorGroup]] = defaultdict(dict)
        self._anchors = 0
        self._near: dict[str, dict[str, list[Anchor]]] = {}
        self._near_words: set[str] = set()
        self._phones: dict[str, str] = {}
        for name, thing in sorted(things.items()):
            self._add(name, thing)
        self._near_anchors = NearWords(self._groups)
        self._house_forms = HouseForms(things.values())
        self._lengths = sorted({len(phone) for phone in self._phones})
        self._known: dict[str, Ranked] = {}
        self._forms: dict[str, tuple[str, ...]] = {}
        self._found: dict[str, tuple[ProtectedSpan, ...]] = {}

    def __bool__(self) -> bool:
        return bool(self._things)

    def _add(self, name: str, thing: ProtectedThing) -> None:
        if thing.phone:
            self._phones[thing.phone] = name
        for anchor in list_anchors(name, thing):
            key = (anchor.kind, anchor.words, anchor.place)
            group = self._groups[anchor.word].setdefault(key, AnchorGroup(anchor))
            group.add(Numbered(self._anchors, anchor), thing)
            self._anchors += 1
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
        words = set(words_of(folded))
        groups = [group for word in words for _, group in self._groups_of(word)]
        return bool(groups) and self._may_stand(groups, words)

    def may_be_near(self, text: str) -> bool:
        """Whether it is worth asking whom a text is about: False only where `near` would find nothing more."""
        one_form = read_words().one_form
        return any(one_form(word) in self._near_words for word in set(words_of(fold(text))))

    def find(self, text: str, *, near: Collection[str] = ()) -> list[ProtectedSpan]:
        """The spans to take out, in order, none over another. `near`: things of those whom the text is about."""
        if not self._things or not text:
            return []
        if near or len(text) > SHORT:
            return self.find_folded(fold(text), near=near)
        known = self._found.get(text)
        if known is None:
            if len(self._found) > MOST_FOUND:
                self._found.clear()
            known = self._found[text] = tuple(self.find_folded(fold(text)))
        return list(known)

    def find_folded(self, folded: str, *, near: Collection[str] = ()) -> list[ProtectedSpan]:
        """The same of a text that is folded, or of a page with its tags blanked."""
        spans = list(self._find_phones(folded)) if self._phones else []
        nearby = [self._near[name] for name in near if name in self._near]
        if nearby or any(self._groups_of(word) for word in set(words_of(folded))):
            spans += self._find_places(folded, tokens_of(folded), nearby)
        return merge_spans(spans)

    def _find_places(
        self, folded: str, tokens: Sequence[Token], nearby: Sequence[Mapping[str, list[Anchor]]]
    ) -> Iterable[ProtectedSpan]:
        for place, token in enumerate(tokens):
            for anchor in self._anchors_at(tokens, place):
                found = match_anchor(anchor, self._things[anchor.thing], tokens, place, folded)
                if found:
                    yield ProtectedSpan(tokens[found[0]].start, tokens[found[1] - 1].end, anchor.thing, True)
            for near in nearby:
                for anchor in near.get(read_words().one_form(token.word), ()):
                    found = match_anchor(anchor, self._things[anchor.thing], tokens, place, folded)
                    if found:
                        yield ProtectedSpan(tokens[found[0]].start, tokens[found[1] - 1].end, anchor.thing, False)

    def _anchors_at(self, tokens: Sequence[Token], place: int) -> list[Anchor]:
        """The anchors that the word there may be, of things whose house may be beside it, in their order."""
        found: dict[tuple[int, int], Anchor] = {}
        for rank, group in self._groups_of(tokens[place].word):
            start = place - group.example.place
            beside = tokens[max(0, start - REACH) : max(0, start + len(group.example.words) + REACH)]
            forms = {form for token in beside for form in self._forms_of(token.word)} if group.by_house else ()
            found |= {(rank, order): anchor for order, anchor in group.among(forms)}
        return [found[key] for key in sorted(found)]

    def _may_stand(self, groups: Iterable[AnchorGroup], words: Iterable[str]) -> bool:
        forms = {form for word in words for form in self._forms_of(word)}
        return any(group.may_stand(forms) for group in groups)

    def _forms_of(self, word: str) -> tuple[str, ...]:
        known = self._forms.get(word)
        if known is None:
            if len(self._forms) > MOST_KNOWN:
                self._forms.clear()
            known = self._forms[word] = self._house_forms.of(word)
        return known

    def _groups_of(self, word: str) -> Ranked:
        known = self._known.get(word)
        if known is None:
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            known = self._known[word] = self._work_out(word)
        return known

    def _work_out(self, written: str) -> Ranked:
        """The groups of a word, then of those that it may be misspelt; what is written in one word bears no slip."""
        word = read_words().one_form(written)
        found = [(0, group) for group in self._groups.get(word, {}).values()]
        for rank, other in enumerate(self._near_anchors.near(word), start=1):
            groups = self._groups[other].values()
            found += [(rank, group) for group in groups if group.example.kind is not AnchorKind.GLUED]
        return tuple(found)

    def _find_phones(self, folded: str) -> Iterable[ProtectedSpan]:
        for run in FIGURES.finditer(folded):
            figures = NO_FIGURE.sub("", run[0])
            for length in self._lengths:
                for at in range(len(figures) - length + 1):
                    thing = self._phones.get(figures[at : at + length])
                    if thing:
                        places = [place for place in range(run.start(), run.end()) if folded[place].isdigit()]
                        start, end = places[at], places[at + length - 1] + 1
                        before = BEFORE_NUMBER.search(folded, max(0, start - 14), start)
                        yield ProtectedSpan(before.start() if before else start, end, thing, True)


def merge_spans(spans: Iterable[ProtectedSpan]) -> list[ProtectedSpan]:
    """Spans that touch or lie over one another as one: the first's thing, whole where any is."""
    merged: list[ProtectedSpan] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end, not one.whole)):
        if merged and span.start <= merged[-1].end:
            last = merged[-1]
            merged[-1] = ProtectedSpan(last.start, max(last.end, span.end), last.thing, last.whole or span.whole)
        else:
            merged.append(span)
    return merged
