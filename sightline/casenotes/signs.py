"""Finds where a folded text holds the phrases and frames of rules: spans and rule numbers, nothing else yet.

A newcomer would get this wrong: the same words are often found by several frames and rules of one label. That is one
sign, over all those words: in `did not return until 4am` the `not` is part of it, and denies nothing.
"""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from sightline.casenotes.folding import stands_alone
from sightline.casenotes.frames import find_frame
from sightline.casenotes.machine import CHILD, Machine

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sign:
    """A span that a rule marks, the number of the rule, and the sentence that holds it."""

    start: int
    end: int
    rule: int
    sentence: int


def is_candidate(*, machine: Machine, folded: str) -> bool:
    """False where no phrase and no anchor stands in the text: then it holds no sign."""
    return bool(machine.candidates.find_matches_as_indexes(folded))


def find_signs(*, machine: Machine, folded: str, sentences: list[Range], child: list[Range]) -> list[Sign]:
    """Every sign of a folded text, by place. `child`: where the child's own names stand."""
    spots = _find_spots(machine, folded, child)
    starts = [start for start, _ in sentences]
    found: list[Sign] = []
    for name, held in spots.items():
        phrase_rules, frames = machine.phrase_rules.get(name, ()), machine.frames_at.get(name, ())
        if not phrase_rules and not frames:
            continue
        for at in held:
            place = bisect_right(starts, at[0]) - 1
            if place < 0:
                continue
            found += [Sign(at[0], at[1], rule, place) for rule in phrase_rules]
            for rule, frame in frames:
                span = find_frame(frame=frame, at=at, spots=spots, text=folded, sentence=sentences[place])
                if span:
                    found.append(Sign(*span, rule, place))
    kept = [sign for sign in found if not _undone(machine, sign, spots, sentences[sign.sentence])]
    return _one_each(machine, kept)


def _find_spots(machine: Machine, folded: str, child: list[Range]) -> dict[str, list[Range]]:
    spots: dict[str, list[Range]] = defaultdict(list)
    for number, start, end in machine.words.find_matches_as_indexes(folded, overlapping=True):
        if stands_alone(folded, start, end):
            for name in machine.slots_of[number]:
                spots[name].append((start, end))
    if child:
        spots[CHILD] += child
    for held in spots.values():
        held.sort()
    return spots


def _undone(machine: Machine, sign: Sign, spots: dict[str, list[Range]], sentence: Range) -> bool:
    """True where the sentence holds what the rule says undoes it."""
    return any(
        sentence[0] <= start and end <= sentence[1]
        for name in machine.unless[sign.rule]
        for start, end in spots.get(name, ())
    )


def _one_each(machine: Machine, found: list[Sign]) -> list[Sign]:
    """Signs of one label that share words in one sentence are one, over all their words, by the rule of the longest."""
    kept: list[Sign] = []
    last: dict[str, int] = {}
    longest: dict[str, int] = {}
    for sign in sorted(found, key=lambda one: (one.start, -one.end, one.rule)):
        label, length = machine.rules[sign.rule].label, sign.end - sign.start
        place = last.get(label)
        if place is None or sign.start >= kept[place].end or sign.sentence != kept[place].sentence:
            last[label], longest[label] = len(kept), length
            kept.append(sign)
            continue
        before = kept[place]
        rule = sign.rule if length > longest[label] else before.rule
        longest[label] = max(longest[label], length)
        kept[place] = Sign(before.start, max(before.end, sign.end), rule, before.sentence)
    return kept
