"""Finds where a folded text holds the phrases and frames of rules: spans and rule numbers, nothing else yet.

The same words are often found by several frames and rules of one label. That is one sign, over all those words: in `did
not return until 4am` the `not` is part of it, and denies nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from sightline.casenotes.adult_phrases import is_of_grown_people
from sightline.casenotes.compiled_rules import CHILDS_NAME, CompiledRules
from sightline.casenotes.frames import Frame, Numbers, SentenceWords, find_frame
from sightline.casenotes.rules import NoteRule
from sightline.casenotes.slots import read_slots
from sightline.casenotes.words import Hit
from sightline.model.passages import PassageKind

Range = tuple[int, int]
# Two that share words become one where that is not much longer than the longer of them.
STRETCH = 1.5
PEER = "peer_exploited"
WEAK_START, WEAK_END = "weak_start", "weak_end"
MARKS = ',.;:!?"- '
# A sign goes on to the end of its clause where that is no more words away than this.
NEAR_END = 9
CLAUSE_END = re.compile(
    r"[,;.!?:()\"\n]|\s-|\s(?:and|but|because|so|who|which|if|when|while|after|before|until|since)\s"
)
# A belief is shown with all that its sentence says of it, up to a mark that ends a thought.
BELIEF, THOUGHT_END, REST_OF_THOUGHT = (
    "suspected_exploitation",
    re.compile(r"[;.!?\n\"]|\s-\s|\sand\s(?:i|we|she|he|it)\b"),
    16,
)


class Sign(NamedTuple):
    """A span that a rule marks, the number of the rule, the sentence that holds it, and the words that were found."""

    start: int
    end: int
    rule: int
    sentence: int
    words: tuple[Range, ...]


def find_signs(
    *, machine: CompiledRules, folded: str, hits: list[Hit], sentences: list[Range], child: list[Range]
) -> list[Sign]:
    """Every sign of a folded text, by place. `hits`: its listed words; `child`: where the child's own names stand."""
    if child:
        hits = sorted([*hits, *((CHILDS_NAME, *name) for name in child)], key=itemgetter(1, 2))
    note = NoteHits(machine, hits, sentences)
    found: dict[tuple[int, int, int], Sign] = {}
    for sign in (*note.find_phrases(), *note.find_frames(folded)):
        key = (sign.start, sign.end, sign.rule)
        found[key] = _unite(found[key], sign) if key in found else sign
    kept = [sign for sign in found.values() if note.may_stand(sign)]
    kept = [sign for sign in kept if not _is_no_peer(sign, machine.rules[sign.rule], folded, sentences)]
    shaped = [_shape(sign, folded, sentences[sign.sentence][1], machine.rules[sign.rule]) for sign in kept]
    firm = [sign for sign in shaped if not machine.rules[sign.rule].only]
    depends = [sign for sign in shaped if machine.rules[sign.rule].only]
    return [*_one_each(machine, firm), *_one_each(machine, depends)]


