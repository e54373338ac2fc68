"""What passages do to each other: harm told of is an account, one sign gives way to another, neighbours are one.

A newcomer would get this wrong: nothing here weighs evidence. A passage that gives way said the same thing less exactly
in the same words; the words stay marked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sightline.casenotes.rules import NoteRule
from sightline.model.passages import Passage, PassageKind, Polarity, SaidBy

NEIGHBOURS = 4
MEANT_ALIKE = ("polarity", "certainty", "time", "experiencer", "said_by", "speaker")


@dataclass(frozen=True, slots=True)
class Settlement:
    """Which rules bring another passage along, and by rule the labels before which its passages give way."""

    follow: tuple[NoteRule, ...]
    yields_to: dict[str, tuple[str, ...]]


def list_settlement(rules: Sequence[NoteRule]) -> Settlement:
    """What rules do to each other's passages."""
    return Settlement(
        follow=tuple(rule for rule in rules if rule.follows),
        yields_to={rule.rule.id: rule.yields_to for rule in rules if rule.yields_to},
    )


def settle(*, passages: Sequence[Passage], settlement: Settlement, folded: str) -> list[Passage]:
    """The passages of one note, by place, after each has given way, been joined or brought another along."""
    held = [*passages, *(account for rule in settlement.follow for account in _follow(rule, passages))]
    kept = [one for one in held if not _gives_way(one, settlement.yields_to.get(one.rule_id, ()), held)]
    return sorted(_join(kept, folded), key=lambda one: (one.start, one.end, one.label))


def _follow(rule: NoteRule, passages: Sequence[Passage]) -> list[Passage]:
    """What the rule brings along: the same words, where the child says so and there is no such passage yet."""
    spans = {
        (one.start, one.end): one
        for one in passages
        if one.label in rule.follows and one.said_by == SaidBy.CHILD and one.polarity == Polarity.AFFIRMED
    }
    there = [one for one in passages if one.label == rule.label]
    return [_as_told(one, rule) for one in spans.values() if not any(_share(one, other) for other in there)]


def _as_told(one: Passage, rule: NoteRule) -> Passage:
    return replace(
        one,
        label=rule.label,
        rule_id=rule.rule.id,
        rule_version=rule.rule.version,
        time=rule.always.get("time", one.time),
        experiencer=rule.always.get("experiencer", one.experiencer),
    )


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
