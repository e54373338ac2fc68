"""The rules of accounts do what their worked examples say."""

from datetime import date
from typing import Any

import pytest

from sightline.rulebook.rules import load_rules
from sightline.sharing.accounts import FOLDER, needs_two_people, state_of_confirmation, wait_of_pair

RULES = {rule.id: rule for rule in load_rules(*FOLDER)}
DAY = date(2026, 11, 28)


def examples(rule_id: str) -> list[Any]:
    return [pytest.param(example, id=example["says"]) for example in RULES[rule_id].examples]


@pytest.mark.parametrize("example", examples("privileged_roles"))
def test_two_people(example: dict[str, Any]) -> None:
    assert needs_two_people(role=example["role"]) is example["expected"]


@pytest.mark.parametrize("example", examples("account_confirmation"))
def test_confirmation(example: dict[str, Any]) -> None:
    assert state_of_confirmation(confirmed_on=example["confirmed_on"], on=example["on"]) == example["expected"]


@pytest.mark.parametrize("example", examples("sign_in_tries"))
def test_waiting(example: dict[str, Any]) -> None:
    assert wait_of_pair(failures=example["failures"], on=DAY) == example["expected"]
