"""The visibility rule does what its worked examples say."""

from dataclasses import replace
from typing import Any

import pytest

from sightline.model.nouns import Role
from sightline.model.visibility import OwnRecords, Reader, Visibility
from sightline.rulebook.rules import load_rules
from sightline.sharing import can_see

(RULE,) = load_rules("sharing")


@pytest.mark.parametrize("example", [pytest.param(example, id=example["says"]) for example in RULE.examples])
def test_example(example: dict[str, Any]) -> None:
    written = example["reader"]
    reader = Reader("somebody", Role(written["role"]), written.get("agency", ""), written.get("organisation", ""))
    if "own" in written:
        reader = replace(reader, own=OwnRecords(tuple(written["own"])))
    item = Visibility(
        example["item"]["agency"],
        example["item"].get("organisation", example["item"]["agency"]),
        example["item"]["layout"],
        example["item"].get("restricted", False),
        tuple(example["item"].get("markings", ())),
    )
    assert can_see(reader=reader, item=item) is example["expected"]
