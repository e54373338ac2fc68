"""Clocks, each as a child's story in a few facts with the answer beside it."""

import dataclasses
from datetime import date
from typing import Any

import pytest
from support.clock_stories import clocks_of, due_of, engine_of, when

from sightline.model.calendar import Calendar, Unit, end_of_day
from sightline.model.errors import OurFault
from sightline.model.go_live import GoLive
from sightline.rulebook.calendar import read_calendar
from sightline.timescales import build_clocks, load_clock_rules, read_state
from sightline.timescales.rules import Limit

RULES = {rule.id: rule for rule in load_clock_rules()}
EVENTS, MISSING, INTERVIEWS, CONCERNS = (
    "childrens_services_events", "police_missing", "return_interviews", "sightline_concerns",
)  # fmt: skip


def event(kind: str, at: str, **more: Any) -> dict[str, Any]:
    return {"layout": EVENTS, "fact": "event", "type": kind, "at": at, **more}


def clocks(rule_id: str, *facts: dict[str, Any], as_at: date, **more: Any) -> list[dict[str, Any]]:
    return clocks_of(facts, rules=[RULES[rule_id]], as_at=as_at, **more)


def test_two_rows_that_tell_one_return_are_one_clock_on_the_row_that_came_first() -> None:
    found = clocks(
        "referral_decision",
        event("REFERRAL", "2024-03-04T10:00", row="later", received="2024-03-09T08:00"),
        event("REFERRAL", "2024-03-04T10:00", row="first", received="2024-03-05T08:00"),
        as_at=date(2024, 3, 10),
    )
    assert [clock["record_id"] for clock in found] == ["rec-first"]


def test_two_children_of_one_story_have_each_their_clock() -> None:
    twins = [event("REFERRAL", "2024-03-04T10:00", row=name, child=name) for name in ("a", "b")]
    found = clocks("referral_decision", *twins, as_at=date(2024, 3, 10))
    assert {clock["person_id"] for clock in found} == {"a", "b"}
    assert len({clock["clock_id"] for clock in found}) == 2


def test_an_interview_without_a_number_belongs_to_the_return_of_that_day() -> None:
    found = clocks(
        "return_interview",
        {"layout": MISSING, "fact": "found", "at": "2024-06-04T20:00", "misper": "M1"},
        {"layout": INTERVIEWS, "fact": "returned", "at": "2024-06-04T21:00", "row": "r"},
        {"layout": INTERVIEWS, "fact": "interview", "at": "2024-06-06", "row": "r"},
        as_at=date(2024, 6, 20),
    )
    assert [(clock["record_id"], clock["state"]) for clock in found] == [("rec-row0", "met")]


def returns(police: str, form: str) -> list[dict[str, Any]]:
    """A return as police and as the interview form tell it; the police's record came first."""
    return [
        {"layout": MISSING, "fact": "found", "at": police, "misper": "M1", "row": "p", "received": "2024-06-05T08:00"},
        {"layout": INTERVIEWS, "fact": "returned", "at": form, "row": "r", "restricted": True,
         "received": "2024-06-06T08:00", "details": {"misper_ref": "M1"}},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "started", "due", "basis", "told"),
    [
        ("2024-06-03", "2024-06-03", "2024-06-06T23:59:59", ["rec-p", "rec-r"], [("rec-p", False), ("rec-r", True)]),
        ("2024-06-05", "2024-06-04T19:00:00Z", "2024-06-07T20:00", ["rec-p"], [("rec-p", True), ("rec-r", False)]),
        ("2024-06-04T18:00", "2024-06-04T17:00:00Z", "2024-06-07T18:00", ["rec-p", "rec-r"], []),
        ("2024-06-04", "2024-06-04T19:00:00Z", "2024-06-07T20:00", ["rec-p"], []),
    ],
    ids=["the form's day is earlier", "the police's day is earlier", "the same day, earlier", "the same day, no time"],
)
def test_where_returns_differ_one_clock_runs_from_the_earlier(
    form: str, started: str, due: str, basis: list[str], told: list[tuple[str, bool]]
) -> None:
    alone = clocks("return_interview", returns("2024-06-04T20:00", form)[0], as_at=date(2024, 6, 20))
    engine = engine_of(returns("2024-06-04T20:00", form), known_through="2024-06-20T00:00:00Z")
    rules = [RULES["return_interview"]]
    build_clocks(engine=engine, as_at=date(2024, 6, 20), rules=rules, calendar=read_calendar())
    (clock,) = engine.query("SELECT * FROM clock").to_pylist()
    assert (clock["clock_id"], clock["record_id"]) == (alone[0]["clock_id"], "rec-p")
    assert (clock["started_at"], clock["due_at"]) == (started, when(due))
    rests = engine.query("SELECT record_id FROM clock_basis ORDER BY 1").column(0).to_pylist()
    said = engine.query("SELECT record_id, counts FROM stated_start ORDER BY 1").to_pylist()
    assert (rests, [(row["record_id"], row["counts"]) for row in said]) == (basis, told)
    engine.close()


