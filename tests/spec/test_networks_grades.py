"""A grade of 3 or E, or handling conditions that nothing says are met, never makes a connection by itself.

Not over all time, and not in the days that a group, a picture or a list is of. A child's account is never set aside by
a grade.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from support.grouped import AS_AT, DEAN, IVY, NELL, occurrence
from support.patterned import recognise, write_rows

from sightline.known_facts.dated_facts import DatedFact
from sightline.networks import Tie, find_smallest, read_group_rule
from sightline.networks.contacts import Touch
from sightline.networks.first_days import Days
from sightline.networks.groups import find_groups
from sightline.networks.windows import find_together

FALSE, RELIABLE = ("3", "E"), ("1", "A")
RULE = read_group_rule(AS_AT)
START = date(2024, 1, 1)


class Alone:
    """Nobody lives with anybody."""

    def are_apart(self, _one: str, _other: str) -> bool:
        return True

    are_other_households = are_apart


HOMES: Any = Alone()


def log(number: str, day: str, who: tuple[str, str, str], grade: tuple[str, str], **more: str) -> dict[str, str]:
    surname, forenames, born = who
    return {"layout": "police_intelligence", "Log No": number, "Event Date": day, "Submitted On": day,
            "Source Evaluation": grade[0], "Intelligence Assessment": grade[1], "Handling": "P", "Role": "SUBJECT",
            "Surname": surname, "Forenames": forenames, "DOB": born, "Text": "Seen together.", **more}  # fmt: skip


def touch(
    person: str, entity: str, day: int, *, low: bool = False, kind: str = "place", agency: str = "police"
) -> Touch:
    on = START + timedelta(days=day)
    record = f"{agency} {person} {entity} {day}"
    piece = DatedFact("f.csv", day + 1, record, "occurrence", on, record_id=record, agency=agency)
    return Touch(person, person[0] != "A", kind, entity, on, (piece,), low)


def around(low_of: str = "", day: int = 0) -> list[Touch]:
    """Three children with a flat, a car and an adult, all within some days; of one of these, Beth's record is low."""
    kinds = {"flat": "place", "car": "vehicle", "Adam": "adult"}
    touches = [
        touch(child, entity, day + place, low=child == "Beth" and entity == low_of, kind=kind)
        for place, child in enumerate(("Nell", "Ivy", "Beth"))
        for entity, kind in kinds.items()
    ]
    return sorted(touches, key=lambda one: one.on)


def found(touches: Iterable[Touch]) -> list[set[str]]:
    ordered = sorted(touches, key=lambda one: one.on)
    return [group.members for group in find_groups(touches=ordered, homes=HOMES, rule=RULE)]


def test_without_low_records_there_is_a_group() -> None:
    assert found(around()) == [{"Nell", "Ivy", "Beth", "Adam"}]


@pytest.mark.parametrize("entity", ["flat", "car", "Adam"])
def test_a_low_record_is_no_tie_in_a_stretch_however_good_another_years_before_is(entity: str) -> None:
    earlier = touch("Beth", entity, -2000, kind={"flat": "place", "car": "vehicle", "Adam": "adult"}[entity])
    assert found([earlier, *around(low_of=entity)]) == []


def test_beside_a_good_record_of_the_same_days_it_is_one() -> None:
    assert found([*around(low_of="car"), touch("Beth", "car", 5, kind="vehicle")]) == found(around())


def test_a_group_first_holds_when_the_good_record_is_known() -> None:
    touches = sorted([*around(low_of="car"), touch("Beth", "car", 40, kind="vehicle")], key=lambda one: one.on)
    (group,) = find_groups(touches=touches, homes=HOMES, rule=RULE)
    first = Days(touches=touches, homes=HOMES, rule=RULE).first_found(group)
    assert first and first.on == START + timedelta(days=40)
    assert Days(touches=around(low_of="car"), homes=HOMES, rule=RULE).first_found(group) is None


