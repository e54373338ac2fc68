"""Small stories, and what is asked of them: dates and what was known, who may be asked about, and what answers."""

from datetime import date, timedelta
from typing import Any

import pytest
from support.curious import CHILD, ask, tell

from sightline import curiosity
from sightline.model.ids import make_id
from sightline.model.when import years_on

EVENTS = "childrens_services_events"
DAY = date(2024, 12, 1)
BACK = {"kind": "police_missing", "on": "2024-03-04", "number": "M24-1"}
WITHOUT = "episode_without_interview"
NFA = "three_nfa_never_read_together"
FOUR = "four_agencies_no_discussion"


def nfa(on: str, **more: Any) -> dict[str, Any]:
    return {"kind": f"{EVENTS}/contact", "fact": "decision", "on": on, "says": {"outcome": "NFA"}, **more}


def event(kind: str, on: str, **more: Any) -> dict[str, Any]:
    return {"kind": f"{EVENTS}/{kind}", "on": on, **more}


def rules_asked(lines: list[dict[str, Any]], as_at: date = DAY) -> set[str]:
    return {one["rule_id"] for one in ask(lines, as_at=as_at)}


THREE = [nfa("2024-02-06"), nfa("2024-05-20"), nfa("2024-09-02")]


# When ----------------------------------------------------------------------------------------------------------


def test_it_is_raised_when_its_last_record_was_known_not_when_it_happened() -> None:
    late = [*THREE[:2], nfa("2024-09-02", known="2024-11-04")]
    assert [one["raised_on"] for one in ask(late, as_at=DAY, rule_id=NFA)] == [date(2024, 11, 4)]
    assert ask(late, as_at=date(2024, 11, 3), rule_id=NFA) == []


@pytest.mark.parametrize("precision", ["month", "approximate", "unknown"])
def test_a_coarse_date_raises_nothing_that_counts_days(precision: str) -> None:
    assert ask([BACK | {"precision": precision}], as_at=DAY, rule_id=WITHOUT) == []
    assert ask([*THREE[:2], nfa("2024-09-01", precision=precision)], as_at=DAY, rule_id=NFA) == []


@pytest.mark.parametrize(("precision", "asked"), [("month", 0), ("approximate", 1), ("unknown", 1)])
def test_an_answer_dated_to_the_month_counts_to_its_end_and_a_vaguer_one_not_at_all(precision: str, asked: int) -> None:
    talk = {"kind": "return_interviews", "on": "2024-03-01", "precision": precision}
    assert len(ask([BACK, talk], as_at=DAY, rule_id=WITHOUT)) == asked


def test_an_answer_from_before_is_no_answer() -> None:
    talk = {"kind": "return_interviews", "on": "2024-03-03"}
    assert len(ask([BACK, talk], as_at=DAY, rule_id=WITHOUT)) == 1


def test_what_was_answered_once_can_be_asked_again_of_later_records() -> None:
    met = event("strategy discussion", "2024-09-03")
    again = [nfa("2024-09-10"), nfa("2024-10-01"), nfa("2024-11-01")]
    assert ask([*THREE, met], as_at=DAY, rule_id=NFA) == []
    (one,) = ask([*THREE, met, *again], as_at=DAY, rule_id=NFA)
    assert one["raised_on"] == date(2024, 11, 1)


def test_a_second_year_is_a_question_of_its_own_and_leaves_the_first_as_it_was() -> None:
    (first,) = ask(THREE, as_at=DAY, rule_id=NFA)
    more = [nfa("2025-03-01"), nfa("2025-05-01"), nfa("2025-07-01")]
    both = ask([*THREE, *more], as_at=date(2025, 12, 1), rule_id=NFA)
    assert len(both) == 2
    assert first["question_id"] in {one["question_id"] for one in both}


def test_a_fourth_contact_in_the_year_does_not_ask_anew() -> None:
    (three,) = ask(THREE, as_at=DAY, rule_id=NFA)
    (four,) = ask([*THREE, nfa("2024-11-01")], as_at=DAY, rule_id=NFA)
    assert (four["question_id"], four["basis"]) == (three["question_id"], three["basis"])


