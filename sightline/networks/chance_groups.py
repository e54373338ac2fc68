"""How many groups chance alone would give: adults and things swapped between the records of one kind and month.

Each person and each thing keeps as many records as it has. What is lost is only who stood with whom.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from sightline.known_facts import Homes, gather, read_words
from sightline.known_facts.row_types import StandingRow
from sightline.known_facts.shuffled_records import ShuffledRecords
from sightline.networks.contacts import Touch, gather_touches, is_touch
from sightline.networks.first_days import Days
from sightline.networks.groups import find_groups
from sightline.networks.rules import GroupRule, read_group_rule
from sightline.store.engine import Engine

YEAR = timedelta(days=365)


def count_groups_by_chance(*, engine: Engine, as_at: date, shuffles: int, seed: int) -> int:
    """How many groups were first to be seen in the last year, over all these lots."""
    gather(engine=engine)
    homes, rule = Homes(engine=engine, words=read_words()), read_group_rule(as_at)

    def counts(row: StandingRow, kind: str) -> bool:
        return is_touch(row, kind, homes)

    lots = (ShuffledRecords(engine, seed=f"{seed} {number}", counts=counts) for number in range(shuffles))
    return sum(
        as_at - YEAR < day <= as_at
        for records in lots
        for day in _first_days(gather_touches(records=records, homes=homes, as_at=as_at), homes, rule)
    )


def _first_days(touches: list[Touch], homes: Homes, rule: GroupRule) -> Iterator[date]:
    days = Days(touches=touches, homes=homes, rule=rule)
    for group in find_groups(touches=touches, homes=homes, rule=rule):
        first = days.first_found(group)
        yield first.on if first else max(one.known_from for one in group.touches.values())
