"""Instances: of stretches on the same days the one of the first rows counts, in whatever order the rows are read."""

from collections.abc import Sequence
from datetime import date
from itertools import permutations

import pytest

from sightline.known_facts import DatedFact
from sightline.patterns.instances import Condition, CountedFact, Window, find_instances

DAY = date(2024, 3, 2)


def visit(row: int, name: str = "attendance") -> CountedFact:
    """One attendance of a day."""
    return CountedFact(
        "child", DAY, (DatedFact("health.csv", row, f"row {row}", name, DAY, record_id=f"record {row}"),), "visit"
    )


def each_alone(now: Sequence[CountedFact]) -> list[Window]:
    """A condition that any of them meets by itself."""
    return [Window(one.on, one.on, (one,)) for one in now]


@pytest.mark.parametrize("counted", list(permutations([visit(3), visit(1), visit(2), visit(1, "arrival")])))
def test_of_two_on_one_day_the_first_row_is_the_evidence(counted: Sequence[CountedFact]) -> None:
    found = find_instances(counted=counted, condition=Condition(each_alone), as_at=date(2024, 12, 31))
    assert [one.window.counted[0].pieces[0].row_id for one in found[:1]] == ["row 1"]
    assert found[0].window.counted[0].pieces[0].name == "arrival"
