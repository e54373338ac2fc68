"""The rules of papers before real data do what their worked examples say."""

from typing import Any

import pytest

from sightline.papers.requirements import erasure_papers, missing_for_erasure, missing_papers, paper_rules

EXAMPLES = [
    pytest.param(rule.id, example, id=f"{rule.id}: {example['says']}")
    for rule in (*paper_rules(), *erasure_papers())
    for example in rule.examples
]


@pytest.mark.parametrize(("paper_id", "example"), EXAMPLES)
def test_a_paper_is_missing_until_it_is_recorded(paper_id: str, example: dict[str, Any]) -> None:
    needed = missing_papers(example["recorded"]) + missing_for_erasure(example["recorded"])
    missing = {rule.id for rule in needed}
    assert (paper_id in missing) is example["missing"]


def test_every_paper_of_the_contract_is_asked_for() -> None:
    assert [rule.id for rule in paper_rules()] == [
        "caldicott_sign_off", "dpia", "joint_controllers", "police_other_purposes", "policy_documents",
        "processor_contracts",
    ]  # fmt: skip
