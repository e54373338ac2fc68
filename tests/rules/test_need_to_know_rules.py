"""The rule of need to know does what its worked examples say, and what a table says that was written apart from it."""

from itertools import combinations
from typing import Any

import pytest

from sightline.casework.access.pages.entry_kinds import EVERY_PURPOSE
from sightline.model.nouns import Role
from sightline.rulebook.rules import load_rules
from sightline.sharing.need_to_know import (
    FOLDER,
    NAME,
    AccessReason,
    Ground,
    depth_of,
    needs_reason,
    opened_by,
    read_need_to_know,
)

(RULE,) = (rule for rule in load_rules(*FOLDER) if rule.id == NAME)
# Written from the partnership's contract on need to know, not from the rule: who opens what by each reason alone.
WORKING = ("practitioner", "school_lead", "manager", "senior_officer", "analyst", "reviewer")
COUNTS, LOOKS_AFTER = ("partnership_executive", "elected_member", "operator"), ("information_governance",)
OPENS = ("assigned", "allocated", "managed", "answers", "received", "invited", "number", "needed", "own record")
OPENS_NOTHING = ("enrolled", "wrote")
ORDER = ("none", "who knows", "records", "every child")


def expected(role: str, reasons: tuple[str, ...]) -> str:
    if role in COUNTS:
        return "none"
    if role in LOOKS_AFTER:
        return "every child"
    best = "none"
    for reason in reasons:
        given = "none"
        if reason in OPENS:
            given = "records"
        elif reason == "purpose":
            given = "who knows"
        elif reason == "analysis" and role in ("analyst", "reviewer"):
            given = "every child"
        best = max(best, given, key=ORDER.index)
    return best


@pytest.mark.parametrize("example", [pytest.param(example, id=example["says"]) for example in RULE.examples])
def test_example(example: dict[str, Any]) -> None:
    reasons = [AccessReason(one) for one in example["reasons"]]
    assert depth_of(role=Role(example["role"]), reasons=reasons) == example["expected"]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_with_every_two_reasons_opens_what_the_table_says(role: Role) -> None:
    for reasons in [(), *((one,) for one in AccessReason), *combinations(AccessReason, 2)]:
        assert depth_of(role=role, reasons=reasons) == expected(role, tuple(map(str, reasons))), (role, reasons)
    assert needs_reason(role=role) == (role in WORKING)


def test_every_reason_is_in_the_table() -> None:
    assert set(AccessReason) == {*OPENS, *OPENS_NOTHING, "purpose", "analysis"}


def test_a_ground_opens_its_children_until_its_last_moment_and_never_by_purpose_alone() -> None:
    at, before, after = "2026-12-01T09:00:00Z", "2026-12-01T08:59:59Z", "2026-12-01T09:00:01Z"
    grounds = [
        Ground(AccessReason.ASSIGNED, ("b",)),
        Ground(AccessReason.NEEDED, ("a",), at),
        Ground(AccessReason.PURPOSE, ("c",)),
        Ground(AccessReason.WROTE, ("d",)),
    ]
    opened = {moment: opened_by(role=Role.PRACTITIONER, grounds=grounds, at=moment) for moment in (before, at, after)}
    assert opened == {before: ("a", "b"), at: ("a", "b"), after: ("b",)}


def test_a_task_of_analysts_opens_every_child_to_analysts_alone_and_ends() -> None:
    task = [Ground(AccessReason.ANALYSIS, (), "2026-12-01T23:59:59Z")]
    assert opened_by(role=Role.ANALYST, grounds=task, at="2026-12-01T12:00:00Z") is None
    assert opened_by(role=Role.ANALYST, grounds=task, at="2026-12-02T12:00:00Z") == ()
    assert opened_by(role=Role.PRACTITIONER, grounds=task, at="2026-12-01T12:00:00Z") == ()


def test_pages_offer_the_purposes_of_the_rule() -> None:
    assert list(EVERY_PURPOSE) == list(read_need_to_know().purposes)