def test_an_interview_on_the_earlier_day_of_return_answers() -> None:
    held = {"layout": INTERVIEWS, "fact": "interview", "at": "2024-06-03", "row": "r"}
    found = clocks("return_interview", *returns("2024-06-04T20:00", "2024-06-03"), held, as_at=date(2024, 6, 20))
    assert [clock["state"] for clock in found] == ["met"]


def test_a_return_that_only_the_interview_knows_is_a_return() -> None:
    found = clocks(
        "return_interview",
        {
            "layout": INTERVIEWS,
            "fact": "returned",
            "at": "2024-06-04T21:00",
            "row": "r",
            "details": {"misper_ref": "M7"},
        },
        as_at=date(2024, 6, 20),
    )
    assert [clock["state"] for clock in found] == ["breached"]


@pytest.mark.parametrize(
    ("known_through", "state"),
    [
        ("2024-06-07T19:59", "not_known"),
        ("2024-06-07T20:00", "not_known"),
        ("2024-06-07T20:01", "breached"),
        ("2024-06-04T08:00", "not_known"),
    ],
)
def test_what_the_late_extract_may_still_tell_is_not_known(known_through: str, state: str) -> None:
    gone = {"layout": MISSING, "fact": "found", "at": "2024-06-04T20:00", "misper": "M1"}
    found = clocks("return_interview", gone, as_at=date(2024, 6, 20), known_through=known_through)
    assert [clock["state"] for clock in found] == [state]


def test_where_what_is_recorded_lags_behind_the_file_it_is_known_only_so_far() -> None:
    old = event("VISIT", "2024-06-01", recorded="2024-06-03", received="2024-06-20T08:00")
    referral = event("REFERRAL", "2024-06-05T10:00", received="2024-06-20T08:00")
    found = clocks("referral_decision", old, referral, as_at=date(2024, 6, 20))
    assert [(clock["known_through"], clock["state"]) for clock in found] == [
        (end_of_day(date(2024, 6, 3)), "not_known")
    ]


def test_a_suspicion_is_never_not_known_because_a_file_is_late() -> None:
    written = {"layout": CONCERNS, "fact": "concern", "recorded": "2026-09-04T16:59", "details": {"suspicion": "yes"}}
    found = clocks("suspicion_answered", written, as_at=date(2026, 9, 10), known_through="2026-09-01T08:00")
    assert [clock["state"] for clock in found] == ["breached"]
    assert found[0]["climbs"]


@pytest.mark.parametrize("child", ["", "subject"])
def test_a_suspicion_needs_no_child(child: str) -> None:
    written = {
        "layout": CONCERNS,
        "fact": "concern",
        "recorded": "2026-09-04T16:59",
        "details": {"suspicion": "Y"},
        "person": child,
    }
    found = clocks("suspicion_answered", written, as_at=date(2026, 9, 10))
    assert [(clock["person_id"], clock["due_at"]) for clock in found] == [
        ("child" if child else None, due_of("2026-09-08"))
    ]


