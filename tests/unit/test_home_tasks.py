"""What to do next on a first page: who is missing, what is overdue, what is due; three lines, each begins with a verb."""

from dataclasses import replace
from datetime import date

import pytest
from django.template.loader import render_to_string
from support import made_up, made_up_home

from sightline.casework.concerns.pages.concerns import ConcernLine
from sightline.casework.data.pages import RunLine, RunState
from sightline.casework.home.late_pages import LatePart
from sightline.casework.home.pages.parts import TeamHome
from sightline.casework.home.selectors.operator_home import OperatorHome
from sightline.casework.late.delivery import DeliveryLine
from sightline.casework.late.escalates import AwaitedData
from sightline.casework.missing.pages import MissingState, MissingTask
from sightline.casework.people.names import show_name
from sightline.casework.worklist.pages import WorkLine
from sightline.web.core.times import two_times
from sightline.web.core.words import account_in_words
from sightline.web.home.presenters import next_tasks

STARTED = "2026-11-15T09:00:00Z"
LATE, LATER = "2026-11-20T23:59:59Z", "2026-12-20T23:59:59Z"

REFERRAL = ConcernLine(
    concern_id="4" * 20, entered_at="2026-11-19T09:00:00Z", agency="police", organisation="police", author="tia",
    is_mine=False, referral=True, about_professional=False, restricted=False, categories=(), corrects="", child="Ana",
    tell_by=LATE,
)  # fmt: skip


def home_with(*due: str) -> TeamHome:
    """A team's first page with an action with the reader for each of these deadlines."""
    home = made_up_home.team_home()
    lines = tuple(WorkLine(replace(made_up_home.item_line(), due_at=one), made_up.summary()) for one in due)
    return replace(home, waiting=replace(home.waiting, lines=lines))


def test_who_is_missing_comes_before_what_is_overdue_and_that_before_what_is_due() -> None:
    home = home_with(LATER, LATE)
    other = replace(home.waiting.lines[0].item, rule_id="referral_decision")
    lines = (WorkLine(other, made_up.summary()), *home.waiting.lines[1:])
    tasks = next_tasks(replace(home, waiting=replace(home.waiting, lines=lines)))
    name = made_up.summary().name
    assert [(one.task, one.button, bool(one.late)) for one in tasks] == [
        (f"Call the police for an update on {name}", "See who to call", True),
        (f"Answer the suspicion of exploitation: {name}", "Answer", True),
        (f"Decide on the referral: {name}", "Answer", False),
    ]
    assert tasks[1].late == "Was due Friday 20 November: 6 days overdue"
    assert tasks[1].why == "Your answer was due today, 8am", "the time to answer is another time, and never red"


def test_an_action_that_arrived_late_says_when_its_file_came_and_is_not_red() -> None:
    home = home_with(LATE)
    (line,) = home.waiting.lines
    late = replace(line, item=replace(line.item, arrived_at="2026-11-22T08:00:00Z"))
    (task,) = [one for one in next_tasks(replace(home, waiting=replace(home.waiting, lines=(late,)))) if one.rank == 2]
    assert not task.late
    assert task.why.startswith("Was due Friday 20 November: 6 days overdue. The file came on 22 November 2026. ")


def test_the_front_door_calls_the_police_and_others_tell_the_front_door() -> None:
    home = home_with(LATE)
    line = home.missing.now[0]
    told = replace(line, task=MissingTask.TELL)
    (first, *_) = next_tasks(replace(home, missing=replace(home.missing, now=(told,))))
    assert first.task == f"Tell the front door what you know of {made_up.summary().name}"
    assert "the lead worker calls the police" in first.why and first.late.startswith("Missing since")
    stale = replace(line, status=replace(line.status, is_known=False))
    (first, *_) = next_tasks(replace(home, missing=replace(home.missing, now=(stale,))))
    assert first.late.startswith("Status not known: was missing since")


