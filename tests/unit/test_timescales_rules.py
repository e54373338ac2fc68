"""Timescales as data: what they name exists, and what is wrong is said."""

import re
from typing import Any

import pytest

from sightline.ingest import list_mappings
from sightline.model.errors import OurFault
from sightline.model.nouns import Agency
from sightline.model.rules import RuleStatus
from sightline.rulebook.files import read_toml
from sightline.timescales import load_clock_rules
from sightline.timescales.build import named_facts
from sightline.timescales.rules import OWN_LAYOUTS, read_clock_rule

RULES = load_clock_rules()
# Facts that no layout gives yet: each belongs to a form or an answer in Sightline.
WAITING = {
    "told_back", "lado_told", "nrm_decided", "serious_incident_known", "serious_incident_notified",
    "rapid_review_sent", "practice_review_decided", "practice_review_published",
    "data_complaint_made", "data_complaint_acknowledged",
}  # fmt: skip
ASKED_FOR = {
    "referral_decision", "referral_acknowledged", "single_assessment", "initial_conference", "core_group",
    "review_conference_first", "review_conference_next", "return_interview_offered", "return_interview",
    "return_interview_independent", "return_interview_shared", "crime_recorded", "account_followed_up",
    "suspicion_answered", "worry_answered", "lado_referral", "nrm_referral_decision", "serious_incident_notification",
    "rapid_review", "exploitation_assessment_refresh", "told_back", "child_seen", "front_door_decision",
    "full_strategy_meeting", "police_protection", "practice_review_published",
}  # fmt: skip


def test_every_clock_that_was_asked_for_ships() -> None:
    assert {rule.id for rule in RULES} >= ASKED_FOR


def test_a_rule_counts_with_one_that_counts_by_itself_and_begins_with_the_same_facts() -> None:
    by_id = {rule.id: rule for rule in RULES}
    counted = [rule for rule in RULES if rule.counted_with]
    assert {rule.id for rule in counted} == {"return_interview_independent", "return_interview_offered"}
    for rule in counted:
        as_rule = by_id[rule.counted_with]
        assert not as_rule.counted_with and as_rule.starts == rule.starts


def test_every_fact_that_a_rule_names_is_in_a_mapping_or_waits_for_a_form() -> None:
    given = {(mapping.layout, fact.name) for mapping in list_mappings() for fact in mapping.facts}
    layouts = {layout for layout, _ in given}
    for rule in RULES:
        for fact in named_facts(rule):
            for layout in fact.layout:
                assert layout in layouts, f"{rule.id}: {layout}"
                if (layout, fact.fact) not in given:
                    assert layout in OWN_LAYOUTS and fact.fact in WAITING, f"{rule.id}: {layout} {fact.fact}"


def test_what_is_statutory_names_its_law_and_what_is_not_verified_has_a_place_for_its_owner() -> None:
    statutory = {rule.id for rule in RULES if rule.rule.status is RuleStatus.STATUTORY}
    assert statutory == {"looked_after_first_visit", "looked_after_next_visit", "police_protection"}
    official = {rule.id for rule in RULES if rule.rule.status is RuleStatus.OFFICIAL}
    assert official == {"crime_recorded", "serious_incident_notification"}
    for rule in RULES:
        table = read_toml("england", "timescales", f"{rule.id}.toml")
        if rule.rule.status is RuleStatus.UNVERIFIED:
            named = re.search(r"(seen|read|Read)\b.* \d{1,2} \w+ 20\d\d", rule.rule.authority)
            assert "confirmed_by" in table and named, rule.id


def test_local_clocks_are_off_but_for_those_of_the_partnerships_own_answers() -> None:
    off = {rule.id for rule in RULES if not rule.on}
    assert off == {"child_seen", "front_door_decision", "full_strategy_meeting", "practice_review_published"}


def test_no_rule_reads_who_a_child_is_by_origin() -> None:
    words = {"ethnicity", "religion", "nationality"}
    for rule in RULES:
        for fact in named_facts(rule):
            assert not words & {*fact.where, *fact.where_not, *fact.words, *fact.words_not}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"starts": []}, "does not say what starts"),
        ({"counts_from": "whenever"}, "'counts_from' is 'whenever'; it must be one of event, reached"),
        ({"starts": [{"layout": "a", "fact": "b", "colour": "red"}]}, "in 'starts 1', 'colour' is not a key"),
        ({"values": []}, "has no limit"),
        (
            {"values": [{"name": "limit", "effective_from": "2000-01-01", "value": {"amount": 3, "unit": "moons"}}]},
            "in a limit, 'unit' is 'moons'; it must be one of",
        ),
        (
            {"values": [{"name": "limit", "effective_from": "2000-01-01", "value": {"amount": 0, "unit": "days"}}]},
            "in a limit, 'amount' must be a whole number of at least 1",
        ),
    ],
)
def test_a_rule_that_is_not_whole_is_refused(change: dict[str, Any], says: str) -> None:
    whole = read_toml("england", "timescales", "core_group.toml")
    assert read_clock_rule(whole, where="here").answering_agency is Agency.CHILDRENS_SERVICES
    with pytest.raises(OurFault, match=says):
        read_clock_rule(whole | change, where="here")