def test_a_low_record_is_never_among_the_fewest() -> None:
    ties = [
        Tie("nell", "flat", "r1", START),
        Tie("ivy", "flat", "r2", START),
        Tie("beth", "flat", "r0", START, low=True),
    ]
    assert find_smallest(member="beth", ties=ties, rule=RULE) == ()
    assert find_smallest(member="beth", ties=[*ties, Tie("beth", "flat", "r9", START)], rule=RULE) == ("r1", "r2", "r9")


def connected(rows: list[dict[str, str]], folder: Path) -> list[tuple[str, bool]]:
    """Kind and grade of each connection of Nell's with an adult."""
    engine = recognise(write_rows(rows, folder))
    try:
        lines = engine.query("SELECT entity_kind, graded_low FROM connection WHERE entity_kind = 'adult'").to_pylist()
    finally:
        engine.close()
    return [(row["entity_kind"], row["graded_low"]) for row in lines]


def two(grade: tuple[str, str], **more: str) -> list[dict[str, str]]:
    day = "01/03/2024"
    return [log("L1", day, NELL, grade, **more), log("L1", day, DEAN, grade, **more)]


@pytest.mark.parametrize(
    ("grade", "more", "low"),
    [
        (RELIABLE, {}, False),
        (("3", "B"), {}, True),
        (("2", "e"), {}, True),
        (RELIABLE, {"Handling": "C"}, True),
        (RELIABLE, {"Handling": "C", "Handling Conditions": "Met, said the originator."}, True),
        (RELIABLE, {"Handling": "C", "Handling Conditions Met": "N"}, True),
        (RELIABLE, {"Handling": "C", "Handling Conditions Met": "Y"}, False),
        (("3", "B"), {"Handling": "C", "Handling Conditions Met": "Y"}, True),
    ],
)
def test_what_a_log_makes_by_itself(grade: tuple[str, str], more: dict[str, str], low: bool, tmp_path: Path) -> None:
    assert connected(two(grade, **more), tmp_path) == ([] if low else [("adult", False)])
    beside = [occurrence("O1", "01/03/2024", NELL, "VICTIM"), occurrence("O1", "01/03/2024", DEAN, "SUSPECT")]
    assert sorted(connected([*two(grade, **more), *beside], tmp_path)) == [("adult", False), ("adult", low)]


TOLD = "Nell told her youth worker that Dean Marlow hit her."


def test_a_childs_account_is_not_set_aside_by_a_grade(tmp_path: Path) -> None:
    assert connected(two(FALSE, Text=TOLD), tmp_path) == [("adult", False)]
    assert connected(two(FALSE, Text="Nell did not tell anybody anything."), tmp_path) == []
    assert connected(two(FALSE, Text="Nell was seen with Dean Marlow."), tmp_path) == []


def test_nor_in_the_patterns_of_records(tmp_path: Path) -> None:
    logs = [*two(FALSE, Text=TOLD), *(log("L2", "03/03/2024", who, FALSE, Text="Seen.") for who in (IVY, DEAN))]
    for rows, times in ((logs, 1), ([row | {"Text": "Seen."} for row in logs], 0)):
        engine = recognise(write_rows(rows, tmp_path))
        assert engine.query("SELECT * FROM pattern WHERE pattern_id = 'shared_adult'").num_rows == times
        engine.close()


@pytest.mark.parametrize(("low", "together"), [(False, [frozenset({"Nell", "Ivy", "Tom", "Una"})]), (True, [])])
def test_what_is_low_ties_no_thing_with_another(low: bool, together: list[frozenset[str]]) -> None:
    """Nell and Ivy stand with Adam, and with a car: what puts Ivy with the car is good or low."""
    touches = [
        *(touch(who, "Adam", 0, kind="adult") for who in ("Nell", "Ivy", "Una")),
        *(touch(who, "car", 0, kind="vehicle") for who in ("Nell", "Tom")),
        touch("Ivy", "car", 1, low=low, kind="vehicle"),
    ]
    assert list(dict.fromkeys(people for _, people in find_together(touches=touches, rule=RULE))) == together
