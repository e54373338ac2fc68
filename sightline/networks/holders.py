"""On which days one holder of records, two or all could have seen a group around a child, and by which fewest records.

Groups are found again among what these holders had. Who is who, and who lives with whom, stay as in the run. What a
note may name, by a question that nobody has answered, is left out.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from math import comb

from sightline.known_facts import Homes, Records, gather, read_words
from sightline.known_facts.holders import BY_AGENCY, NO_HOLDER, RecordHolders
from sightline.networks.contacts import ACCOUNT, Touch, gather_touches
from sightline.networks.first_days import Days, FirstFound
from sightline.networks.groups import Group, find_groups, find_with_confirmed
from sightline.networks.joined_records import JoinedRecord, Joins, find_joined, hold_back
from sightline.networks.rules import GroupRule, read_group_rule
from sightline.networks.ties import gather_ties
from sightline.store.engine import Engine

MOST_SETS = 5_000  # of one size that are tried
Shown = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class HeldGroup:
    """A group, one of the children in it, and what all groups of the reader are found among.

    `joined`: of that, the records that name no child of a review, by id.
    """

    people: tuple[str, ...] = field(repr=False)
    group: Group = field(repr=False)
    found_among: Days = field(repr=False)
    homes: Homes = field(repr=False)
    rule: GroupRule = field(repr=False)
    joined: Mapping[str, JoinedRecord] = field(default_factory=dict)

    @property
    def unread(self) -> frozenset[str]:
        """None: what a note names counts only where a person confirmed it."""
        return frozenset()

    @property
    def holders(self) -> frozenset[str]:
        """Those who can hold something alone."""
        pieces = (piece for one in self.group.touches.values() for piece in one.pieces)
        of = self.found_among.held_by.holder_of
        return frozenset(of(record_id=one.record_id, agency=one.agency) for one in pieces) - {NO_HOLDER}

    def days(self, *, holders: Collection[str] = (), without: Collection[str] = ()) -> list[date]:
        """The first day on which a group with the child was found, on what these holders had, or all."""
        first = self._first(holders, without)
        return [first.on] if first else []

    def _first(self, holders: Collection[str] = (), without: Collection[str] = ()) -> FirstFound | None:
        (child,) = self.people
        more = self.group.is_of_more
        return self.found_among.first_found(self.group, holders=holders, without=without, child=child, more=more)

    def smallest(self, *, on: date) -> tuple[tuple[str, ...], ...]:
        """Every set of the fewest records from which it follows, of the group as it was found on the day.

        They come by the order of their events. Empty where too many sets would have to be tried, or on another day.
        """
        first = self._first()
        if first is None or first.on != on:
            return ()
        touches = sorted(first.group.touches.values(), key=lambda one: (one.on, one.record_id))
        records = list(dict.fromkeys(record for one in touches for record in one.record_ids))
        needed = [one for one in records if not self._follows(touches, frozenset(records) - {one})]
        spare = [one for one in records if one not in needed]
        for size in range(len(spare) + 1):
            if comb(len(spare), size) > MOST_SETS:
                break
            tried = (frozenset((*needed, *some)) for some in combinations(spare, size))
            if found := [some for some in tried if self._follows(touches, some)]:
                return tuple(tuple(one for one in records if one in some) for some in found)
        return ()

    def records(self, *, on: date, holders: Collection[str] = (), without: Collection[str] = ()) -> frozenset[str]:
        """Every record of the group as these holders, or all, first found it; none where that was on another day."""
        first = self._first(holders, without)
        touches = first.group.touches.values() if first and first.on == on else ()
        return frozenset(record for one in touches for record in one.record_ids)

    def _follows(self, touches: Sequence[Touch], records: frozenset[str]) -> bool:
        """Whether a group with the child is found on these records alone."""
        some = [one for one in touches if records.issuperset(one.record_ids)]
        (child,) = self.people
        return any(child in one.children for one in find_groups(touches=some, homes=self.homes, rule=self.rule))


def find_held_groups(
    *, engine: Engine, as_at: date, shown: Shown, joins: Joins | None = None, held_by: RecordHolders = BY_AGENCY
) -> Iterator[HeldGroup]:
    """Each group on records that are `shown`, and those that join by `joins`, once for each child in it."""
    gather(engine=engine)
    homes, rule = Homes(engine=engine, words=read_words()), read_group_rule(as_at)
    every = gather_touches(records=Records(engine), homes=homes, as_at=as_at)
    all_touches = [*every, *gather_ties(engine=engine, as_at=as_at)]
    joined = find_joined(touches=all_touches, shown=shown, joins=joins) if joins else {}
    touches = hold_back(_seen(all_touches, lambda record: shown(record) or record in joined), joined)
    days = Days(touches=touches, homes=homes, rule=rule, held_by=held_by)
    for group in find_with_confirmed(touches=touches, homes=homes, rule=rule):
        for child in sorted(group.children):
            yield HeldGroup((child,), group, days, homes, rule, joined)


def _seen(touches: Sequence[Touch], shown: Shown) -> list[Touch]:
    """What a reader of these records sees. What is told to those who see less is left out where more is seen."""
    seen = [
        one for one in touches
        if not one.proposed and one.entity_kind != ACCOUNT and all(map(shown, one.record_ids))
    ]  # fmt: skip
    whole = {_key(one) for one in seen if one.rests is None or one.rests.unless is None}
    return [one for one in seen if one.rests is None or one.rests.unless is None or _key(one) not in whole]


def _key(one: Touch) -> tuple[str, str, str]:
    return one.person_id, one.entity_kind, one.entity_id
