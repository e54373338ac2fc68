"""Finds where a folded text holds the phrases and frames of rules: spans and rule numbers, nothing else yet.

A newcomer would get this wrong: one rule may be found twice over in the same words by two of its frames; the longest
stands. Two rules of one label that overlap are one passage as well.
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
    """True where the sentence holds what the rule says undoes it, outside the words marked."""
    return any(
        sentence[0] <= start and end <= sentence[1] and not (sign.start <= start and end <= sign.end)
        for name in machine.unless[sign.rule]
        for start, end in spots.get(name, ())
    )


def _one_each(machine: Machine, found: list[Sign]) -> list[Sign]:
    """Of signs of one label that overlap, the longest; the first rule where they are equal."""
    kept: list[Sign] = []
    last: dict[str, Sign] = {}
    for sign in sorted(found, key=lambda one: (one.start, -one.end, one.rule)):
        label = machine.rules[sign.rule].label
        before = last.get(label)
        if before is None or sign.start >= before.end:
            kept.append(sign)
            last[label] = sign
        elif sign.end - sign.start > before.end - before.start:
            kept[kept.index(before)] = sign
            last[label] = sign
    return kept
