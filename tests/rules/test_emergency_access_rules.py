"""The rule of emergency access does what its worked examples say, and pages offer what it lists."""

from typing import Any

import pytest

from sightline.casework.emergency_access.pages import PURPOSES
from sightline.rulebook.rules import load_rules
from sightline.sharing.emergency_access import NAME, emergency_until, opens_in_emergency, read_emergency_access
from sightline.sharing.need_to_know import FOLDER
from sightline.sharing.roles import role_rules

(RULE,) = (rule for rule in load_rules(*FOLDER) if rule.id == NAME)


@pytest.mark.parametrize("example", [pytest.param(example, id=example["says"]) for example in RULE.examples])
def test_example(example: dict[str, Any]) -> None:
    assert emergency_until(opened_at=example["opened_at"]) == example["until_at"]


def test_pages_offer_the_purposes_of_the_rule() -> None:
    assert list(PURPOSES) == list(read_emergency_access().purposes)


def test_only_roles_that_open_people_and_not_every_restricted_record_use_it() -> None:
    using = {role for role in role_rules() if opens_in_emergency(role=role)}
    assert {str(role) for role in using} == {"practitioner", "school_lead", "manager", "senior_officer"}
    assert all(role_rules()[role].people and role_rules()[role].restricted != "all" for role in using)
