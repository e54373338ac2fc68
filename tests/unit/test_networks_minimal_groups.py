"""The fewest records of a membership: as few as the rule allows, close in time, and none where the rule does not hold."""

from datetime import date

import pytest

from sightline.networks import Tie, find_smallest, read_group_rule

RULE = read_group_rule(date(2024, 7, 1))


def tie(person: str, entity: str, record: str, day: str) -> Tie:
    return Tie(person, entity, record, date.fromisoformat(day))


THREE_ALONE = [
    tie("nell", "car", "r1", "2024-01-01"),
    tie("ivy", "car", "r2", "2024-02-01"),
    tie("beth", "car", "r3", "2024-03-01"),
    tie("nell", "car", "r4", "2024-04-01"),
]


@pytest.mark.parametrize("member", ["nell", "ivy", "beth", "car"])
def test_three_records_of_one_each_are_all_needed(member: str) -> None:
    assert find_smallest(member=member, ties=THREE_ALONE, rule=RULE) == ("r1", "r2", "r3")


def test_one_record_that_puts_three_together_is_enough() -> None:
    together = [tie(who, "flat", "r9", "2024-03-05") for who in ("nell", "ivy", "beth")]
    assert find_smallest(member="nell", ties=[*THREE_ALONE, *together], rule=RULE) == ("r9",)
    assert find_smallest(member="car", ties=[*THREE_ALONE, *together], rule=RULE) == ("r1", "r2", "r3")


def test_who_is_on_two_of_a_things_records_needs_one_of_them() -> None:
    ties = [*THREE_ALONE, tie("ivy", "car", "r1", "2024-01-01")]
    assert find_smallest(member="beth", ties=ties, rule=RULE) == ("r1", "r3")


def test_records_too_far_apart_make_no_membership() -> None:
    far = [*THREE_ALONE[:2], tie("beth", "car", "r3", "2025-03-01")]
    assert find_smallest(member="beth", ties=far, rule=RULE) == ()


def test_somebody_who_touches_nothing_that_holds_has_none() -> None:
    assert find_smallest(member="paul", ties=[*THREE_ALONE, tie("paul", "van", "r7", "2024-01-01")], rule=RULE) == ()


def test_an_adult_who_is_touched_stands_by_those_who_touch() -> None:
    ties = [tie(who, "dean", f"r{place}", "2024-01-01") for place, who in enumerate(("nell", "ivy", "beth"))]
    assert find_smallest(member="dean", ties=ties, rule=RULE) == ("r0", "r1", "r2")
