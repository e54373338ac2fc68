"""What passages do to each other: one sign gives way to another, neighbours are one.

A newcomer would get this wrong: nothing here weighs evidence. A passage that gives way said the same thing less exactly
in the same words; the words stay marked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sightline.casenotes.rules import NoteRule
from sightline.model.passages import Passage, PassageKind

NEIGHBOURS = 4
MEANT_ALIKE = ("polarity", "certainty", "time", "experiencer", "said_by", "speaker")


@dataclass(frozen=True, slots=True)
class Settlement:
    """By rule, the labels before which its passages give way."""

    yields_to: dict[str, tuple[str, ...]]


def list_settlement(rules: Sequence[NoteRule]) -> Settlement:
    """What rules do to each other's passages."""
    return Settlement(yields_to={rule.rule.id: rule.yields_to for rule in rules if rule.yields_to})


def settle(*, passages: Sequence[Passage], settlement: Settlement, folded: str) -> list[Passage]:
    """The passages of one note, by place, after each has given way or been joined."""
    kept = [one for one in passages if not _gives_way(one, settlement.yields_to.get(one.rule_id, ()), passages)]
    return sorted(_join(kept, folded), key=lambda one: (one.start, one.end, one.label))


def _gives_way(one: Passage, yields_to: Sequence[str], held: Sequence[Passage]) -> bool:
    return bool(yields_to) and any(other.label in yields_to and _share(one, other) for other in held)


def _share(one: Passage, other: Passage) -> bool:
    return one.start < other.end and other.start < one.end


def _join(passages: Sequence[Passage], folded: str) -> list[Passage]:
    """Indicators of one label, meant alike, a few words apart in one sentence, are one passage."""
    joined: list[Passage] = []
    last: dict[str, int] = {}
    for one in sorted(passages, key=lambda each: (each.start, each.end)):
        place = last.get(one.label)
        before = joined[place] if place is not None else None
        if before is not None and place is not None and _are_neighbours(before, one, folded):
            end = max(before.end, one.end)
            joined[place] = replace(before, end=end, cues=tuple(sorted({*before.cues, *one.cues})))
        else:
            last[one.label] = len(joined)
            joined.append(one)
    return joined


def _are_neighbours(before: Passage, one: Passage, folded: str) -> bool:
    if before.kind is not PassageKind.INDICATOR or any(getattr(before, a) != getattr(one, a) for a in MEANT_ALIKE):
        return False
    between = folded[before.end : one.start]
    return between.count(" ") <= NEIGHBOURS and not any(mark in between for mark in '.!?;:"*')
