"""The rule of insiders does what its worked examples say: which details of a declaration and of records are the same."""

from typing import Any

import pytest

from sightline.casework.insiders.details import declared_details, recorded_details
from sightline.casework.insiders.pages import DetailKind
from sightline.rulebook.rules import load_rules
from sightline.sharing.insiders import NAME, read_insiders
from sightline.sharing.need_to_know import FOLDER

(RULE,) = (rule for rule in load_rules(*FOLDER) if rule.id == NAME)


@pytest.mark.parametrize("example", [pytest.param(example, id=example["says"]) for example in RULE.examples])
def test_example(example: dict[str, Any]) -> None:
    declared = declared_details(**{"name": "", "address": "", "phone": "", **example["declared"]})
    recorded = recorded_details([(what, value) for what, value in example["recorded"]])
    assert sorted({kind for kind, _ in recorded & set(declared)}) == example["expected"]


def test_an_action_leaves_the_line_by_details_that_are_compared() -> None:
    assert read_insiders().leaves_line <= set(DetailKind)
