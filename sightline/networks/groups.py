"""Groups: people tied through several different small things, each of which touches several of them, close in time.

A group is a lead to check. It names records, and says nothing of guilt. There is none without an adult, and children
who are found only with children are no group here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sightline.known_facts import Homes
from sightline.known_facts.homes import has_so_many
from sightline.networks.contacts import ADULTS, TOGETHER, UNIDENTIFIED, Touch, supported
from sightline.networks.rules import GroupRule
from sightline.networks.ties import find_strand
from sightline.networks.windows import find_together, stretch

Key = tuple[str, str, str, date]
Tied = tuple[date, frozenset[str]]  # people who hang together in a stretch of days, by its first


@dataclass(eq=False)
class Group:
    """One group over its whole life: members, the things that tie them, and the touches that it rests on.

    `widens`: the group that holds on columns alone, and that this one is with what was confirmed of notes.
    """

    members: set[str] = field(default_factory=set)
    children: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    touches: dict[Key, Touch] = field(default_factory=dict)
    widens: "Group | None" = None

    def add(self, one: Touch) -> None:
        """Add a touch, who touches, and whom it touches if that is an adult."""
        self.touches[one.person_id, one.entity_id, one.record_id, one.on] = one
        self.members.add(one.person_id)
        if one.is_child:
            self.children.add(one.person_id)
        if one.entity_kind in ADULTS:
            self.members.add(one.entity_id)

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
    def is_proposed(self) -> bool:
        """Whether it rests on something that a note may name, and nobody has confirmed."""
        return any(one.proposed for one in self.touches.values())

    @property
    def adults(self) -> set[str]:
        """The members who were adults."""
        return self.members - self.children


def find_with_confirmed(*, touches: Sequence[Touch], homes: Homes, rule: GroupRule) -> list[Group]:
    """The groups that hold on columns alone; then those that rest on more too, each with the one that it widens.

    More is what notes say, and nights on which children were missing together; last comes what notes may name, by
    questions that nobody has answered. It takes no group away, nor changes one: whoever sees the group by columns goes
    on seeing it.
    """
    columns = [one for one in touches if not is_more(one)]
    sure = [one for one in touches if not one.proposed]
    found = _find_tied(columns, homes, rule)
    more: list[Group] = []
    if len(sure) > len(columns):
        more = [one for one in _find_tied(sure, homes, rule) if one.is_of_more]
        _widen(found, more)
    maybe: list[Group] = []
    if len(touches) > len(sure):
        maybe = [one for one in _find_tied(touches, homes, rule) if one.is_proposed]
        _widen([*more, *found], maybe)
    return [*found, *more, *maybe]


def _find_tied(touches: Sequence[Touch], homes: Homes, rule: GroupRule) -> list[Group]:
    return _find_among(find_together(touches=[one for one in touches if one.ties], rule=rule), touches, homes, rule)


def _widen(narrow: Sequence[Group], wide: Sequence[Group]) -> None:
    """Say of each wide group which narrow one it is more of: one that asks somebody, not one that only widens that."""
    for group in wide:
        same = next((one for one in narrow if is_same(one, group)), None)
        only_wider = same and same.widens and len(same.children) <= len(same.widens.children)
        group.widens = same.widens if same and only_wider else same


def find_groups(*, touches: Sequence[Touch], homes: Homes, rule: GroupRule) -> list[Group]:
    """Every group, each once, however many stretches of time it is seen in. Touches come in order of days."""
    return _find_tied(touches, homes, rule)


def _find_among(tied: Iterable[Tied], touches: Sequence[Touch], homes: Homes, rule: GroupRule) -> list[Group]:
    by_person: dict[str, list[Touch]] = defaultdict(list)
    for one in touches:
        if not one.of_witness:
            by_person[one.person_id].append(one)
    seen: list[Group] = []
    for first, people in tied:
        begin, end = stretch(first, rule)
        some = [one for who in sorted(people) for one in by_person[who] if begin <= one.on < end]
        seen += _hold_within(sorted(some, key=lambda one: one.on), homes, rule)
    return _join(seen)


def _hold_within(touches: Sequence[Touch], homes: Homes, rule: GroupRule) -> list[Group]:
    """The groups in any days of the rule, wherever they begin. What does not hold as a whole holds in no part."""
    if not _hold(touches, homes, rule):
        return []
    return _join([group for some in _spans(touches, rule) if (group := _hold(some, homes, rule))])


def _spans(touches: Sequence[Touch], rule: GroupRule) -> Iterator[Sequence[Touch]]:
    """What lies within the days of the rule, beginning with each touch, where it adds to what came before."""
    ended = 0
    for begin, first in enumerate(touches):
        last = first.on + timedelta(days=rule.within_days)
        end = next((place for place in range(ended, len(touches)) if touches[place].on > last), len(touches))
        if end > ended:
            yield touches[begin:end]
        ended = end


def _hold(touches: Iterable[Touch], homes: Homes, rule: GroupRule) -> Group | None:
    """The group that these touches make, or None: so many small things, each touching so many of the people.

    An adult whom a record only describes touches that record's people alone: a member, and no tie. Nights that so many
    of them were missing together stand in the place of one thing that is lacking.
    """
    by_entity: dict[str, list[Touch]] = defaultdict(list)
    described: list[Touch] = []
    nights: list[Touch] = []
    for one in supported(touches):
        if one.entity_kind == UNIDENTIFIED and not (one.confirmed or one.proposed):
            described.append(one)
        elif one.entity_kind == TOGETHER:
            nights.append(one)
        else:
            by_entity[one.entity_id].append(one)
    strong = [some for some in by_entity.values() if len({one.person_id for one in some}) >= rule.members_each]
    strand: list[Touch] = []
    if len(strong) == rule.entities - 1:
        touched = {one.person_id for some in strong for one in some}
        strand = find_strand(ties=nights, among=touched, least=rule.members_each)
    if len(strong) < rule.entities and not strand:
        return None
    group = Group(entities={some[0].entity_id for some in strong})
    for some in (*strong, strand):
        for one in some:
            group.add(one)
    for one in described:
        if one.person_id in group.members:
            group.add(one)
    apart = has_so_many(group.children, rule.children, homes.are_other_households)  # two who may be one count as two
    return group if group.adults and apart else None


def is_more(one: Touch) -> bool:
    """Whether it is more than what columns give of adults and things."""
    return one.of_note or one.entity_kind == TOGETHER


def _join(seen: Sequence[Group]) -> list[Group]:
    """The same group in several stretches of time is one, with all that it had in any."""
    joined: list[Group] = []
    for one in seen:
        same = [other for other in joined if is_same(one, other)]
        joined = [other for other in joined if other not in same] if same else joined
        joined.append(_unite([one, *same]) if same else one)
    return joined


def _unite(same: Sequence[Group]) -> Group:
    whole = Group()
    for one in same:
        whole.entities |= one.entities
        for touch in one.touches.values():
            whole.add(touch)
    return whole


def is_same(one: Group, other: Group) -> bool:
    """Two children in common, and an adult or a thing."""
    in_common = one.entities & other.entities or one.adults & other.adults
    return len(one.children & other.children) > 1 and bool(in_common)
