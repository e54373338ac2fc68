"""Finds where a folded text holds the phrases and frames of rules: spans and rule numbers, nothing else yet.

A newcomer would get this wrong: the same words are often found by several frames and rules of one label. That is one
sign, over all those words: in `did not return until 4am` the `not` is part of it, and denies nothing.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from sightline.casenotes.folding import stands_alone
from sightline.casenotes.frames import find_frame
from sightline.casenotes.lists import read_slots
from sightline.casenotes.machine import CHILD, Machine
from sightline.model.passages import PassageKind

Range = tuple[int, int]
# Two that share words become one where that is not much longer than the longer of them.
STRETCH = 1.5
WEAK_START, WEAK_END = "weak_start", "weak_end"
MARKS = ',.;:!?"- '
# A sign goes on to the end of its clause where that is no more words away than this.
NEAR_END = 5
CLAUSE_END = re.compile(
    r"[,;.!?:()\"\n]|\s-|\s(?:and|but|because|so|who|which|if|when|while|after|before|until|since)\s"
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A span that a rule marks, the number of the rule, the sentence that holds it, and the words that were found."""

    start: int
    end: int
    rule: int
    sentence: int
    words: tuple[Range, ...]


def is_candidate(*, machine: Machine, folded: str) -> bool:
    """False where no phrase and no anchor stands in the text: then it holds no sign."""
    return any(
        stands_alone(folded, start, end)
        for _, start, end in machine.candidates.find_matches_as_indexes(folded, overlapping=True)
    )


def find_signs(*, machine: Machine, folded: str, sentences: list[Range], child: list[Range]) -> list[Sign]:
    """Every sign of a folded text, by place. `child`: where the child's own names stand."""
    spots = Spots(machine, folded, child)
    starts = [start for start, _ in sentences]
    found: list[Sign] = []
    for name in spots.present & machine.starters:
        phrase_rules = machine.phrase_rules.get(name, ())
        frames = [one for one in machine.frames_at.get(name, ()) if one[1].slots <= spots.present]
        if not phrase_rules and not frames:
            continue
        for at in spots.get(name):
            place = bisect_right(starts, at[0]) - 1
            if place < 0:
                continue
            found += [Sign(at[0], at[1], rule, place, (at,)) for rule in phrase_rules]
            for rule, frame in frames:
                words = find_frame(frame=frame, at=at, spots=spots, text=folded, sentence=sentences[place])
                if words:
                    found.append(Sign(words[0][0], words[-1][1], rule, place, words))
    kept = [
        sign
        for sign in found
        if _has_what_it_needs(machine, sign, spots, sentences)
        and not _undone(machine, sign, spots, sentences[sign.sentence])
    ]
    shaped = [
        _shape(sign, folded, sentences[sign.sentence][1], machine.rules[sign.rule].kind is PassageKind.INDICATOR)
        for sign in kept
    ]
    return _one_each(machine, shaped)


class Spots:
    """Where the words of each slot stand in a text. Most slots are never asked for, so each is gathered when it is."""

    def __init__(self, machine: Machine, folded: str, child: list[Range]) -> None:
        self._machine = machine
        self._at: dict[int, list[Range]] = defaultdict(list)
        for number, start, end in machine.words.find_matches_as_indexes(folded, overlapping=True):
            if stands_alone(folded, start, end):
                self._at[number].append((start, end))
        self._numbers = frozenset(self._at)
        self.present = set().union(*(machine.slots_of[number] for number in self._at))
        self._of: dict[str, list[Range]] = {}
        if child:
            self.present.add(CHILD)
            self._of[CHILD] = sorted([*self._gather(CHILD), *child])

    def get(self, name: str, default: Sequence[Range] = (), /) -> Sequence[Range]:
        """Of one slot, in order; nothing where none of its words is there."""
        if name not in self.present:
            return default
        if name not in self._of:
            self._of[name] = sorted(self._gather(name))
        return self._of[name]

    def _gather(self, name: str) -> list[Range]:
        of_slot = self._machine.numbers_of.get(name, frozenset())
        return [spot for number in of_slot & self._numbers for spot in self._at[number]]


def _undone(machine: Machine, sign: Sign, spots: Spots, sentence: Range) -> bool:
    """True where the sentence, or the note, holds what the rule says undoes it."""
    return any(spots.get(name) for name in machine.unless_in_note[sign.rule]) or any(
        sentence[0] <= start and end <= sentence[1]
        for name in machine.unless[sign.rule]
        for start, end in spots.get(name, ())
    )


def _has_what_it_needs(machine: Machine, sign: Sign, spots: Spots, sentences: list[Range]) -> bool:
    """True where what the rule needs besides its own words stands in the sentence or in one beside it."""
    needed = machine.needs[sign.rule]
    first = sentences[max(sign.sentence - 1, 0)][0]
    last = sentences[min(sign.sentence + 1, len(sentences) - 1)][1]
    return not needed or any(first <= start and end <= last for name in needed for start, end in spots.get(name, ()))


def _one_each(machine: Machine, found: list[Sign]) -> list[Sign]:
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


def _shape(sign: Sign, folded: str, limit: int, is_whole: bool) -> Sign:
    """The sign without small words at its ends and, where `is_whole`, on to the end of its clause if that is near."""
    start, end = sign.start, sign.end
    while (space := folded.find(" ", start, end)) > 0 and folded[start:space].strip(MARKS) in read_weak(WEAK_START):
        if folded.startswith(("no longer", "no one", "no more"), start):
            break
        start = space + 1
    if is_whole:
        clause = CLAUSE_END.search(folded, end, limit)
        here = clause.start() if clause else limit
        end = here if folded.count(" ", end, here) <= NEAR_END else end
    while (space := folded.rfind(" ", start, end)) > start and folded[space + 1 : end].strip(MARKS) in read_weak(
        WEAK_END
    ):
        end = space
    while end > start + 1 and folded[end - 1] in MARKS:
        end -= 1
    return replace(sign, start=start, end=end)


@cache
def read_weak(name: str) -> frozenset[str]:
    """The words with which no passage begins, or ends."""
    return frozenset(read_slots()[name].forms)
