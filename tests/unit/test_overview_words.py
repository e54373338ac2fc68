"""The first screen in words: true lateness, times as people say them, what to do next."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support import made_up, made_up_home
from support.made_up_home import clock_line

from sightline.casework.clocks.pages import StatedStart, each_alone, one_a_thing
from sightline.casework.missing.pages import MissingState, MissingTask, TelephoneReport
from sightline.casework.missing.tasks import missing_tasks
from sightline.casework.overview.events import choose_events
from sightline.casework.overview.frame import ages_of
from sightline.casework.overview.next_actions import choose_next_actions
from sightline.casework.overview.pages import NextActionKind
from sightline.model.nouns import Agency, ClockState, Role
from sightline.model.visibility import Reader
from sightline.web.chronology import overview_words
from sightline.web.core import times, whens
from sightline.web.escalation.presenters import stops_in_words

NOW = "2026-11-28T07:40:00Z"
FRONT_DOOR = Reader("tia", Role.PRACTITIONER, Agency.CHILDRENS_SERVICES)


@pytest.mark.parametrize(
    ("due_at", "late", "was"),
    [
        ("2026-11-23T23:59:00Z", "5 days overdue", "Was due Monday 23 November"),
        ("2026-11-27T23:59:00Z", "1 day overdue", "Was due Friday 27 November"),
        ("2026-11-28T04:30:00Z", "3 hours overdue", "Was due 4:30am today"),
        ("2026-11-28T07:30:00Z", "Overdue", "Was due 7:30am today"),
        ("2025-11-23T23:59:00Z", "370 days overdue", "Was due Sunday 23 November 2025"),
    ],
)
def test_lateness_is_of_the_deadline(due_at: str, late: str, was: str) -> None:
    line = clock_line(due_at)
    assert (times.lateness(line, NOW), times.deadline_was(line, NOW)) == (late, was)


def test_deadlines_of_one_return_are_one_thing_and_the_one_with_the_reader_leads() -> None:
    held, offered = (
        clock_line(one, rule_id=one, label=one, counted_with="return_interview")
        for one in ("return_interview", "return_interview_offered")
    )
    other = clock_line("later", record_id="another return", counted_with="return_interview")
    (first, second) = one_a_thing((offered, held, other))
    assert (first.clock_id, first.also, second.clock_id) == ("return_interview", ("return_interview_offered",), "later")
    assert list(each_alone((first, second))) == [first, offered, second], "a line that is counted in another is lost"
    mine = replace(offered, item=made_up_home.item_line())
    assert one_a_thing((held, mine))[0].clock_id == "return_interview_offered"
    assert len(one_a_thing((clock_line("a"), clock_line("b")))) == 2, (
        "what is not counted with another counts by itself"
    )


def test_what_one_return_asks_for_is_one_thing_to_do() -> None:
    item = replace(made_up_home.item_line(), counted_with="return_interview")
    offer, hold = (replace(item, item_id=one, rule_id=one) for one in ("return_interview_offered", "return_interview"))
    frame = made_up.person_frame(now=NOW)
    acts = choose_next_actions(
        frame=frame, items=(offer, hold), overdue=(), questions=(), meetings=(), reader=FRONT_DOOR, now=NOW
    )
    assert [one.item.item_id for one in acts if one.item] == ["return_interview"]


def test_what_is_overdue_comes_before_what_arrived_late_and_what_is_due() -> None:
    due = replace(made_up_home.item_line(), item_id="pattern", answer_by="2026-12-01T08:00:00Z")
    over = replace(due, item_id="over", rule_id="b", urgency="standard", due_at="2026-11-27T23:59:00Z")
    late = replace(over, item_id="late", rule_id="c", due_at="2026-11-10T23:59:00Z", arrived_at="2026-11-22T08:00:00Z")
    longest = clock_line("2026-11-19T23:59:00Z")
    acts = [
        choose_next_actions(frame=made_up.person_frame(now=NOW), items=items, overdue=(longest,), questions=(),
                            meetings=(), reader=FRONT_DOOR, now=NOW)
        for items in ((due, late, over), (due, late))
    ]  # fmt: skip
    said = [[one.item.item_id if one.item else "longest" for one in each] for each in acts]
    assert said == [["longest", "over", "late"], ["longest", "late", "pattern"]]


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ((), ""),
        (
            (("police_missing", "2026-05-03T20:00:00Z", True), ("return_interviews", "2026-05-04", False)),
            "Police say the child returned on 3 May; the return interview form says 4 May. "
            "The deadline counts from the earlier, 3 May.",
        ),
        (
            (
                ("return_interviews", "2026-05-02", True),
                ("police_missing", "2026-05-03T20:00:00Z", False),
                ("return_interviews", "2026-05-04", False),
            ),
            "The return interview form says the child returned on 2 May; police say 3 May; "
            "the return interview form says 4 May. The deadline counts from the earliest, 2 May.",
        ),
    ],
)
def test_days_of_return_that_differ_are_all_said(stated: tuple[tuple[str, str, bool], ...], said: str) -> None:
    assert times.returns_stated([StatedStart(*one) for one in stated], NOW) == said


def test_what_arrived_late_is_late_by_its_first_deadline() -> None:
    line = clock_line("2026-12-01T23:59:00Z", was_due_at="2026-11-20T23:59:00Z", reached_at="2026-11-21")
    assert times.lateness(line, NOW) == "8 days overdue"


@pytest.mark.parametrize(
    ("changed", "overdue", "late"),
    [
        ({}, True, False),
        ({"arrived_late": True, "answer_due_at": "2026-11-25T09:00:00Z"}, False, True),
        ({"arrived_late": True, "answer_due_at": "2026-12-25T09:00:00Z", "state": ClockState.RUNNING}, False, True),
        ({"arrived_late": True, "state": ClockState.NOT_KNOWN}, False, False),
        ({"arrived_late": True, "state": ClockState.MET_LATE}, False, False),
    ],
)
def test_what_arrived_late_never_counts_as_overdue(changed: dict[str, Any], overdue: bool, late: bool) -> None:
    line = clock_line("2026-11-25T09:00:00Z", **changed)
    assert (line.is_overdue, line.came_late) == (overdue, late)


def test_what_stops_a_deadline_is_said_once() -> None:
    stops = ("childrens_services_events/strategy discussion", "childrens_services_events/mace", "mace_tracker")
    assert stops_in_words(clock_line("a", stops=stops)) == "Strategy discussion, MACE meeting, or an answer"


def test_what_arrived_in_time_is_late_by_the_deadline_that_its_page_gives() -> None:
    line = clock_line("2026-11-26T23:59:00Z", was_due_at="2026-11-24T23:59:00Z", reached_at="2026-11-24T08:00:00Z")
    assert (times.lateness(line, NOW), times.deadline_was(line, NOW)) == (
        "2 days overdue",
        "Was due Thursday 26 November",
    )


@pytest.mark.parametrize(
    ("item", "changed", "said"),
    [
        ({}, {}, "Your answer is due tomorrow, 11:01am"),
        ({"mine": False}, {}, "The answer is due tomorrow, 11:01am"),
        ({"answer_by": "2026-11-27T11:01:00Z"}, {}, "Your answer was due yesterday, 11:01am"),
        ({"state": "closed"}, {}, "The answer was due Wednesday 25 November, 9am"),
        (None, {}, "The answer was due Wednesday 25 November, 9am"),
        (None, {"answer_due_at": "2026-11-29T09:00:00Z"}, "The answer is due tomorrow, 9am"),
        (None, {"arrived_late": False}, ""),
        (None, {"state": ClockState.MET_LATE}, ""),
    ],
)
def test_an_answer_is_due_as_its_item_says(item: Any, changed: dict[str, Any], said: str) -> None:
    late = {"arrived_late": True, "answer_due_at": "2026-11-25T09:00:00Z"} | changed
    own = None if item is None else replace(made_up_home.item_line(), **{"answer_by": "2026-11-29T11:01:00Z"} | item)
    assert times.answer_due(clock_line("2026-11-25T09:00:00Z", item=own, **late), NOW) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-11-27T20:15:00Z", "8:15pm yesterday"),
        ("2026-11-28T06:10:00Z", "6:10am today"),
        ("2026-11-25T12:00:00Z", "midday on 25 November"),
        ("2026-06-25T23:30:00Z", "12:30am on 26 June"),
        ("2026-11-27", "yesterday"),
        ("2026-11-20", "20 November"),
        ("2024-11-20", "20 November 2024"),
    ],
)
def test_times_are_said_as_people_say_them(when: str, said: str) -> None:
    assert times.time_of_day(when, NOW) == said


@pytest.mark.parametrize(
    ("day", "now", "said"),
    [
        (date(2026, 11, 21), NOW, "21 Nov"),
        (date(2026, 2, 21), NOW, "21 Feb"),
        (date(2025, 12, 22), NOW, "Dec 2025"),
        (date(2026, 12, 1), NOW, "Dec 2026"),
        (date(2026, 11, 21), "", "21 Nov 2026"),
    ],
)
def test_the_day_of_a_fact_in_short(day: date, now: str, said: str) -> None:
    assert whens.day_in_short(day, now) == said


def test_how_long_missing() -> None:
    for since, said in (("2026-11-27T20:15:00Z", "11 hours 25 minutes"), ("2026-11-27T17:15:00Z", "14 hours"), ("2026-11-25T07:40:00Z", "3 days"),
                        ("2026-11-28T07:39:00Z", "1 minute"), ("2026-11-27", "")):  # fmt: skip
        frame = made_up.person_frame(MissingState.MISSING, now=NOW, since=since)
        assert overview_words.missing_for(frame.missing) == said


def test_the_banner_says_what_the_label_of_an_entry_does_not() -> None:
    entry = made_up.entry(
        kind="childrens_services_events/contact", what="Event: CONTACT. Mother rang: out most nights."
    )
    assert overview_words.event_text(entry) == "Mother rang: out most nights."
    plain = made_up.entry(what="She said that she is fine. No concern: none.")
    assert overview_words.event_text(plain) == "She said that she is fine. No concern: none."


def test_an_age_is_said_where_each_birth_date_that_is_recorded_gives_the_same() -> None:
    two = made_up.summary()
    assert ages_of(two, date(2024, 9, 30)) == (14,)
    assert ages_of(two, date(2024, 3, 20)) == (13, 14)
    assert ages_of(made_up.summary(birth_dates=()), date(2024, 9, 30)) == ()
    assert ages_of(made_up.summary(birth_dates=two.birth_dates[:1]), date(2026, 3, 26)) == (15,)
    said = overview_words.person_line(replace(made_up.person_frame(), ages=(14,)))
    assert said == "14 years old, born 27 March 2010 or 17 March 2010, 2 dates of birth recorded, female"
    differing = replace(made_up.person_frame(), ages=(17, 18))
    assert overview_words.person_line(differing).startswith("17 or 18 years old: records differ, born ")
    assert differing.is_child and not replace(differing, ages=(18, 19)).is_child


def test_three_things_at_most_and_what_a_missing_child_needs_first() -> None:
    overdue = [clock_line(f"2026-11-2{day}T23:59:00Z") for day in range(4)]
    missing = made_up.person_frame(MissingState.MISSING, now=NOW, since="2026-11-27T20:15:00Z")
    found = choose_next_actions(
        frame=missing, items=(), overdue=overdue, questions=(), meetings=(), reader=FRONT_DOOR, now=NOW
    )
    assert [one.task or one.kind for one in found] == [MissingTask.CALL, MissingTask.DISCUSS, NextActionKind.DEADLINE]
    here = choose_next_actions(
        frame=made_up.person_frame(),
        items=(),
        overdue=overdue[:1],
        questions=(),
        meetings=(),
        reader=FRONT_DOOR,
        now=NOW,
    )
    assert [one.kind for one in here] == [NextActionKind.DEADLINE, NextActionKind.SAME_NAME]


@pytest.mark.parametrize(
    ("agency", "role", "called", "discussed", "tasks"),
    [
        (Agency.CHILDRENS_SERVICES, Role.PRACTITIONER, False, False, ["call", "discuss"]),
        (Agency.CHILDRENS_SERVICES, Role.PRACTITIONER, True, False, ["discuss"]),
        (Agency.CHILDRENS_SERVICES, Role.MANAGER, True, True, ["call_again"]),
        (Agency.CHILDRENS_SERVICES, Role.SENIOR_OFFICER, False, True, ["check"]),
        (Agency.POLICE, Role.PRACTITIONER, False, False, ["search", "discuss"]),
        (Agency.SCHOOL, Role.SCHOOL_LEAD, False, False, ["tell", "discuss"]),
    ],
)
def test_what_is_done_about_a_missing_child_has_one_order(
    agency: Agency, role: Role, called: bool, discussed: bool, tasks: list[str]
) -> None:
    """First pages show the first of these tasks, and the child's own page begins with it."""
    call = TelephoneReport(1, is_found=False, since_at=NOW, told_by="A sergeant", by="tia", at=NOW)
    status = made_up.person_frame(MissingState.MISSING, now=NOW, record_id="r").missing
    status = replace(status, report=call if called else None)
    assert list(missing_tasks(status, reader=Reader("tia", role, agency), discussed=lambda: discussed)) == tasks


def test_one_event_for_each_record_and_the_childs_words_before_all() -> None:
    entries = (
        made_up.entry(record_id="a", what="Reported: by Mother"),
        made_up.entry(record_id="a", what="Missing from: left in a taxi that nobody had booked"),
        made_up.entry(record_id="b", what="Contact: a long story about it all", childs_words=""),
        made_up.entry(record_id="b", what="Said", childs_words="I want my old friends back."),
    )
    assert [one.what for one in choose_events(entries)] == [
        "Missing from: left in a taxi that nobody had booked", "Said",
    ]  # fmt: skip
    assert len(choose_events(entries, most=1)) == 1
