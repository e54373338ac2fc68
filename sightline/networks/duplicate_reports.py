"""Which records only pass on what another agency's record says first of the same two.

Two records of one agency are two. A copy is a record that names another agency as its source, where that agency's own
record, or an earlier one that passes it on, puts the same two together close in time.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from sightline.known_facts import read_words
from sightline.networks.contacts import Touch


def find_copies(touches: Iterable[Touch]) -> dict[int, list[Touch]]:
    """By `id` of each touch that is a copy: those that it may be a copy of."""
    every = list(touches)
    passed_on = [one for one in every if one.is_passed_on]
    if not passed_on:
        return {}
    of_origin: dict[tuple[str, str, str], list[Touch]] = defaultdict(list)
    for one in every:
        of_origin[one.person_id, one.entity_id, one.origin].append(one)
    within = timedelta(days=read_words().copied_within_days)
    found = {
        id(one): [
            first for first in of_origin[one.person_id, one.entity_id, one.origin]
            if first.record_id != one.record_id and abs(first.on - one.on) <= within
            and (not first.is_passed_on or _order(first) < _order(one))
        ]
        for one in passed_on
    }  # fmt: skip
    return {key: firsts for key, firsts in found.items() if firsts}


def copied_records(touches: Iterable[Touch]) -> list[str]:
    """The records of which every touch among these is a copy of another here."""
    every = list(touches)
    copies = find_copies(every)
    own = {one.record_id for one in every if id(one) not in copies}
    return sorted({one.record_id for one in every} - own)


def _order(one: Touch) -> tuple[object, ...]:
    return one.on, one.known_from, one.record_id
