"""The questions of the audit log, as the rule's examples say."""

from typing import Any

import pytest

from sightline.sharing.audit_questions import read_saved_questions


@pytest.mark.parametrize("example", read_saved_questions().examples, ids=lambda one: one["says"])
def test_a_saved_question_asks_what_its_example_says(example: dict[str, Any]) -> None:
    (question,) = [one for one in read_saved_questions().questions if one.label == example["question"]]
    assert question.asked_on(example["on"]) == example["expected"]