class NoteHits:
    """The listed words of a note, in order: the numbers of all, and of each sentence."""

    def __init__(self, machine: CompiledRules, hits: list[Hit], sentences: list[Range]) -> None:
        starts = [start for _, start, _ in hits]
        numbers = [number for number, _, _ in hits]
        self._machine = machine
        self._hits = hits
        self._sentences = sentences
        self._numbers = numbers
        self._bounds = [*(bisect_left(starts, start) for start, _ in sentences), len(hits)]

    def find_phrases(self) -> Iterator[Sign]:
        """What phrases mark."""
        phrases = self._machine.phrase_rules
        if phrases.keys().isdisjoint(self._numbers):
            return
        for sentence, (first, last) in enumerate(pairwise(self._bounds)):
            for number, start, end in self._hits[first:last]:
                for rule in phrases.get(number, ()):
                    yield Sign(start, end, rule, sentence, ((start, end),))

    def find_frames(self, folded: str) -> Iterator[Sign]:
        """What frames mark: those of which every element has a word in one sentence are looked for there."""
        for place, (first, last) in enumerate(pairwise(self._bounds)):
            frames = self._machine.served.list_among(self._numbers[first:last])
            if frames:
                yield from self._find_in(place, frames, folded)

    def _find_in(self, place: int, frames: Sequence[Frame], folded: str) -> Iterator[Sign]:
        hits = self._hits[self._bounds[place] : self._bounds[place + 1]]
        words = SentenceWords(hits=hits, cuts=self._machine.cuts, text=folded, end=self._sentences[place][1])
        for frame in frames:
            for at in words.of(frame.elements[frame.anchor]):
                found = find_frame(frame, at, words)
                if found:
                    yield Sign(found[0][0], found[-1][1], frame.rule, place, found)

    def may_stand(self, sign: Sign) -> bool:
        """False where the sentence or the note holds what the rule says undoes it, or lacks what it needs."""
        machine, rule, place = self._machine, sign.rule, sign.sentence
        undone = machine.unless_in_note[rule]
        if undone and not undone.isdisjoint(self._numbers):
            return False
        beside = min(place + 2, len(self._sentences))
        if self._holds(machine.unless[rule], place, place + 1) or self._holds(
            machine.unless_beside[rule], place, beside
        ):
            return False
        needed = machine.needs[rule]
        return not needed or self._holds(needed, max(place - 1, 0), beside)

    def _holds(self, numbers: Numbers, first: int, last: int) -> bool:
        """Whether any of these words stands in the sentences from `first` up to `last`."""
        begin, stop, limit = self._bounds[first], self._bounds[last], self._sentences[last - 1][1]
        return not numbers.isdisjoint(self._numbers[begin:stop]) and any(
            number in numbers and end <= limit for number, _, end in self._hits[begin:stop]
        )


def _is_no_peer(sign: Sign, rule: NoteRule, folded: str, sentences: Sequence[Range]) -> bool:
    return rule.label == PEER and is_of_grown_people(folded, (sign.start, sign.end), sentences[sign.sentence])


def _one_each(machine: CompiledRules, found: list[Sign]) -> list[Sign]:
    """Signs of one label that share words in one sentence are one: over all their words, or the longest alone."""
    kept: list[Sign] = []
    last: dict[str, int] = {}
    for sign in sorted(found, key=lambda one: (one.start, -one.end, one.rule)):
        label = machine.rules[sign.rule].label
        place = last.get(label)
        if place is None or sign.start >= kept[place].end or sign.sentence != kept[place].sentence:
            last[label] = len(kept)
            kept.append(sign)
        else:
            kept[place] = _unite(kept[place], sign)
    return kept


def _unite(before: Sign, sign: Sign) -> Sign:
    longer = sign if sign.end - sign.start > before.end - before.start else before
    end = max(before.end, sign.end)
    words = tuple(sorted({*before.words, *sign.words}))
    if (end - before.start) <= STRETCH * (longer.end - longer.start):
        return Sign(before.start, end, longer.rule, before.sentence, words)
    return longer


def _shape(sign: Sign, folded: str, limit: int, rule: NoteRule) -> Sign:
    """The sign without small words at its ends and, for an indicator, on to the end of its clause if that is near."""
    start, end = sign.start, sign.end
    while (space := folded.find(" ", start, end)) > 0 and folded[start:space].strip(MARKS) in read_weak(WEAK_START):
        if folded.startswith(("no longer", "no one", "no more"), start):
            break
        start = space + 1
    if rule.kind is PassageKind.INDICATOR:
        end = _find_clause_end(folded, end, limit, is_belief=rule.label == BELIEF)
    while (space := folded.rfind(" ", start, end)) > start and folded[space + 1 : end].strip(MARKS) in read_weak(
        WEAK_END
    ):
        end = space
    while end > start + 1 and folded[end - 1] in MARKS:
        end -= 1
    return Sign(start, end, sign.rule, sign.sentence, sign.words)


def _find_clause_end(folded: str, end: int, limit: int, *, is_belief: bool) -> int:
    mark, most = (THOUGHT_END, REST_OF_THOUGHT) if is_belief else (CLAUSE_END, NEAR_END)
    clause = mark.search(folded, end, limit)
    here = clause.start() if clause else limit
    return here if folded.count(" ", end, here) <= most else end


@cache
def read_weak(name: str) -> frozenset[str]:
    """The words with which no passage begins, or ends."""
    return frozenset(read_slots()[name].forms)