def test_a_concern_has_its_clock_whoever_it_is_about() -> None:
    written = {"layout": CONCERNS, "fact": "concern", "recorded": "2026-09-04T16:59", "details": {"suspicion": "Y"}}
    found = clocks("suspicion_answered", written | {"born": date(1999, 1, 1)}, as_at=date(2026, 9, 10))
    assert [clock["state"] for clock in found] == ["breached"]


GO_LIVE = [GoLive("childrens_services", EVENTS, date(2024, 6, 1))]


def test_what_was_recorded_before_go_live_is_backlog_and_does_not_climb() -> None:
    old = event("REFERRAL", "2019-03-04T10:00", recorded="2019-03-04", received="2024-06-03T08:00", row="old")
    new = event("REFERRAL", "2024-06-03T10:00", recorded="2024-06-03", received="2024-06-03T20:00", row="new")
    found = clocks("referral_decision", old, new, as_at=date(2024, 6, 10), go_lives=GO_LIVE)
    assert [(c["record_id"], c["state"], c["backlog"], c["climbs"]) for c in found] == [
        ("rec-old", "breached", True, False),
        ("rec-new", "breached", False, True),
    ]


@pytest.mark.parametrize(
    ("go_live", "backlog"),
    [
        (GoLive("childrens_services", EVENTS, date(2019, 3, 4)), False),
        (GoLive("childrens_services", EVENTS, date(2019, 3, 5)), True),
        (GoLive("childrens_services", "", date(2019, 3, 5)), True),
        (GoLive("childrens_services", MISSING, date(2024, 6, 1)), False),
        (GoLive("police", EVENTS, date(2024, 6, 1)), False),
    ],
)
def test_backlog_is_what_the_agency_recorded_in_the_layout_before_its_day(go_live: GoLive, backlog: bool) -> None:
    old = event("REFERRAL", "2019-03-04T10:00", recorded="2019-03-04", received="2024-06-03T08:00")
    found = clocks("referral_decision", old, as_at=date(2024, 6, 10), go_lives=[go_live])
    assert [(c["backlog"], c["climbs"], c["arrived_late"]) for c in found] == [(backlog, not backlog, not backlog)]


def test_the_day_of_one_layout_counts_before_the_day_of_every_layout() -> None:
    old = event("REFERRAL", "2024-03-04T10:00", recorded="2024-03-04", received="2024-06-03T08:00")
    every = GoLive("childrens_services", "", date(2024, 6, 1))
    own = GoLive("childrens_services", EVENTS, date(2024, 1, 1))
    found = clocks("referral_decision", old, as_at=date(2024, 6, 10), go_lives=[every, own])
    assert [c["backlog"] for c in found] == [False]


def test_a_concern_entered_here_is_never_backlog() -> None:
    written = {"layout": CONCERNS, "fact": "concern", "recorded": "2026-09-04T16:59", "details": {"suspicion": "yes"}}
    day = GoLive("partnership", "", date(2026, 12, 1))
    found = clocks("suspicion_answered", written, as_at=date(2026, 9, 10), go_lives=[day])
    assert [(c["backlog"], c["climbs"]) for c in found] == [(False, True)]


def test_a_clock_that_was_over_on_arrival_keeps_its_true_due_and_owes_an_answer_within_its_length_from_arrival() -> (
    None
):
    late = event("REFERRAL", "2024-01-12T10:00", recorded="2024-01-12", received="2024-01-20T08:00")
    (found,) = clocks("referral_decision", late, as_at=date(2024, 1, 21))
    assert (found["due_at"], found["answer_due_at"]) == (due_of("2024-01-15"), due_of("2024-01-22"))
    assert (found["arrived_late"], found["backlog"], found["climbs"]) == (True, False, True)
    assert (found["known_from"], found["reached_at"]) == ("2024-01-12T10:00:00Z", "2024-01-20T08:00:00Z")


