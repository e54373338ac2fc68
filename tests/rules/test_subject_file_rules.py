"""Each worked example of the disruption measures and of the review of working files, run; and who may do what in a file."""

from typing import Any

import pytest

from sightline.casework.subject_files.escalates import ACTION_OVERDUE, REVIEW_OVERDUE
from sightline.casework.subject_files.models import Kind
from sightline.casework.subject_files.pages.measures import CHILD
from sightline.casework.subject_files.pages.statuses import (
    BECOMES,
    ENDS,
    Status,
    is_review_day,
    may_become,
    review_rule,
)
from sightline.casework.subject_files.selectors.disruption_measures import read_measures
from sightline.escalation import Stage, read_escalation_rules, read_ladder, read_ladders
from sightline.model.calendar import end_of_day
from sightline.model.nouns import Role
from sightline.model.rules import RuleStatus as Authority
from sightline.model.visibility import Reader
from sightline.sharing import part_in_subject_files

MEASURES = read_measures()
EXAMPLES = [(name, example) for name, one in MEASURES.items() for example in one.rule.examples]


@pytest.mark.parametrize(
    ("name", "example"), EXAMPLES, ids=lambda each: each if isinstance(each, str) else each["says"]
)
def test_what_a_measure_is_for_and_how_long_it_runs(name: str, example: dict[str, Any]) -> None:
    one = MEASURES[name]
    assert one.fits(kind=example["kind"], is_child=example.get("is_child")) is example["fits"]
    if "started" in example:
        assert one.runs_too_long(started_on=example["started"], to_day=example["ends"]) is example["too_long"]
    assert not one.runs_too_long(started_on=example.get("started"), to_day=None)  # until a further order


def test_no_measure_is_based_on_repealed_law() -> None:
    assert MEASURES["criminal_behaviour_order"].basis.startswith("Sentencing Act 2020, sections 330 to 342")
    assert MEASURES["sexual_harm_prevention_order"].basis.startswith(
        "After a conviction: Sentencing Act 2020, sections 343"
    )


def test_what_nobody_read_in_the_law_itself_says_so() -> None:
    for name, one in MEASURES.items():
        if one.rule.status is Authority.STATUTORY:
            assert one.grade == "verified" and one.rule.citation, name
        elif one.rule.status is Authority.UNVERIFIED:
            assert one.rule.authority, name
        assert one.grade == "verified" or one.rule.status in (Authority.UNVERIFIED, Authority.LOCAL), name
        assert one.most is None or any("too_long" in example for example in one.rule.examples), name


def test_there_is_a_measure_for_everything_that_a_file_may_be_about_and_for_a_child_those_that_protect() -> None:
    for kind in Kind:
        assert any(one.fits(kind=kind, is_child=None) for one in MEASURES.values()), kind
    for_a_child = {name for name, one in MEASURES.items() if one.fits(kind="person", is_child=True)}
    age_not_known = {name for name, one in MEASURES.items() if one.fits(kind="person", is_child=None)}
    of_an_adult = {name for name, one in MEASURES.items() if one.fits(kind="person", is_child=False)}
    assert age_not_known == for_a_child | of_an_adult and not for_a_child & of_an_adult
    assert for_a_child == {name for name, one in MEASURES.items() if one.kinds == (CHILD,)}


@pytest.mark.parametrize("example", review_rule().examples, ids=lambda each: each["says"])
def test_when_a_file_is_looked_at_again(example: dict[str, Any]) -> None:
    assert is_review_day(decided_on=example["decided_on"], review_on=example["review_on"]) is example["taken"]
    assert not is_review_day(decided_on=example["decided_on"], review_on=None)


OVER = [one for name in (REVIEW_OVERDUE, ACTION_OVERDUE) for one in read_escalation_rules()[name].examples]


@pytest.mark.parametrize("example", OVER, ids=lambda each: each["says"])
def test_what_is_past_its_day_begins_with_the_manager(example: dict[str, Any]) -> None:
    assert end_of_day(example.get("review_on") or example["on_day"]) == example["due_at"]
    for ladder in read_ladders().values():
        begins = ladder.beginning_at(Stage(example["begins"]))
        assert all(rung.stage.rank >= Stage(example["begins"]).rank for rung in begins.rungs)
        assert begins.top is ladder.top
    assert read_ladder("police").beginning_at(Stage.TEAM_MANAGER).first is Stage.TEAM_MANAGER


def test_only_a_decision_ends_a_file_and_only_a_person_is_charged() -> None:
    assert all(set(ENDS) <= set(BECOMES[one]) for one in Status if one not in ENDS)
    assert all(BECOMES[one] == () for one in ENDS)
    assert Status.CHARGED in may_become(Status.OF_CONCERN, kind=Kind.PERSON)
    for kind in set(Kind) - {Kind.PERSON}:
        assert not {Status.CHARGED, Status.CONVICTED} & set(may_become(Status.UNDER_INVESTIGATION, kind=kind))
    # Nobody is of concern who was not first named in records, and nobody is charged who was not of concern.
    assert Status.CHARGED not in may_become(Status.NAMED, kind=Kind.PERSON)


def test_who_has_which_part_in_working_files() -> None:
    parts = {role: part_in_subject_files(reader=Reader("somebody", role, "")) for role in Role}
    assert {role for role, part in parts.items() if part == "decides"} == {
        Role.ANALYST, Role.MANAGER, Role.SENIOR_OFFICER, Role.INFORMATION_GOVERNANCE,
    }  # fmt: skip
    assert {role for role, part in parts.items() if part == "none"} == {
        Role.SCHOOL_LEAD, Role.PARTNERSHIP_EXECUTIVE, Role.ELECTED_MEMBER, Role.OPERATOR,
    }  # fmt: skip
    assert parts[Role.PRACTITIONER] == "own"