def test_a_row_that_left_the_extract_still_asks_and_a_superseded_one_does_not() -> None:
    assert len(ask([BACK | {"standing": "not_in_extract"}], as_at=DAY, rule_id=WITHOUT)) == 1
    assert ask([BACK | {"standing": "superseded"}], as_at=DAY, rule_id=WITHOUT) == []


# Of whom -------------------------------------------------------------------------------------------------------


def test_no_question_ends_because_a_child_turns_18() -> None:
    back = BACK | {"born": "2006-03-05"}  # 18 the day after
    assert len(ask([back], as_at=DAY, rule_id=WITHOUT)) == 1
    assert ask([back | {"born": "2006-03-04"}], as_at=DAY, rule_id=WITHOUT) == []


def test_without_a_birth_date_who_is_the_subject_of_a_childs_record_is_a_child() -> None:
    assert len(ask([BACK | {"born": None}], as_at=DAY, rule_id=WITHOUT)) == 1
    named = {"kind": "police_occurrences/assault", "on": "2024-03-04", "role": "VICTIM", "born": None}
    assert ask([named], as_at=DAY, rule_id="victim_without_outcome") == []


@pytest.mark.parametrize(
    ("day", "years"), [(date(2026, 2, 28), 17), (date(2026, 3, 1), 18), (date(2028, 2, 29), 20), (date(2008, 2, 29), 0)]
)
def test_whoever_was_born_on_29_february_is_a_year_older_on_1_march(day: date, years: int) -> None:
    assert years_on(born=date(2008, 2, 29), day=day) == years


# Restricted, sealed, protected -----------------------------------------------------------------------------------

WORRIES = [
    {"kind": "police_missing", "fact": "missing", "on": "2024-01-05"},
    {"kind": "school_concerns", "on": "2024-02-10"},
    event("contact", "2024-03-01"),
]
CLINIC = {"kind": "health_attendances/sexual health", "on": "2024-04-02", "says": {"safeguarding_concern": "yes"},
          "restricted": True, "record": "the clinic's"}  # fmt: skip
YOUTH = {"kind": "youth_service_contacts", "on": "2024-06-01", "record": "the youth worker's"}


def test_a_question_rests_on_a_restricted_record_only_where_it_cannot_stand_without() -> None:
    (needs_it,) = ask([*WORRIES, CLINIC], as_at=DAY, rule_id=FOUR)
    assert "the clinic's" in needs_it["basis"]
    (stands_without,) = ask([*WORRIES, CLINIC, YOUTH], as_at=DAY, rule_id=FOUR)
    assert "the clinic's" not in stands_without["basis"]
    assert "the youth worker's" in stands_without["basis"]


def test_every_record_of_the_basis_carries_what_the_filter_reads() -> None:
    engine = tell([*WORRIES, CLINIC])
    curiosity.build(engine=engine, as_at=DAY)
    rows = engine.query(
        "SELECT unanswered_basis.record_id, layout, restricted FROM unanswered_basis JOIN unanswered ON question_id = conclusion_id "
        f"WHERE rule_id = '{FOUR}' ORDER BY 1"
    ).to_pylist()
    assert [row["restricted"] for row in rows] == [row["record_id"] == "the clinic's" for row in rows]
    assert len(rows) == 4


def test_a_sealed_identity_raises_nothing_and_answers_nothing() -> None:
    assert ask([BACK | {"sealed": True}], as_at=DAY, rule_id=WITHOUT) == []
    talk = {"kind": "return_interviews", "on": "2024-03-06", "sealed": True}
    assert len(ask([BACK, talk], as_at=DAY, rule_id=WITHOUT)) == 1


def test_an_answer_that_is_restricted_answers_too() -> None:
    talk = {"kind": "return_interviews", "on": "2024-03-06", "restricted": True}
    assert ask([BACK, talk], as_at=DAY, rule_id=WITHOUT) == []


def test_questions_that_need_a_restricted_record_stand_in_a_line_of_their_own() -> None:
    secret = BACK | {"on": "2024-02-01", "number": "M24-0", "restricted": True}
    places = {
        (one["record_id"], one["place_of_child"])
        for one in ask([secret | {"record": "s"}, BACK | {"record": "o"}], as_at=DAY)
    }
    assert {("s", 1), ("o", 1)} <= places


