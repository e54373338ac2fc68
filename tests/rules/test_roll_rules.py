"""Rules of rolls do what their worked examples say: which rows are records, and what opens which of the others."""

from datetime import date, timedelta
from typing import Any

import pytest

from sightline.rulebook.rules import load_rules
from sightline.sealing import requests, tiers, triggers
from sightline.sealing.requests import ask_rows, stands_until
from sightline.sealing.tiers import CAREFUL, tier_rule
from sightline.sealing.triggers import RecordSeen, RollWindow, list_triggers

MONDAYS = [date(2026, 1, 5) + timedelta(weeks=number) for number in range(30)]
TIERS = [(rule.id, example) for rule in load_rules(*tiers.FOLDER) for example in rule.examples]
ASKED = [example for rule in load_rules(*requests.FOLDER) for example in rule.examples]
TRIGGERS = [(rule.id, example) for rule in load_rules(*triggers.FOLDER) for example in rule.examples]


@pytest.mark.parametrize(("layout", "example"), TIERS, ids=[example["says"] for _, example in TIERS])
def test_tier(layout: str, example: dict[str, Any]) -> None:
    not_mapped = example.get("not_mapped", ())
    signs = {example["cells"][name] for name in example.get("signs", ())}
    is_record = tier_rule(layout).is_record(
        {name: cell for name, cell in example["cells"].items() if name not in not_mapped},
        unmapped=[example["cells"][name] for name in not_mapped],
        is_marked=example.get("marked", False),
        says_no=lambda cell: cell == "N",
        reads_as_sign=lambda text: text in signs,
    )
    assert ("record" if is_record else "roll") == example["expected"]


def test_a_layout_without_a_rule_is_read_with_care() -> None:
    assert tier_rule("some_register") is CAREFUL
    asked = {"is_marked": False, "says_no": lambda _cell: False, "reads_as_sign": lambda _text: False}
    assert [CAREFUL.is_record({name: "x"}, **asked) for name in ("text", "childs_words", "marks")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(("name", "example"), TRIGGERS, ids=[example["says"] for _, example in TRIGGERS])
def test_trigger(name: str, example: dict[str, Any]) -> None:
    (trigger,) = (one for one in list_triggers() if one.id == name)
    records = [
        RecordSeen(
            f"record {number}", one["agency"], one["layout"], one["kind"], one.get("slot", "subject"), one["on"],
            (one["sign"],) if "sign" in one else (),
        )
        for number, one in enumerate(example["records"])
    ]  # fmt: skip
    for order in (records, records[::-1]):
        met = trigger.find_met(order)
        assert (met.met_on if met else None) == example.get("expected")
        if met:
            assert len(met.records) == trigger.rule.different_agencies


@pytest.mark.parametrize("example", ASKED, ids=[example["says"] for example in ASKED])
def test_asked(example: dict[str, Any]) -> None:
    assert (example["on"] < stands_until(example["asked"])) is example["expected"]


def test_what_a_person_asks_for_has_the_windows_of_a_rule_and_no_record_meets_it() -> None:
    one = ask_rows(mention_id="m", entry_id="e", asked_on=date(2026, 3, 4))
    assert (one.met.asked, one.met.records, one.trigger.id) == ("e", (), "named_person")
    assert one.trigger.rule.windows["school_attendance"].first_day(one.met.met_on) == date(2025, 3, 3)
    assert one.trigger not in list_triggers()


def test_a_trigger_is_met_when_enough_agencies_have_a_record_and_names_the_first_of_each() -> None:
    (two,) = (one for one in list_triggers() if one.id == "two_agencies")
    seen = [
        RecordSeen(name, agency, "any", "any", "subject", date(2026, 3, day))
        for name, agency, day in (("a", "police", 1), ("b", "police", 2), ("c", "housing", 5), ("d", "school", 9))
    ]
    assert two.find_met(seen) == (date(2026, 3, 5), ("a", "c"), "")


@pytest.mark.parametrize(
    ("window", "first"),
    [
        (RollWindow(weeks=10), MONDAYS[10]),
        (RollWindow(weeks=99), MONDAYS[0]),
        (RollWindow(days=14), MONDAYS[18]),
        (RollWindow(all=True), MONDAYS[0]),
    ],
    ids=["ten weeks", "more weeks than there are", "days", "all"],
)
def test_a_window_opens_what_came_before_the_trigger_and_all_that_follows(window: RollWindow, first: date) -> None:
    rows = [(day, str(day)) for day in MONDAYS]
    opened = window.choose([*rows, (None, "without a day")], met_on=MONDAYS[20])
    assert opened == [str(day) for day in MONDAYS if day >= first] + ["without a day"]


def test_weeks_are_counted_by_the_calendar_and_nothing_of_an_adult_is_opened() -> None:
    rows = [(day, str(day)) for day in (date(2015, 6, 8), date(2025, 2, 24), date(2025, 3, 3), date(2026, 3, 2))]
    window = RollWindow(weeks=52)
    assert window.first_day(date(2026, 3, 5)) == date(2025, 3, 3), "a week begins on its Monday"
    assert window.choose(rows, met_on=date(2026, 3, 5)) == ["2025-03-03", "2026-03-02"]
    assert window.choose(rows, met_on=date(2026, 3, 5), adult_on=date(2026, 3, 2)) == ["2025-03-03"]


@pytest.mark.parametrize("said", [{}, {"days": 3, "all": True}])
def test_a_window_says_one_thing(said: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="one of"):
        RollWindow(**said)
