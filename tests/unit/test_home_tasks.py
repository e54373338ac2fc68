"""What to do next on a first page: who is missing, what is overdue, what is due; three lines, each begins with a verb."""

from dataclasses import replace

import pytest
from support import made_up, made_up_home

from sightline.casework.home.pages import TeamHome
from sightline.casework.people.names import show_name
from sightline.casework.worklist.pages import WorkLine
from sightline.web.core.words import account_in_words
from sightline.web.home.presenters import next_tasks

LATE, LATER = "2026-11-20T23:59:59Z", "2026-12-20T23:59:59Z"


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
        (f"Ring the police for an update on {name}", "See who to ring", True),
        (f"Answer the suspicion of exploitation: {name}", "Answer", True),
        (f"Decide on the referral: {name}", "Answer", False),
    ]
    assert tasks[1].late == "Was due Friday 20 November: 6 days overdue"
    assert tasks[1].why == "Your answer was due today, 8am", "the time to answer is another time, and never red"


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