def test_a_suspicion_that_came_late_says_when_it_was_due_from_the_day_it_was_written() -> None:
    written = {"layout": "youth_service_contacts", "fact": "contact", "at": "2024-01-10", "recorded": "2024-01-10",
               "received": "2024-01-22T08:00", "agency": "youth_service", "passages": ["suspected_exploitation"]}  # fmt: skip
    (found,) = clocks("suspicion_answered", written, as_at=date(2024, 1, 22))
    assert (found["was_due_at"], found["due_at"]) == (due_of("2024-01-12"), due_of("2024-01-24"))
    assert (found["deadline_at"], found["overdue"], found["days_overdue"]) == (due_of("2024-01-12"), True, 10)
    assert (found["arrived_late"], found["climbs"]) == (True, True)


def test_a_suspicion_that_a_person_confirmed_has_its_deadline_from_the_yes_and_keeps_the_day_of_the_note() -> None:
    written = {"layout": "youth_service_contacts", "fact": "contact", "at": "2024-01-10", "recorded": "2024-01-10",
               "received": "2024-01-11T08:00", "agency": "youth_service", "passages": ["suspected_exploitation"]}  # fmt: skip
    confirmed = written | {"confirmed_at": "2024-03-04T10:00:00Z"}
    (found,) = clocks("suspicion_answered", confirmed, as_at=date(2024, 3, 5))
    assert (found["known_from"], found["reached_at"]) == ("2024-01-10", "2024-03-04T10:00:00Z")
    assert (found["due_at"], found["deadline_at"]) == (due_of("2024-03-06"), due_of("2024-03-06"))
    assert (found["arrived_late"], found["overdue"]) == (False, False)
    (by_rule,) = clocks("suspicion_answered", written, as_at=date(2024, 3, 5))
    assert by_rule["deadline_at"] == due_of("2024-01-15")


@pytest.mark.parametrize(
    ("as_at", "known_through", "more", "overdue", "days"),
    [
        (date(2024, 3, 5), "", (), False, None),
        (date(2024, 3, 6), "", (), True, 1),
        (date(2024, 3, 9), "", (), True, 4),
        (date(2024, 3, 9), "2024-03-05", (), None, None),  # the data of who answers do not reach past the deadline
        (date(2024, 3, 9), "", (("decision", "2024-03-08"),), False, None),
    ],
)
def test_a_clock_says_whether_it_is_overdue_by_its_deadline_and_for_how_many_days(
    as_at: date, known_through: str, more: Any, overdue: bool | None, days: int | None
) -> None:
    referral = event("REFERRAL", "2024-03-04T10:00", received="2024-03-04T12:00", row="r")
    facts = [referral, *(referral | {"fact": name, "at": at} for name, at in more)]
    (found,) = clocks("referral_decision", *facts, as_at=as_at, known_through=known_through)
    assert (found["deadline_at"], found["overdue"], found["days_overdue"]) == (due_of("2024-03-05"), overdue, days)


def test_what_was_done_late_before_it_arrived_is_done_late() -> None:
    done = {"decision": "2024-01-18T09:00"}
    late = event("REFERRAL", "2024-01-12T10:00", recorded="2024-01-12", received="2024-01-20T08:00", row="r")
    decided = late | {"fact": "decision", "at": done["decision"]}
    (found,) = clocks("referral_decision", late, decided, as_at=date(2024, 1, 21))
    assert found["state"] == "met_late"


