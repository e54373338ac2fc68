"""The rule of two officers does what its worked example says, and names rotas that there are."""

from typing import Any

import pytest

from sightline.casework.posts.duty import ladders_with_rota
from sightline.rulebook.rules import load_rules
from sightline.sharing.need_to_know import FOLDER
from sightline.sharing.two_officers import NAME, officer_minutes_end, read_two_officers

(RULE,) = (rule for rule in load_rules(*FOLDER) if rule.id == NAME)


@pytest.mark.parametrize("example", [pytest.param(example, id=example["says"]) for example in RULE.examples])
def test_example(example: dict[str, Any]) -> None:
    assert officer_minutes_end(since=example["asked_at"], name="confirm_minutes") == example["confirm_by"]


def test_its_rotas_are_there() -> None:
    assert set(read_two_officers().ladders) <= set(ladders_with_rota())
