"""Every example of every pattern, through the files that an agency would send."""

from pathlib import Path
from typing import Any

import pytest
from support.patterned import AS_AT, recognise, told, write_rows

from sightline.patterns import read_patterns
from sightline.patterns.build import FINDERS

PATTERNS = read_patterns(day=AS_AT)
EXAMPLES = [(pattern.id, example) for pattern in PATTERNS for example in pattern.rule.examples]


@pytest.mark.parametrize(("pattern_id", "example"), EXAMPLES, ids=[f"{name}: {one['says']}" for name, one in EXAMPLES])
def test_the_example_is_as_the_rule_says(pattern_id: str, example: dict[str, Any], tmp_path: Path) -> None:
    engine = recognise(write_rows(example["rows"], tmp_path))
    found = [row["first_true_on"] for row in told(engine, pattern_id)]
    engine.close()
    assert found == ([] if example.get("never") else [example["true_on"].isoformat()])


def test_every_rule_is_looked_for_and_has_an_example_of_each_kind() -> None:
    assert {pattern.of for pattern in PATTERNS} == {*FINDERS, "group"}
    for pattern in PATTERNS:
        assert {bool(one.get("never")) for one in pattern.rule.examples} == {True, False}, pattern.id
