"""Groups: people tied through several different small things, each of which touches several of them, close in time.

A newcomer would get this wrong: a group is a lead to check. It names records, and says nothing of guilt. There is none
without an adult, and children who are found only with children are no group here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from sightline.known import Homes
from sightline.networks.rules import GroupRule
from sightline.networks.ties import find_strand
from sightline.networks.touches import ADULTS, TOGETHER, UNIDENTIFIED, Touch, supported
from sightline.networks.windows import find_together, stretch

Key = tuple[str, str, str, date]
Tied = tuple[date, frozenset[str]]  # people who hang together in a stretch of days, by its first


@dataclass
class Group:
    """One group over its whole life: members, the things that tie them, and the touches that it rests on.

    `widens`: the group that holds on columns alone, and that this one is with what was confirmed of notes.
    """

    members: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    touches: dict[Key, Touch] = field(default_factory=dict)
    widens: "Group | None" = None

    @property
    def children(self) -> set[str]:
        """The members who were children."""
        return {one.person_id for one in self.touches.values() if one.is_child}

    @property
    def is_of_more(self) -> bool:
        """Whether it rests on more than what columns give: on notes, or on nights that children were missing."""
        return any(is_more(one) for one in self.touches.values())

    @property
    def is_together(self) -> bool:
        """Whether it rests on nights on which children were missing together more often than chance gives."""
        return any(one.entity_kind == TOGETHER for one in self.touches.values())

    @property
    def is_confirmed(self) -> bool:
        """Whether it rests on something that a person confirmed of a note."""
        return any(one.confirmed for one in self.touches.values())

    @property
    def adults(self) -> set[str]:
        """The members who were adults."""
        return self.members - self.children


def find_with_confirmed(*, touches: Sequence[Touch], homes: Homes, rule: GroupRule) -> list[Group]:
    """The groups that hold on columns alone; then those that rest on more too, each with the one that it widens.

    More is what notes say, and nights on which children were missing together. It takes no group away, nor changes one:
    whoever sees the group by columns goes on seeing it.
    """
    columns = [one for one in touches if not is_more(one)]
    tied = list(find_together(touches=columns, rule=rule))
    found = _find_among(tied, columns, homes, rule)
    if len(columns) == len(touches):
        return found
    tying = [one for one in touches if one.ties]
    if len(tying) > len(columns):  # descriptions and nights tie nobody: without others the same people hang together
        tied = list(find_together(touches=tying, rule=rule))
    more = [one for one in _find_among(tied, touches, homes, rule) if one.is_of_more]
    for group in more:
        group.widens = next((one for one in found if is_same(one, group)), None)
    return [*found, *more]


def find_groups(*, touches: Sequence[Touch], homes: Homes, rule: GroupRule) -> list[Group]:
    """Every group, each once, however many stretches of time it is seen in."""
    tied = find_together(touches=[one for one in touches if one.ties], rule=rule)
    return _find_among(tied, touches, homes, rule)


def _find_among(tied: Iterable[Tied], touches: Sequence[Touch], homes: Homes, rule: GroupRule) -> list[Group]:
    by_person: dict[str, list[Touch]] = defaultdict(list)
    for one in touches:
        by_person[one.person_id].append(one)
    seen: list[Group] = []
    for first, people in tied:
        begin, end = stretch(first, rule)
        some = supported(one for who in people for one in by_person[who] if begin <= one.on < end)
        group = _hold(some, people, homes, rule)
        if group:
            seen.append(group)
    return _join(seen)


def _hold(touches: Iterable[Touch], people: frozenset[str], homes: Homes, rule: GroupRule) -> Group | None:
    """The group among these people, or None: so many small things, each touching so many of them.

    An adult whom a record only describes touches that record's people alone: a member, and no tie. Nights that so many
    of them were missing together stand in the place of one thing that is lacking.
    """
    by_entity: dict[str, list[Touch]] = defaultdict(list)
    described: list[Touch] = []
    nights: list[Touch] = []
    for one in touches:
        if one.entity_kind == UNIDENTIFIED and not one.confirmed:
            described.append(one)
        elif one.entity_kind == TOGETHER:
            nights.append(one)
        elif one.entity_kind not in ADULTS or one.entity_id in people:
            by_entity[one.entity_id].append(one)
    strong = {
        entity: some for entity, some in by_entity.items()
        if len({one.person_id for one in some} - {entity}) >= rule.members_each
    }  # fmt: skip
    strand: list[Touch] = []
    if len(strong) == rule.entities - 1:
        touched = {one.person_id for some in strong.values() for one in some}
        strand = find_strand(ties=nights, among=touched, least=rule.members_each)
    if len(strong) < rule.entities and not strand:
        return None
    group = Group(entities=set(strong), touches={_key(one): one for one in strand})
    for some in strong.values():
        for one in some:
            group.touches[_key(one)] = one
            group.members.add(one.person_id)
            if one.entity_kind in ADULTS:
                group.members.add(one.entity_id)
    for one in described:
        if one.person_id in group.members:
            group.touches[_key(one)] = one
            group.members.add(one.entity_id)
    return group if group.adults and _apart(group.children, homes, rule.children) else None


def is_more(one: Touch) -> bool:
    """Whether it is more than what columns give of adults and things."""
    return one.of_note or one.entity_kind == TOGETHER


def _key(one: Touch) -> Key:
    return one.person_id, one.entity_id, one.record_id, one.on


def _apart(children: Iterable[str], homes: Homes, needed: int) -> bool:
    """Whether there are so many children of different households."""
    return any(
        not any(homes.is_household(a, b) for a, b in combinations(some, 2))
        for some in combinations(sorted(children), needed)
    )


def _join(seen: Sequence[Group]) -> list[Group]:
    """The same group in several stretches of time is one, with all that it had in any."""
    joined: list[Group] = []
    for one in seen:
        same = [other for other in joined if is_same(one, other)]
        for other in same:
            joined.remove(other)
            one = Group(one.members | other.members, one.entities | other.entities, one.touches | other.touches)
        joined.append(one)
    return joined


def is_same(one: Group, other: Group) -> bool:
    """Two children in common, and an adult or a thing."""
    adults = one.adults & other.adults
    return len(one.children & other.children) > 1 and bool(adults or one.entities & other.entities)