@pytest.mark.parametrize(
    ("answered", "state"),
    [
        ("2024-01-12", "met"),  # within two working days of the day on which it was written
        ("2024-01-15", "met_late"),  # after them, before the file came
        ("2024-01-22", "met"),  # on the day on which the file came: the answer is owed from then
        ("2024-01-25", "met_late"),  # after the answer was owed
    ],
)
def test_a_suspicion_answered_late_before_its_file_came_is_answered_late(answered: str, state: str) -> None:
    written = {"layout": "youth_service_contacts", "fact": "contact", "at": "2024-01-10", "recorded": "2024-01-10",
               "received": "2024-01-22T08:00", "agency": "youth_service", "passages": ["suspected_exploitation"]}  # fmt: skip
    held = event("STRATEGY DISCUSSION", answered, row="held", received="2024-01-26T08:00")
    (found,) = clocks("suspicion_answered", written, held, as_at=date(2024, 1, 26))
    assert (found["state"], found["stopped_at"]) == (state, answered)
    said = read_state(
        due_at=found["due_at"], stopped_at=answered, known_through=found["known_through"], now="2024-01-26",
        was_due_at=found["was_due_at"], reached_at=found["reached_at"],
    )  # fmt: skip
    assert said == state
    assert found["arrived_late"] is (answered != "2024-01-12" and answered != "2024-01-22")


def test_an_old_worry_is_backlog_and_a_new_one_climbs() -> None:
    source = {"source": "Mother"}
    old = event("CONTACT", "2019-03-04", recorded="2019-03-05", received="2024-06-03T08:00", row="old", details=source)
    new = event("CONTACT", "2024-05-31", recorded="2024-05-31", received="2024-06-03T08:00", row="new", details=source)
    day = GoLive("childrens_services", "", date(2024, 5, 31))
    found = clocks("worry_answered", old, new, as_at=date(2024, 7, 10), go_lives=[day])
    assert {c["record_id"]: (c["started_at"], c["backlog"], c["climbs"]) for c in found} == {
        "rec-old": ("2024-06-03T07:00:00Z", True, False),
        "rec-new": ("2024-06-03T07:00:00Z", False, True),
    }


def test_a_clock_goes_on_when_the_child_turns_18() -> None:
    found = clocks("single_assessment", event("REFERRAL", "2024-03-04", born=date(2006, 3, 5)), as_at=date(2025, 1, 1))
    assert [clock["state"] for clock in found] == ["breached"]


def test_no_clock_of_a_child_begins_on_or_after_the_18th_birthday_or_before_birth() -> None:
    for born in (date(2006, 3, 4), date(1980, 1, 1), date(2024, 3, 5)):
        assert not clocks("referral_decision", event("REFERRAL", "2024-03-04", born=born), as_at=date(2025, 1, 1))


@pytest.mark.parametrize("precision", ["month", "approximate", "unknown"])
def test_a_date_coarser_than_a_day_starts_nothing_and_is_counted(precision: str) -> None:
    engine = engine_of([event("REFERRAL", "2024-03-04", precision=precision)], known_through="2024-06-01T00:00:00Z")
    report = build_clocks(engine=engine, as_at=date(2024, 6, 1), rules=list(RULES.values()), calendar=read_calendar())
    assert report.clocks == {}
    assert report.without_a_day == {f"{rule}/{precision}": 1 for rule in ("referral_decision", "single_assessment")}


def test_what_has_not_happened_yet_starts_and_stops_nothing() -> None:
    planned = event("REFERRAL", "2024-06-20T10:00")
    found = clocks("referral_decision", planned, as_at=date(2024, 6, 10))
    assert found == []
    review = (event("ICPC", "2024-03-01"), event("REVIEW CONFERENCE", "2024-07-01"))
    found = clocks("review_conference_first", *review, as_at=date(2024, 6, 10))
    assert [clock["state"] for clock in found] == ["breached"]


def test_a_fact_before_the_start_does_not_stop_it() -> None:
    found = clocks("core_group", event("CORE GROUP", "2024-03-03"), event("ICPC", "2024-03-04"), as_at=date(2024, 6, 1))
    assert [clock["state"] for clock in found] == ["breached"]


def test_another_childs_fact_does_not_stop_it() -> None:
    facts = (event("ICPC", "2024-03-04"), event("CORE GROUP", "2024-03-05", child="another"))
    found = clocks("core_group", *facts, as_at=date(2024, 6, 1))
    assert [clock["state"] for clock in found] == ["breached"]


