"""The rules of unusual reading do what their worked examples say."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from sightline.model.nouns import Role
from sightline.model.when import moment
from sightline.rulebook.calendar import read_calendar
from sightline.rulebook.rules import load_rules
from sightline.sharing.reading_rules import ANSWER, FINDERS, FOLDER, OpenedPerson, ReaderDay, find_unusual, most_days

RULES = {rule.id: rule for rule in load_rules(*FOLDER)}
DAY = date(2026, 11, 25)  # a Wednesday
EXAMPLES = [
    pytest.param(rule_id, example, id=f"{rule_id}: {example['says']}")
    for rule_id in FINDERS
    for example in RULES[rule_id].examples
]


def opened_on(day: date, number: int, says: dict[str, Any], *, hour: int = 10, of: str = "") -> list[OpenedPerson]:
    """So many people whom the account opened on a day, as an example says."""
    return [
        OpenedPerson(
            person_id=f"{of or day.isoformat()} {one}",
            at=moment(day, time(hour, one)),
            row=one,
            in_work=says.get("in_work", False),
            in_news=says.get("in_news", False),
            surnames=frozenset({"vale" if says.get("same_name") else f"{day} {one}"}),
            homes=frozenset({f"home {one % says.get('homes', 1)}"}),
            streets=frozenset({"kiln lane" if says.get("same_street") else f"{day} {one}"}),
        )
        for one in range(number)
    ]


def reader_of(says: dict[str, Any]) -> ReaderDay:
    """The account of an example, on its day."""
    opened: list[OpenedPerson] = []
    for ago in range(56, 0, -1):
        day = DAY - timedelta(days=ago)
        if read_calendar().is_working_day(day):
            opened += opened_on(day, says.get("usual", 0), {})
            opened += opened_on(day, 1, {"in_work": True}, of="own")
    for week in range(says.get("nights", 0)):
        opened += opened_on(DAY - timedelta(days=2 + 5 * week), 1, {}, hour=23)
    opened += opened_on(DAY, says["today"], says, hour=says.get("hour", 10), of="today")
    leaves_in = says.get("leaves_in")
    return ReaderDay(
        role=Role(says.get("role", "practitioner")),
        day=DAY,
        opened=sorted(opened, key=lambda one: one.at),
        every_child=says.get("every_child", False),
        leaves_on=DAY + timedelta(days=leaves_in) if leaves_in else None,
        on_duty=says.get("on_duty", False),
    )


@pytest.mark.parametrize(("rule_id", "says"), EXAMPLES)
def test_example(rule_id: str, says: dict[str, Any]) -> None:
    found = {one.rule_id for one in find_unusual(reader_of(says))}
    assert (rule_id in found) is says["expected"]


@pytest.mark.parametrize("says", RULES[ANSWER].examples, ids=lambda says: str(says["says"]))
def test_who_answers_until_when(says: dict[str, Any]) -> None:
    days = RULES[ANSWER].value_at(f"{says['part']}_working_days", says["asked_on"])
    assert read_calendar().add_working_days(says["asked_on"], int(days)) == says["expected"]


def test_a_rule_asks_about_an_account_once_in_its_quiet_days() -> None:
    reader = reader_of({"today": 9, "usual": 1})
    asked = {"many_children": DAY - timedelta(days=13)}
    assert [one.rule_id for one in find_unusual(reader, asked_on=asked)] == []
    asked = {"many_children": DAY - timedelta(days=14)}
    assert [one.rule_id for one in find_unusual(reader, asked_on=asked)] == ["many_children"]


def test_the_rows_behind_a_finding_are_those_of_children_outside_the_work() -> None:
    own = opened_on(DAY, 3, {"in_work": True}, hour=9, of="own work")
    reader = reader_of({"today": 9, "usual": 1})
    (found,) = find_unusual(ReaderDay(reader.role, DAY, [*own, *reader.opened]))
    assert found.rows == tuple(range(9)) and found.counts == {"children": 9, "usual": 1}


def test_every_rule_has_a_finder_and_every_finder_a_rule() -> None:
    assert set(RULES) == {*FINDERS, ANSWER}
    assert most_days() == 56 + 14
