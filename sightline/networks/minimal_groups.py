"""The fewest records on which somebody's or something's place in a group stands by itself.

These records are not all that there is. They are the fewest with which the member and enough others of the group touch
one thing close in time: without any of them, these few would not make it so.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from sightline.networks.rules import GroupRule


@dataclass(frozen=True, slots=True)
class Tie:
    """One record on which a person of a group stands with an adult or a thing of it. `low` as of a Touch."""

    person_id: str
    entity_id: str
    record_id: str
    on: date
    low: bool = False


def find_smallest(*, member: str, ties: Iterable[Tie], rule: GroupRule) -> tuple[str, ...]:
    """The fewest record ids, by day, by which `member` and others so many as the rule says touch one thing.

    Where it is the member itself that is touched, by which so many touch it. Empty where no records do. A low record
    makes no tie by itself, so it is never one of the fewest.
    """
    by_entity: dict[str, list[Tie]] = {}
    for one in sorted((tie for tie in ties if not tie.low), key=lambda tie: (tie.on, tie.record_id, tie.person_id)):
        by_entity.setdefault(one.entity_id, []).append(one)
    # A person who is touched and touches stands either way; so each thing is asked.
    found = [
        records
        for entity, some in sorted(by_entity.items())
        if entity == member or any(one.person_id == member for one in some)
        for records in _fewest(member if entity != member else "", some, rule)
    ]
    if not found:
        return ()
    return tuple(record_id for _, record_id in min(found, key=lambda records: (len(records), records)))


def _fewest(member: str, ties: Sequence[Tie], rule: GroupRule) -> Iterator[tuple[tuple[date, str], ...]]:
    """The fewest records of one thing; nothing where there are not enough people within the days of the rule."""
    touching: dict[tuple[date, str], set[str]] = {}
    for one in ties:
        touching.setdefault((one.on, one.record_id), set()).add(one.person_id)
    begins = sorted({on for on, _ in touching})
    for size in range(1, rule.members_each + 1):
        for begin in begins:
            first_of: dict[frozenset[str], tuple[date, str]] = {}
            for record, people in sorted(touching.items()):
                if begin <= record[0] <= begin + timedelta(days=rule.within_days):
                    first_of.setdefault(frozenset(people), record)
            for some in combinations(first_of.items(), size):
                people_of_some = frozenset[str]().union(*(people for people, _ in some))
                if len(people_of_some) >= rule.members_each and (not member or member in people_of_some):
                    yield tuple(sorted(record for _, record in some))
                    return
