"""What passages do to each other: one sign gives way to another, neighbours are one.

Nothing here weighs evidence. A passage that gives way said the same thing less exactly in the same words; the words
stay marked.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sightline.casenotes.signs.rules import NoteRule
from sightline.casenotes.text.spans import Overlaps, Range
from sightline.model.passages import Passage, PassageKind

NEIGHBOURS = 4
MEANT_ALIKE = ("polarity", "certainty", "time", "experiencer", "said_by", "speaker")


@dataclass(frozen=True, slots=True)
class Settlement:
    """By rule, the labels before which its passages give way, and as what they must turn out to stand."""

    yields_to: dict[str, tuple[str, ...]]
    only: dict[str, dict[str, str]]


def list_settlement(rules: Sequence[NoteRule]) -> Settlement:
    """What rules do to each other's passages."""
    return Settlement(
        yields_to={rule.rule.id: rule.yields_to for rule in rules if rule.yields_to},
        only={rule.rule.id: rule.only for rule in rules if rule.only},
    )


def settle(*, passages: Sequence[Passage], settlement: Settlement, folded: str) -> list[Passage]:
    """The passages of one note, by place, after each has given way or been joined."""
    passages = _keep_what_turned_out(passages, settlement)
    asked = {label for one in passages for label in settlement.yields_to.get(one.rule_id, ())}
    held: dict[str, list[Range]] = defaultdict(list)
    for one in passages:
        if one.label in asked:
            held[one.label].append((one.start, one.end))
    places = {label: Overlaps(ranges) for label, ranges in held.items()}
    kept = [one for one in passages if not _gives_way(one, settlement.yields_to.get(one.rule_id, ()), places)]
    return sorted(_join(kept, folded), key=lambda one: (one.start, one.end, one.label))


def _keep_what_turned_out(passages: Sequence[Passage], settlement: Settlement) -> list[Passage]:
    """Without those that turned out otherwise than their rule asks, or that say again what a firm rule found."""
    asked_of = {one.label for one in passages if one.rule_id in settlement.only}
    if not asked_of:
        return list(passages)
    firm: dict[str, list[Range]] = defaultdict(list)
    for one in passages:
        if one.label in asked_of and one.rule_id not in settlement.only:
            firm[one.label].append((one.start, one.end))
    places = {label: Overlaps(ranges) for label, ranges in firm.items()}
    return [
        one
        for one in passages
        if (asked := settlement.only.get(one.rule_id)) is None
        or (
            all(getattr(one, name) == value for name, value in asked.items())
            and not (one.label in places and places[one.label].any(one.start, one.end))
        )
    ]


def _gives_way(one: Passage, yields_to: Sequence[str], places: Mapping[str, Overlaps]) -> bool:
    return any(label in places and places[label].any(one.start, one.end) for label in yields_to)


def _join(passages: Sequence[Passage], folded: str) -> list[Passage]:
    """Indicators of one label, meant alike, a few words apart in one sentence, are one passage."""
    joined: list[list[Passage]] = []
    ends: list[int] = []
    last: dict[str, int] = {}
    for one in sorted(passages, key=lambda each: (each.start, each.end)):
        place = last.get(one.label)
        if place is not None and _are_neighbours(joined[place][0], ends[place], one, folded):
            joined[place].append(one)
            ends[place] = max(ends[place], one.end)
        else:
            last[one.label] = len(joined)
            joined.append([one])
            ends.append(one.end)
    return [_unite(together, end) for together, end in zip(joined, ends, strict=True)]


def _unite(together: Sequence[Passage], end: int) -> Passage:
    if len(together) == 1:
        return together[0]
    cues = {cue for one in together for cue in one.cues}
    return replace(together[0], end=end, cues=tuple(sorted(cues)))


def _are_neighbours(before: Passage, end: int, one: Passage, folded: str) -> bool:
    if before.kind is not PassageKind.INDICATOR or any(getattr(before, a) != getattr(one, a) for a in MEANT_ALIKE):
        return False
    between = folded[end : one.start]
    return between.count(" ") <= NEIGHBOURS and not any(stop in between for stop in '.!?;:"*')