def test_lines_are_in_the_order_of_danger_and_a_referral_says_when_its_referrer_must_be_told() -> None:
    home = home_with(LATER)
    tasks = next_tasks(replace(home, referrals=(REFERRAL,)))
    assert [one.rank for one in tasks] == [0, 3, 4]
    assert (tasks[1].late, tasks[1].why) == (
        "Was due Friday 20 November: 6 days overdue",
        "Received 19 November 2026, 9am",
    )
    overdue = next_tasks(replace(home_with(LATE), referrals=(REFERRAL,)))
    assert [one.rank for one in overdue] == [0, 1, 3], "missing, overdue, not acknowledged"


def test_what_is_most_dangerous_is_shown_also_where_the_page_reads_it_last() -> None:
    """The three lines are cut after they are in order: an agency's overdue deadline comes before two referrals."""
    home = replace(home_with(LATER), referrals=(REFERRAL, replace(REFERRAL, concern_id="5" * 20, child="Ben")))
    over = made_up_home.clock_line("2026-11-18T23:59:59Z", started_at=STARTED, person=made_up.summary())
    tasks = next_tasks(replace(home, danger=replace(home.danger, lines=(over,))))
    assert [one.rank for one in tasks] == [0, 1, 3], "missing, overdue, not acknowledged"


def test_what_is_plainly_overdue_comes_before_what_arrived_late_also_where_that_is_older() -> None:
    home = home_with("2026-11-10T23:59:59Z", LATE)
    old, plain = home.waiting.lines
    late = replace(old, item=replace(old.item, arrived_at="2026-11-22T08:00:00Z"))
    mine = replace(plain, item=replace(plain.item, rule_id="referral_decision"))
    home = replace(home, missing=replace(home.missing, now=()), waiting=replace(home.waiting, lines=(late, mine)))
    over = made_up_home.clock_line("2026-11-18T23:59:59Z", started_at=STARTED, person=made_up.summary())
    tasks = next_tasks(replace(home, referrals=(REFERRAL,), danger=replace(home.danger, lines=(over,))))
    assert [(one.rank, bool(one.late)) for one in tasks] == [(1, True), (1, True), (2, False)]


def test_what_reads_the_same_takes_the_place_of_the_most_dangerous_of_them() -> None:
    home = home_with("2026-11-10T23:59:59Z", LATE)
    old, plain = home.waiting.lines
    late = replace(old, item=replace(old.item, arrived_at="2026-11-22T08:00:00Z"))
    tasks = next_tasks(replace(home, waiting=replace(home.waiting, lines=(late, plain))))
    assert (tasks[1].rank, tasks[1].late) == (1, "Was due Friday 20 November: 6 days overdue")


def test_the_badge_of_what_arrived_late_is_amber_and_of_what_is_overdue_red() -> None:
    over = made_up_home.clock_line(LATE, clock_id="6" * 20, answer_due_at=LATER, person=made_up.summary())
    late = replace(over, due_at=LATER, arrived_late=True, was_due_at=LATE, reached_at="2026-11-22T06:00:00Z")
    for line, css in ((over, "sl-badge"), (late, "sl-badge sl-badge--late")):
        shown = render_to_string("home/parts/over_line.html", {"line": line, "home": home_with()})
        assert f'<span class="{css}">6 days overdue</span>' in shown


def test_who_is_in_no_meeting_reads_that_there_may_be_others() -> None:
    shown = render_to_string(
        "home/parts/meetings.html", {"meetings": {"coming": (), "actions": ()}, "home": home_with()}
    )
    assert "You are not part of any planned meeting. There may be others that you cannot see." in shown


def test_a_tile_says_who_was_found_by_telephone_only() -> None:
    home = home_with(LATER)
    line = home.missing.now[0]
    found = replace(line, status=replace(line.status, state=MissingState.REPORTED_FOUND))
    missing = replace(home.missing, now=(found,), more=0)
    tile = render_to_string(
        "home/parts/tiles.html",
        {"home": replace(home, missing=missing, danger=replace(home.danger, missing=0))},
    ).partition("#overdue")[0]
    assert "Found by telephone only: 1" in tile and "is-late" in tile and "is-zero" not in tile.partition("<a")[0]