def test_a_restricted_record_gives_nobody_the_workers_name() -> None:
    visits = [event("visit", "2024-02-01", says={"worker": "A. Plain"}),
              event("visit", "2024-11-01", says={"worker": "B. Hidden"}, restricted=True)]  # fmt: skip
    (one,) = ask([BACK, *visits], as_at=DAY, rule_id=WITHOUT)
    assert (one["agency"], one["worker"]) == ("childrens_services", "A. Plain")


def test_where_any_address_of_the_child_is_protected_no_home_is_asked_about() -> None:
    homes = [{"kind": "school_concerns", "on": "2024-03-04", "postcode": "ZZ1 1AA"},
             {"kind": "health_attendances/gp", "on": "2024-04-08", "postcode": "ZZ2 2BB"}]  # fmt: skip
    refuge = event("case note", "2023-01-05", thing="the refuge", thing_kind="place", protected=True)
    assert len(ask(homes, as_at=DAY, rule_id="agencies_disagree_on_address")) == 1
    assert ask([*homes, refuge], as_at=DAY, rule_id="agencies_disagree_on_address") == []


# What it says, and its order ---------------------------------------------------------------------------------------


def test_it_names_days_and_agencies_and_nobody() -> None:
    (one,) = ask([*WORRIES, YOUTH], as_at=DAY, rule_id=FOUR)
    assert one["asks"].startswith("Children’s services, the police, the school and the youth service each wrote down")
    assert "5 January 2024" in one["asks"]
    assert CHILD not in one["asks"]


def test_its_id_rests_on_the_rule_the_first_record_and_the_mention_there() -> None:
    (one,) = ask([BACK], as_at=DAY, rule_id=WITHOUT)
    assert one["question_id"] == make_id("question", WITHOUT, one["record_id"], one["mention_id"])
    assert (one["record_id"], one["mention_id"]) == ("record of row00", "row00-0")


def test_urgent_ones_come_first_and_one_rule_does_not_crowd_out_others() -> None:
    episodes = [BACK | {"on": f"2024-0{month}-04", "number": f"M{month}"} for month in (2, 3, 4, 5)]
    told = {"kind": "return_interviews", "on": "2024-10-01", "words": "Nobody asks."}
    asked = sorted(ask([*episodes, told | {"number": ""}, *THREE], as_at=DAY), key=lambda one: one["place_of_child"])
    assert asked[0]["rule_id"] == "account_without_outcome"
    assert [one["place_of_child"] for one in asked] == list(range(1, len(asked) + 1))
    assert [one["rule_id"] for one in asked if not one["urgent"]].index(NFA) <= 2


def test_what_was_raised_lately_comes_before_what_is_old() -> None:
    old = BACK | {"on": "2020-02-01", "number": "M20", "record": "old"}
    asked = ask([old, BACK | {"record": "new"}], as_at=DAY, rule_id=WITHOUT)
    assert {one["record_id"]: (one["recent"], one["place_of_child"]) for one in asked} == {
        "new": (True, 1),
        "old": (False, 2),
    }


def test_a_child_of_whom_nothing_is_odd_is_asked_nothing() -> None:
    lines = [event("visit", "2024-03-04", says={"child_seen": "yes", "child_seen_alone": "yes"}),
             {"kind": "school_concerns", "on": "2024-03-04", "says": {"categories": "Pastoral"}},
             {"kind": "health_attendances/gp", "on": "2024-04-08", "says": {"service": "GP", "outcome": "TREATED"}}]  # fmt: skip
    assert rules_asked(lines) == set()


def test_nothing_held_is_nothing_asked() -> None:
    engine = tell([])
    assert set(curiosity.build(engine=engine, as_at=DAY).values()) == {0}
    assert engine.query("SELECT * FROM unanswered").num_rows == 0


# Words that are only ever questions ---------------------------------------------------------------------------------


def test_a_closure_seen_only_with_adults_before_is_asked_about_and_named_nothing() -> None:
    lines = [
        event("visit", "2024-03-08", says={"child_seen": "yes", "child_seen_alone": "no"}),
        event("closure", "2024-04-02"),
    ]
    (one,) = ask(lines, as_at=DAY, rule_id="lowered_on_what_adults_said")
    assert one["asks"].endswith("What, apart from what adults said, showed that things were better?")
    assert one["raised_on"] == date(2024, 4, 2) + timedelta(days=14)
