"""The rule of blind questions does what its worked examples say."""

from typing import Any

import pytest

from sightline.model.nouns import Role
from sightline.rulebook.rules import load_rules
from sightline.sharing.blind_questions import NAME, asks_blindly
from sightline.sharing.need_to_know import FOLDER
from sightline.sharing.roles import role_rules

(RULE,) = (rule for rule in load_rules(*FOLDER) if rule.id == NAME)


@pytest.mark.parametrize("example", [pytest.param(example, id=example["says"]) for example in RULE.examples])
def test_example(example: dict[str, Any]) -> None:
    assert asks_blindly(role=Role(example["role"])) is example["expected"]


def test_whoever_asks_opens_people() -> None:
    assert all(role_rules()[role].people for role in role_rules() if asks_blindly(role=role))
