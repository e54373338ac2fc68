"""Each question is asked, or not, as the worked examples of its rule say."""

from datetime import date, timedelta
from typing import Any

import pytest
from support.curious import CHILD, ask

from sightline.curiosity import read_questions
from sightline.model.rules import RuleStatus
from sightline.rulebook.rules import load_rules

DAY = date(2024, 6, 1)
QUESTIONS = read_questions(day=DAY)
EXAMPLES = [
    pytest.param(question.id, example, id=f"{question.id}: {example['says']}")
    for question in QUESTIONS
    for example in question.rule.examples
]


@pytest.mark.parametrize(("rule_id", "example"), EXAMPLES)
def test_example_of_rule(rule_id: str, example: dict[str, Any]) -> None:
    asked = [one for one in ask(example["rows"], as_at=example["as_at"], rule_id=rule_id) if one["person_id"] == CHILD]
    assert len(asked) == int(example["asked"])
    if "raised_on" in example:
        assert asked[0]["raised_on"] == example["raised_on"]


def test_each_rule_has_an_example_that_asks_and_one_that_does_not() -> None:
    for question in QUESTIONS:
        assert {example["asked"] for example in question.rule.examples} == {True, False}, question.id


def test_no_rule_claims_the_law() -> None:
    """What to be curious about is the partnership's own decision."""
    assert {rule.status for rule in load_rules("england", "curiosity")} == {RuleStatus.LOCAL}


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.id for question in QUESTIONS])
def test_a_question_asks_and_does_not_label(question: Any) -> None:
    assert question.asks.endswith("?")
    for word in ("disguised", "compliance", "optimism", "fail", "hostile", "manipulat", "non-engag", "refus"):
        assert word not in question.asks.lower()


@pytest.mark.parametrize(
    ("rule_id", "example"),
    [pytest.param(*one.values, id=one.id) for one in EXAMPLES if "raised_on" in one.values[1]],  # type: ignore[union-attr]
)
def test_it_is_asked_from_that_day_on_and_not_the_day_before(rule_id: str, example: dict[str, Any]) -> None:
    on = example["raised_on"]
    for as_at, asked in ((on, 1), (on - timedelta(days=1), 0)):
        found = [one for one in ask(example["rows"], as_at=as_at, rule_id=rule_id) if one["person_id"] == CHILD]
        assert len(found) == asked
