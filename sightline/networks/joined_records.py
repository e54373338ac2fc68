"""Records that name no child of a review, joined to its children by what the children's own records name.

A stop of two men names a house and a car. It comes in by the house, once a record of a child has it: from the day on
which both were known.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sightline.networks.contacts import KINDS, Touch

Test = Callable[[str], bool]


class JoinedRecord(NamedTuple):
    """A record, what kind of thing it has in common with which record of a child, and since when both were known."""

    record_id: str
    entity_kind: str
    by_record: str
    known_from: date


@dataclass(frozen=True, slots=True)
class Joins:
    """The children of a review, which records `may_join`, and the bounds.

    Both records lie within `within_days`. What more than `most_records` have in common joins none of them.
    """

    children: Collection[str]
    may_join: Test
    within_days: int
    most_records: int


def find_joined(*, touches: Sequence[Touch], shown: Test, joins: Joins) -> dict[str, JoinedRecord]:
    """Each record that comes in, by id, with the first way in. `shown`: the records that name a child of the review."""
    own: dict[str, list[Touch]] = defaultdict(list)
    for one in touches:
        if one.person_id in joins.children and _counts(one) and all(map(shown, one.record_ids)):
            own[one.entity_id].append(one)
    by_thing: dict[str, list[JoinedRecord]] = defaultdict(list)
    for one in touches:
        if not one.is_child and _counts(one) and all(map(joins.may_join, one.record_ids)):
            for thing, joined in _ways_in(one, own, joins.within_days):
                by_thing[thing].append(joined)
    found: dict[str, JoinedRecord] = {}
    for some in by_thing.values():
        if len({one.record_id for one in some}) <= joins.most_records:
            for each in some:
                found[each.record_id] = min(each, found.get(each.record_id, each), key=_by_first)
    return found


def hold_back(touches: Iterable[Touch], joined: Mapping[str, JoinedRecord]) -> list[Touch]:
    """The touches, those of a joined record not before it came in."""
    return [
        replace(one, not_before=max(one.not_before, joined[one.record_id].known_from))
        if one.record_id in joined
        else one
        for one in touches
    ]


def _counts(one: Touch) -> bool:
    return one.entity_kind in KINDS and not one.proposed and not one.described


def _ways_in(one: Touch, own: Mapping[str, Sequence[Touch]], within_days: int) -> Iterator[tuple[str, JoinedRecord]]:
    """By the thing or adult that the record names, or by the person who is there with it."""
    for thing, kind in ((one.entity_id, one.entity_kind), (one.person_id, "adult")):
        near = [each for each in own.get(thing, ()) if abs((each.on - one.on).days) <= within_days]
        if near:
            first = min(near, key=lambda each: (each.known_from, each.on, each.record_id))
            known_from = max(first.known_from, one.known_from)
            yield thing, JoinedRecord(one.record_id, kind, first.record_id, known_from)


def _by_first(one: JoinedRecord) -> tuple[date, str, str]:
    return one.known_from, one.entity_kind, one.by_record
