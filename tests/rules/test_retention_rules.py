"""The rules of retention do what their worked examples say, and a partnership's own periods stand in them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sightline.agreements.retention_rules import LOCAL_FILE, retention_rules
from sightline.model.errors import BadInput

TODAY = date(2026, 11, 30)
EXAMPLES = [
    pytest.param(one.rule.id, example, id=f"{one.rule.id}: {example['says']}")
    for one in retention_rules(on=TODAY)
    for example in one.rule.examples
]


@pytest.mark.parametrize(("rule_id", "example"), EXAMPLES)
def test_a_record_is_due_on_the_day_that_the_rule_says(rule_id: str, example: dict[str, Any]) -> None:
    (one,) = (each for each in retention_rules(on=TODAY) if each.rule.id == rule_id)
    found = (
        one.due_on(birth=example.get("birth"), last_record=example["last_record"])
        if one.is_about(example["kinds"])
        else None
    )
    assert found == example.get("due")


def own(root: Path, text: str) -> Path:
    (root / "rules").mkdir(exist_ok=True)
    (root / LOCAL_FILE).write_text(text, encoding="utf-8")
    return root


SAID = 'decided_by = "Invented board"\ndecided_on = 2026-11-01\nwhy = "Counsel advised so."\n'


def test_a_partnerships_own_period_is_used(tmp_path: Path) -> None:
    root = own(tmp_path, f"[childrens_social_care]\nyears = 35\n{SAID}")
    (one,) = (each for each in retention_rules(on=TODAY, root=root) if each.rule.id == "childrens_social_care")
    assert (one.years, one.due_on(birth=None, last_record=date(1990, 1, 2))) == (35, date(2025, 1, 2))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"[looked_after_child]\nyears = 20\n{SAID}", "the law says 75"),
        (f"[nothing]\nyears = 20\n{SAID}", "no rule 'nothing'"),
        ("[police_review]\nyears = 20\n", "decided_by"),
    ],
    ids=["shorter than the law", "no such rule", "nobody decided"],
)
def test_a_period_that_cannot_be_used_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        retention_rules(on=TODAY, root=own(tmp_path, text))
