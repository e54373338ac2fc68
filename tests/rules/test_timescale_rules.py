"""Each timescale does what its worked examples say."""

import dataclasses
from typing import Any

import pytest
from support.clock_stories import clocks_of, due_of

from sightline.timescales import ClockRule, load_clock_rules

RULES = load_clock_rules()
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}: {example['says']}") for rule in RULES for example in rule.rule.examples
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_of_rule(rule: ClockRule, example: dict[str, Any]) -> None:
    found = clocks_of(
        example["facts"],
        rules=[dataclasses.replace(rule, on=True)],
        as_at=example["as_at"],
        known_through=example.get("known_through", ""),
    )
    if "clocks" in example:
        assert len(found) == example["clocks"]
        return
    first = [clock for clock in found if clock["due_at"] == due_of(example["due"])]
    others = [f"{clock['due_at']} ({clock['state']})" for clock in found]
    assert len(first) == 1, (
        f"no clock is due {example['due']}; due are: {', '.join(others) or 'none, so nothing started it'}"
    )
    assert first[0]["state"] == example["state"]
    assert first[0]["rule_version"] == rule.version
