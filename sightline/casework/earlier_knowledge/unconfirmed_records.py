"""What a conclusion of a day would be without matches and readings that no person confirmed.

The condition of a pattern or group is asked again without these records, as for the earliest days.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from sightline.casework.reviews.pages.day_conclusions import ConcludedWithout, ConclusionOfDay
from sightline.networks.holders import HeldGroup
from sightline.patterns.holders import HeldCondition, find_conditions
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine

VISIBLE = "SELECT record_id FROM visible_record"


def tell_without(
    *,
    engine: DuckDBEngine,
    found: Sequence[ConclusionOfDay],
    people: Collection[str],
    on: date,
    unsure: frozenset[str],
) -> list[ConclusionOfDay]:
    """Patterns of these people as tables of a day have them, each with what it is without unconfirmed records."""
    if not found:
        return []
    visible = frozenset(engine.query(VISIBLE).column(0).to_pylist())
    conditions = [
        one
        for one in find_conditions(
            engine=engine,
            as_at=on,
            calendar=read_calendar(),
            wanted={one.rule_id for one in found},
            shown=visible.__contains__,
        )
        if not set(one.people).isdisjoint(people)
    ]
    return [_tell(one, [each for each in conditions if _is_of(each, one)], on, unsure) for one in found]


def _is_of(condition: HeldCondition, one: ConclusionOfDay) -> bool:
    shared = (not set(one.record_ids).isdisjoint(records) for _, records in condition.times())
    return condition.pattern_id == one.rule_id and any(shared)


def _tell(
    one: ConclusionOfDay, conditions: Sequence[HeldCondition], on: date, unsure: frozenset[str]
) -> ConclusionOfDay:
    if not unsure.isdisjoint(one.record_ids):
        one = replace(one, sure=_first_without(one, [(each, unsure) for each in conditions], on))
    if any(not each.unread.isdisjoint(one.record_ids) for each in conditions):
        one = replace(one, read=_first_without(one, [(each, each.unread) for each in conditions], on))
    return one


def _first_without(
    one: ConclusionOfDay, conditions: Sequence[tuple[HeldCondition, frozenset[str]]], on: date
) -> ConcludedWithout:
    """The first time of it without these records."""
    times = [
        (day, records)
        for condition, without in conditions
        for day, records in condition.times(without=without)
        if one.since <= day <= on and not set(records).isdisjoint(one.record_ids)
    ]
    first = min(times, default=None)
    return ConcludedWithout(*first) if first else ConcludedWithout()


def group_without(*, group: HeldGroup, on: date, unsure: frozenset[str], since: date) -> ConcludedWithout | None:
    """The same of a group that was found on a day."""
    if unsure.isdisjoint(group.records(on=since)):
        return None
    day = next((day for day in group.days(without=unsure) if day <= on), None)
    return ConcludedWithout(day, tuple(sorted(group.records(on=day, without=unsure)))) if day else ConcludedWithout()