def test_what_was_over_before_its_file_came_says_when_the_file_came_and_is_not_plainly_overdue() -> None:
    line = replace(made_up_home.item_line(), due_at=LATE, arrived_at="2026-11-22T06:00:00Z")
    late, plain = two_times(line, made_up_home.NOW), two_times(replace(line, arrived_at=""), made_up_home.NOW)
    assert late.came == "The file came on 22 November 2026" and late.is_overdue and not late.is_plainly_overdue
    assert plain.is_plainly_overdue and not plain.came
    shown = render_to_string("worklist/parts/two_times.html", {"line": line, "now": made_up_home.NOW})
    assert "The file came on 22 November 2026" in shown and "sl-over" not in shown


def test_others_ask_the_front_door_to_acknowledge_a_referral() -> None:
    home = replace(home_with(LATER), referrals=(REFERRAL,), is_front_door=False)
    asked = next(one for one in next_tasks(home) if one.rank == 3)
    assert (asked.task, asked.button) == ("Ask the front door to acknowledge the referral about Ana", "See it")


def test_the_systems_manager_asks_the_late_agency_for_its_file() -> None:
    awaited = (
        AwaitedData("police", "2026-11-24T17:00:00Z", ""),
        AwaitedData("school", "2026-11-25T17:00:00Z", "", organisation="Fell High"),
    )
    slow = DeliveryLine("health", 9, 2, 9, 12, newest_at="2026-11-25T06:00:00Z", newest_days=9, limit=3)
    tasks = next_tasks(operator_home(LatePart(deliveries=(slow,), awaited=awaited)))
    assert [(one.task, one.late, one.page) for one in tasks] == [
        ("Ask police for its next file", "It was due 24 November 2026", "files"),
        ("Ask Fell High for its next file", "It was due 25 November 2026", "files"),
        ("Ask health to send its files sooner", "", "files"),
    ]
    assert "sightline ingest" in tasks[0].why and "9 days" in tasks[2].why


def operator_home(late: LatePart) -> OperatorHome:
    """The first page of a systems manager whose update and backup are well."""
    home = made_up_home.team_home()
    run = RunLine(home.now, home.now, "ravi", date(2026, 11, 26), RunState.DONE, "1" * 20, is_current=True, counts={})
    return OperatorHome(
        now=home.now, waiting=replace(home.waiting, lines=()), news=home.news, last_run=run, rejects=0,
        arrived_at=home.now, backup_days=0, empty_posts=(), invited=0, late=late,
    )  # fmt: skip


def test_there_are_three_lines_at_most_and_feedback_comes_last() -> None:
    tasks = next_tasks(home_with(LATE, LATE, LATE, LATE))
    assert len(tasks) == 3 and tasks[-1].task == "Tell referrers what happened"
    assert tasks[1].why.startswith("4 actions: Children’s services. "), "what reads the same is one line"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Tomos Michael KAYE", "Tomos Michael Kaye"),
        ("LEAH SYKES-SUTCLIFFE", "Leah Sykes-Sutcliffe"),
        ("Harry O'CONNOR", "Harry O'Connor"),
        ("Ann MCDONALD", "Ann McDonald"),
        ("TJ Marsh", "TJ Marsh"),
        ("LI WU", "Li Wu"),
        ("Siân Iorwerth", "Siân Iorwerth"),
    ],
)
def test_a_name_in_capitals_reads_as_a_name(written: str, shown: str) -> None:
    assert show_name(written) == shown


@pytest.mark.parametrize(
    ("username", "said"), [("priya.nair", "Priya Nair"), ("school_lead", "School lead"), ("tia", "tia"), ("", "")]
)
def test_a_user_name_reads_as_a_name_or_a_role(username: str, said: str) -> None:
    assert account_in_words(username) == said
