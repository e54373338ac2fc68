"""Whole stories: a child's clocks are the same alone as among others, and more facts never make a clock start later."""

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.clock_stories import clocks_of

from sightline.timescales import build, load_clock_rules

RULES = [dataclasses.replace(rule, on=True) for rule in load_clock_rules()]
NAMED = frozenset((layout, fact.fact) for rule in RULES for fact in build.named_facts(rule) for layout in fact.layout)
AS_AT = date(2025, 9, 1)
KINDS = (
    ("childrens_services_events", "event", "REFERRAL"), ("childrens_services_events", "event", "ICPC"),
    ("childrens_services_events", "event", "STRATEGY DISCUSSION"), ("childrens_services_events", "event", "S47 START"),
    ("childrens_services_events", "event", "VISIT"), ("childrens_services_events", "event", "PLACEMENT START"),
    ("childrens_services_events", "event", "REVIEW CONFERENCE"), ("childrens_services_events", "event", "PLAN END"),
    ("childrens_services_events", "event", "ASSESSMENT END"), ("police_missing", "found", ""),
    ("return_interviews", "interview", ""), ("mace_tracker", "meeting", ""), ("sightline_concerns", "concern", "concern"),
)  # fmt: skip
days = st.integers(0, 700).map(lambda number: (date(2024, 1, 1) + timedelta(days=number)).isoformat())
marks = st.fixed_dictionaries({name: st.sampled_from(("yes", "no")) for name in ("suspicion", "account", "referral")})
facts = st.tuples(st.sampled_from(KINDS), days, st.sampled_from(("", "T10:00", "T16:59")), marks)
# Not the state: until when an agency is known is told by all of its records together.
COMPARED = ("rule_id", "person_id", "record_id", "started_at", "due_at", "stopped_at", "backlog", "clock_id")


def story(child: str, told: list[Any]) -> list[dict[str, Any]]:
    return [
        {"layout": layout, "fact": fact, "type": kind, "at": day + clock, "recorded": day + (clock or "T09:00"),
         "row": f"{child}-{place}", "child": child, "misper": f"M-{child}-{place}", "details": said}
        for place, ((layout, fact, kind), day, clock, said) in enumerate(told)
    ]  # fmt: skip


def found(facts: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
    rows = clocks_of(facts, rules=RULES, as_at=AS_AT)
    return {tuple(row[name] for name in COMPARED) for row in rows}


@settings(max_examples=5, deadline=None)
@given(st.lists(st.lists(facts, max_size=6, unique_by=lambda one: one[:3]), min_size=2, max_size=3))
def test_a_childs_clocks_are_the_same_alone_as_among_others(told: list[list[Any]]) -> None:
    stories = [story(f"child{place}", one) for place, one in enumerate(told)]
    together = found([fact for one in stories for fact in one])
    assert together == set().union(*(found(one) for one in stories))


@settings(max_examples=5, deadline=None)
@given(st.lists(facts, max_size=6, unique_by=lambda one: one[:3]))
def test_to_leave_out_what_was_not_told_changes_nothing(told: list[Any]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "_read_stated", lambda engine: NAMED)
        everything = found(story("child", told))
    assert found(story("child", told)) == everything


@settings(max_examples=5, deadline=None)
@given(st.lists(facts, min_size=1, max_size=6, unique_by=lambda one: one[:3]), days)
def test_a_later_answer_never_undoes_an_earlier_one(told: list[Any], at: str) -> None:
    before = clocks_of(story("child", told), rules=RULES, as_at=AS_AT)
    more = story("child", told)
    more.append({"layout": "childrens_services_events", "fact": "event", "type": "CLOSURE", "at": at, "row": "last",
                 "child": "child", "recorded": at})  # fmt: skip
    after = {row["clock_id"]: row for row in clocks_of(more, rules=RULES, as_at=AS_AT)}
    for row in before:
        now = after[row["clock_id"]]
        assert (now["started_at"], now["due_at"]) == (row["started_at"], row["due_at"])
        if row["stopped_at"]:
            assert now["stopped_at"] and now["stopped_at"] <= row["stopped_at"]