@pytest.mark.parametrize("standing", ["superseded", "withdrawn"])
def test_a_row_version_that_does_not_stand_starts_nothing(standing: str) -> None:
    assert not clocks("referral_decision", event("REFERRAL", "2024-03-04", standing=standing), as_at=date(2024, 6, 1))


def test_a_row_that_left_the_extract_still_counts() -> None:
    found = clocks(
        "referral_decision", event("REFERRAL", "2024-03-04", standing="not_in_extract"), as_at=date(2024, 6, 1)
    )
    assert len(found) == 1


def test_a_clock_rests_on_what_started_it_what_must_follow_and_what_stopped_it() -> None:
    facts = [
        event("STRATEGY DISCUSSION", "2024-03-04", row="talk"),
        event("S47 START", "2024-03-04", row="enquiry"),
        event("ICPC", "2024-03-20", row="conference", restricted=True),
    ]
    engine = engine_of(facts, known_through="2024-06-01T00:00:00Z")
    build_clocks(engine=engine, as_at=date(2024, 6, 1), rules=[RULES["initial_conference"]], calendar=read_calendar())
    rows = engine.query("SELECT record_id, restricted FROM clock_basis ORDER BY 1").to_pylist()
    assert [(row["record_id"], row["restricted"]) for row in rows] == [
        ("rec-conference", True),
        ("rec-enquiry", False),
        ("rec-talk", False),
    ]


def test_a_value_is_that_of_the_day_of_the_start_and_a_repealed_one_starts_nothing() -> None:
    limits = (
        Limit(date(2000, 1, 1), 2, Unit.WORKING_DAYS),
        Limit(date(2024, 1, 1), 1, Unit.WORKING_DAYS),
        Limit(date(2025, 1, 1), None, None),
    )
    rule = dataclasses.replace(RULES["referral_decision"], limits=limits)
    facts = [event("REFERRAL", at, row=at) for at in ("2023-12-28", "2024-01-02", "2025-01-06")]
    found = clocks_of(facts, rules=[rule], as_at=date(2025, 2, 1))
    assert [clock["due_at"] for clock in found] == [due_of("2024-01-02"), due_of("2024-01-03")]
    assert rule.limit_at(date(2025, 6, 1)) is None
    assert str(rule.limit_at(date(2024, 6, 1))) == "1 working day"


def test_past_the_last_year_of_the_list_a_run_fails_loudly() -> None:
    short = Calendar(read_calendar().holidays, 2000, 2024)
    engine = engine_of([event("REFERRAL", "2024-12-31")], known_through="2025-01-10T00:00:00Z")
    with pytest.raises(OurFault, match="end after 2024"):
        build_clocks(engine=engine, as_at=date(2025, 1, 10), rules=[RULES["referral_decision"]], calendar=short)


def test_a_rule_that_is_off_runs_no_clock() -> None:
    assert not clocks("front_door_decision", event("CONTACT", "2024-03-04"), as_at=date(2024, 6, 1))


def test_ids_do_not_change_when_more_is_known() -> None:
    first = event("ICPC", "2024-03-04", row="a")
    before = clocks("core_group", first, as_at=date(2024, 3, 10))
    after = clocks("core_group", first, event("CORE GROUP", "2024-03-12", row="b"), as_at=date(2024, 6, 1))
    assert [c["clock_id"] for c in before] == [c["clock_id"] for c in after]
    assert (before[0]["state"], after[0]["state"]) == ("running", "met")


def test_what_began_before_the_kept_list_is_left_out() -> None:
    later = Calendar(read_calendar().holidays, 2020, 2028)
    engine = engine_of(
        [event("REFERRAL", "2019-12-30"), event("REFERRAL", "2020-01-02")], known_through="2025-01-10T00:00:00Z"
    )
    build_clocks(engine=engine, as_at=date(2025, 1, 10), rules=[RULES["referral_decision"]], calendar=later)
    assert engine.query("SELECT started_at FROM clock").column(0).to_pylist() == ["2020-01-02"]
