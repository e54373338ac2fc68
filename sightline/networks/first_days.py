"""When a group would first have been found, had these records been looked at each day; and what it was on that day.

A group is not dated by its records alone. Who is in it today may rest on what came later; on the day it was first to be
found there may have been fewer people in it, and other things.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sightline.known_facts import Homes
from sightline.known_facts.holders import BY_AGENCY, RecordHolders
from sightline.known_facts.homes import has_so_many
from sightline.networks.contacts import Touch, supported
from sightline.networks.groups import Group, find_groups, is_more, is_same
from sightline.networks.rules import GroupRule


@dataclass(frozen=True, slots=True)
class FirstFound:
    """The first day, and the group as it was found on it."""

    on: date
    group: Group


class Days:
    """Touches of one view, looked at as they became known."""

    def __init__(
        self, *, touches: Sequence[Touch], homes: Homes, rule: GroupRule, held_by: RecordHolders = BY_AGENCY
    ) -> None:
        self.held_by = held_by
        self._homes, self._rule = homes, rule
        self._by_person: Mapping[str, list[Touch]] = _grouped((one.person_id, one) for one in touches)
        self._by_entity: Mapping[str, list[Touch]] = _grouped((one.entity_id, one) for one in touches)

    def first_found(
        self,
        group: Group,
        *,
        holders: Collection[str] = (),
        without: Collection[str] = (),
        child: str = "",
        more: bool = False,
        proposed: bool = False,
    ) -> FirstFound | None:
        """None where it would never have been found so: by these `holders` alone; with `more`, on notes and nights too.

        With `proposed` on what notes may name as well. `without`: records to leave out. `child`: who must be in it.

        What touches the things of its members counts with it: a thing that many use ties nobody, whoever they are.
        What has enough children who are certainly different is dated by these alone, so that no answer to a possible
        match between others moves its day.
        """
        certain = self._is_certain(group)
        around = [
            one for one in self._around(group)
            if self._is_of(one, holders, without) and (more or not is_more(one)) and (proposed or not one.proposed)
        ]  # fmt: skip
        reach = self._rule.within_days + self._rule.step_days
        before: set[int] = set()
        for day in sorted({one.known_from for one in around}):
            known = supported(one for one in around if one.known_from <= day)
            new = [one.on.toordinal() for one in known if id(one) not in before]
            if not new:
                continue
            before = {id(one) for one in known}
            near = [one for one in known if min(new) - reach <= one.on.toordinal() <= max(new) + reach]
            for found in find_groups(touches=near, homes=self._homes, rule=self._rule):
                holds = (not more or found.is_of_more) and (not proposed or found.is_proposed)
                is_asked = not child or child in found.children
                if is_asked and is_same(found, group) and holds and (self._is_certain(found) or not certain):
                    return FirstFound(day, found)
        return None

    def _is_certain(self, group: Group) -> bool:
        return has_so_many(group.children, self._rule.children, self._homes.are_apart)

    def _around(self, group: Group) -> list[Touch]:
        own = [one for who in group.members for one in (*self._by_person[who], *self._by_entity[who])]
        things = {one.entity_id for one in own}
        found = {id(one): one for one in (*own, *(one for thing in things for one in self._by_entity[thing]))}
        return sorted(found.values(), key=lambda one: (one.on, one.record_id, one.person_id, one.entity_id))

    def _is_of(self, one: Touch, holders: Collection[str], without: Collection[str]) -> bool:
        of = self.held_by.holder_of
        held = not holders or all(of(record_id=each.record_id, agency=each.agency) in holders for each in one.pieces)
        return held and not (without and any(piece.record_id in without for piece in one.pieces))


def _grouped(pairs: Iterable[tuple[str, Touch]]) -> Mapping[str, list[Touch]]:
    found: dict[str, list[Touch]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return found
