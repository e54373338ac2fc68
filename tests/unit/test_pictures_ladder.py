"""The escalation ladder: the deadline is a row that no step moves, and a stage that was not reached is said."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from support.picture_laws import check_picture

from sightline.casework.escalation.pages import ResponseLine, StepLine
from sightline.pictures.escalation_ladder import BAR, LEFT, RIGHT, draw_ladder
from sightline.pictures.ladder_facts import Ending, LadderStage, LadderStory, StageAct, StageTime
from sightline.pictures.ladder_words import finding_of, moment_in_words, short_moment
from sightline.web.pictures.ladder_story import say_step, tell_steps

OPENED, DUE, CLOSED = map(datetime.fromisoformat, ("2025-08-01T09:15", "2025-08-04T09:15", "2025-08-05T10:00"))
DAY = timedelta(days=1)
LABELS = ("Practitioner", "Team manager", "Head of service", "Director or chief officer")
TOP = "Chief executive; chief constable; chief executive of the integrated care board"


def story(*, gap: timedelta = DAY, reached: int = 3) -> LadderStory:
    """An action that nobody answered until the last stage it reached."""
    stages = []
    for n, label in enumerate(LABELS):
        ending = Ending.ANSWERED if n == reached - 1 else Ending.SILENT
        says = (f"Told: {label.lower()}.", "Sat 2 Aug, 11:42am: is dealing with this.")
        time = StageTime(OPENED + n * gap, OPENED + (n + 1) * gap, ending, says)
        stages.append(LadderStage(label, f"{label}, children’s services", (time,) if n < reached else ()))
    last = OPENED + reached * gap
    return LadderStory("Hold a strategy discussion", OPENED, last, True, DUE, (*stages, LadderStage("Chair", TOP)))


@pytest.mark.parametrize("hours", [1, 4, 24, 24 * 9, 24 * 90])
@pytest.mark.parametrize("reached", [1, 4])
def test_it_is_legible_however_long_it_took(hours: int, reached: int) -> None:
    check_picture(draw_ladder(story(gap=timedelta(hours=hours), reached=reached)))


def test_a_stage_that_has_the_action_again_has_a_second_bar_and_words_of_its_own() -> None:
    base = story(reached=2)
    again = StageTime(
        OPENED + 2 * DAY, OPENED + 2 * DAY + timedelta(hours=2), Ending.RUNNING, ("Here because it was not agreed.",)
    )
    first = replace(base.stages[0], times=(*base.stages[0].times, again))
    picture = draw_ladder(replace(base, stages=(first, *base.stages[1:]), is_closed=False))
    check_picture(picture)
    assert [row[1].text for row in picture.table.rows[:3]] == ["Practitioner", "Team manager", "Practitioner"]


def test_the_days_late_are_those_between_deadline_and_close_whatever_was_answered() -> None:
    late = replace(story(), until=CLOSED)
    assert "1 day late" in finding_of(late) and "No answer in time at 2 stages" in finding_of(late)
    assert ">due Mon 4 Aug 2025, 9:15am, 1 day late, closed Tue 5 Aug 2025, 10am<" in draw_ladder(late).as_file
    met = replace(story(), until=DUE)
    assert "late" not in finding_of(met) and finding_of(met).endswith("9:15am: met.")
    assert "deadline was" not in finding_of(replace(story(), due=None))


def test_stages_that_were_not_reached_are_said() -> None:
    rows = draw_ladder(story()).table.rows
    assert [(row[1].text, row[3].text) for row in rows[-2:]] == [(LABELS[3], "not needed"), ("Chair", "not needed")]
    assert draw_ladder(replace(story(), is_closed=False)).table.rows[-1][3].text == "not reached"


def waiting(*, opened: datetime = OPENED, until: datetime, due: datetime | None = DUE) -> LadderStory:
    """An open action that is with its first stage, which has time."""
    time = StageTime(opened, until, Ending.RUNNING, ("Team manager told 1 Aug, 9:15am.",), limit=until + DAY)
    first = LadderStage(LABELS[0], LABELS[0], (time,))
    return LadderStory("Hold a strategy discussion", opened, until, False, due, (first, LadderStage("Chair", TOP)))


def test_where_nobody_has_answered_no_stage_is_said_to_have_answered_in_time() -> None:
    assert "Nobody has answered yet." in finding_of(waiting(until=OPENED + DAY))
    assert "Nobody answered before it was closed." in finding_of(replace(waiting(until=DUE), is_closed=True))
    assert "Each stage answered in time so far." in finding_of(story(reached=1))


def test_a_stage_counts_once_as_silent_and_one_that_answered_after_its_time_counts_too() -> None:
    base = story(reached=2)
    top = replace(base.stages[1].times[0], limit=OPENED + DAY + timedelta(hours=1))
    late = replace(base, stages=(base.stages[0], replace(base.stages[1], times=(top,)), *base.stages[2:]))
    assert "No answer in time at 2 stages." in finding_of(late)
    assert draw_ladder(late).table.rows[1][3].text == "answered late, Sun 3 Aug 2025, 9:15am"
    silent = replace(top, ending=Ending.SILENT)
    twice = replace(base, stages=(replace(base.stages[0], times=(silent, silent)), *base.stages[2:]))
    assert "No answer in time at 1 stage." in finding_of(twice)
    assert draw_ladder(twice).table.rows[0][3].text == "no answer in time, Sat 2 Aug 2025, 10:15am"


@pytest.mark.parametrize("before", [1, 3, 40, 400])
def test_a_deadline_before_the_opening_stands_at_its_own_day(before: int) -> None:
    opened = DUE + before * DAY
    drawn = draw_ladder(waiting(opened=opened, until=opened + timedelta(hours=5)))
    check_picture(drawn)
    (due_line,) = re.findall(r'<line x1="([\d.]+)" y1="[\d.]+" x2="([\d.]+)"[^>]*stroke-dasharray="6 3"', drawn.as_file)
    (bar,) = re.findall(rf'<rect x="([\d.]+)" y="[\d.]+" width="[\d.]+" height="{BAR}"', drawn.as_file)
    shown = opened + timedelta(hours=5) - DUE.replace(hour=0, minute=0)
    apart = (RIGHT - LEFT) * (before * DAY) / (shown + max(shown / 12, timedelta(hours=6)))
    assert due_line[0] == due_line[1]
    assert float(bar) - float(due_line[0]) == pytest.approx(apart, rel=0.02)


def test_a_deadline_at_the_last_minute_of_a_day_is_at_the_end_of_that_day() -> None:
    shown = draw_ladder(waiting(until=OPENED + DAY, due=DUE.replace(hour=23, minute=59)))
    assert "The deadline was Mon 4 Aug 2025, end of day: not over." in shown.finding
    assert ">due Mon 4 Aug 2025, end of day<" in shown.as_file and "11:59" not in shown.as_file


def test_a_stage_that_had_time_when_the_action_was_closed_has_no_more_to_answer() -> None:
    time = StageTime(OPENED, DUE, Ending.CLOSED, ("Team manager told 1 Aug, 9:15am.",), limit=DUE + DAY)
    closed = LadderStory(
        "Hold a strategy discussion", OPENED, DUE, True, DUE, (LadderStage(LABELS[0], LABELS[0], (time,)),)
    )
    picture = draw_ladder(closed)
    check_picture(picture)
    assert picture.table.rows[0][3].text == "closed, no answer needed, Mon 4 Aug 2025, 9:15am"
    assert "Nobody answered before it was closed." in picture.finding
    keys = [word for _mark, word in picture.canvas.key]
    assert "closed, no answer needed" in keys
    assert "closed, no answer needed" not in [word for _mark, word in draw_ladder(story()).canvas.key]


def test_a_stage_with_the_name_of_its_role_has_it_in_the_column_of_roles() -> None:
    base = story(reached=1)
    lado = replace(base, stages=(replace(base.stages[0], label="LADO", post=""), LadderStage("Chair", "")))
    assert [row[2].text for row in draw_ladder(lado).table.rows] == ["LADO", "", "Chair"]


def test_who_was_told_is_said_by_role_with_the_day_and_the_time() -> None:
    step = StepLine(1, "director", "Director", "silence", "2025-11-29T23:59:00Z", "2025-11-29T23:59:00Z", "", ("a",))
    assert list(say_step(step, [], ladder="childrens_services")) == ["Director told 29 Nov, end of day."]
    assert list(say_step(replace(step, told=("a", "b")), [], ladder="childrens_services")) == [
        "Director: 2 people told 29 Nov, end of day."
    ]
    assert list(say_step(replace(step, told=()), [], ladder="childrens_services")) == [
        "No one was told: there was no responsible person."
    ]


def test_who_answered_is_said_by_role_where_it_is_of_another_stage() -> None:
    """The chart said of the chair, who had not opened it, that they were dealing with it: the director was."""
    chair = StepLine(1, "chair_and_scrutineer", "Partnership chair", "silence", "2025-11-28T23:00:00Z", "", "", ("a",))
    said = ResponseLine(1, "acknowledged", "2025-11-28T23:19:00Z", "d", "chief_officer", "", "", None, "", "", "")
    words = list(say_step(chair, [said, replace(said, stage=chair.stage)], ladder="childrens_services"))
    assert words[1:] == [
        "28 Nov, 11:19pm, director or chief officer: is dealing with this.",
        "28 Nov, 11:19pm: is dealing with this.",
    ]


def test_a_stage_that_had_time_when_another_answered_has_no_more_to_answer() -> None:
    base = story(reached=2)
    top = replace(base.stages[1].times[0], ending=Ending.ELSEWHERE, limit=OPENED + 9 * DAY)
    late = replace(base.stages[0].times[0], ending=Ending.ANSWERED, ended=top.ended, limit=OPENED + DAY)
    first, second = replace(base.stages[0], times=(late,)), replace(base.stages[1], times=(top,))
    picture = draw_ladder(replace(base, stages=(first, second, *base.stages[2:])))
    check_picture(picture)
    assert [row[3].text for row in picture.table.rows[:2]] == [
        "answered late, Sun 3 Aug 2025, 9:15am",
        "another stage answered, Sun 3 Aug 2025, 9:15am",
    ]
    assert "another stage answered" in [word for _mark, word in picture.canvas.key]
    assert "No answer in time at 1 stage." in picture.finding


def test_whether_a_notice_was_opened_is_said_plainly() -> None:
    step = StepLine(1, "director", "Director", "silence", "2025-11-29T23:59:00Z", "2025-11-29T23:59:00Z", "", ("a",))
    at, later = "2025-11-30T10:02:00Z", "2025-12-01T08:00:00Z"
    for openings, words in (
        ((None,), "Not opened."),
        ((None, None), "Not opened."),
        ((at,), "Opened 30 Nov, 10:02am."),
        ((None, later, at), "Opened by 2 of 3, first 30 Nov, 10:02am."),
    ):
        assert list(say_step(replace(step, openings=openings), [], ladder="childrens_services"))[1] == words
    assert len(list(say_step(step, [], ladder="childrens_services"))) == 1, (
        "without a notice on record nothing is said of it"
    )


def test_one_moment_has_one_name() -> None:
    """The deadline was "18 Nov, end of day", and who was told at that moment was told "19 Nov, midnight"."""
    for at in ("2026-11-18T23:59", "2026-11-19T00:00"):
        moment = datetime.fromisoformat(at)
        assert short_moment(moment) == "18 Nov, end of day"
        assert moment_in_words(moment) == "Wed 18 Nov 2026, end of day"
    assert short_moment(datetime.fromisoformat("2026-11-19T00:01")) == "19 Nov, 12:01am"


def shown_of(*steps: StepLine, answers: tuple[ResponseLine, ...] = ()) -> Any:
    """An open action with these steps."""
    line = SimpleNamespace(
        ladder="childrens_services", state="open", closed_at="", source="call", rule_id="", about="About this child",
        opened_at="2026-11-16T16:40:00Z", due_at="2026-11-18T23:59:00Z", agency="childrens_services",
    )  # fmt: skip
    page = SimpleNamespace(line=line, steps=steps, answers=answers)
    return SimpleNamespace(page=page, now="2026-11-30T09:00:00Z")


def step_of(number: int, stage: str, post: str, due_at: str, done_at: str, *openings: str) -> StepLine:
    return StepLine(
        number, stage, post, "silence" if number > 1 else "opened", due_at, done_at, due_at, ("a",), openings
    )


FIRST_STEP = step_of(
    1, "practitioner", "Allocated social worker, or the duty social worker",
    "2026-11-16T16:40:00Z", "2026-11-17T09:40:00Z", "2026-11-30T08:02:00Z",
)  # fmt: skip
HEAD = step_of(2, "head_of_service", "Head of service", "2026-11-18T23:59:00Z", "2026-11-19T00:00:00Z")


def test_a_bar_begins_when_its_role_was_told_and_an_opening_has_a_mark_at_its_own_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A practitioner who was told at 9:40 the next day was drawn as slow for the 17 hours before."""
    monkeypatch.setattr("sightline.web.pictures.ladder_story.item_title", lambda _line: "Answer the suspicion")
    story = tell_steps(shown_of(FIRST_STEP, HEAD))
    (time,) = story.stages[0].times
    assert (story.opened.hour, time.began) == (16, datetime.fromisoformat("2026-11-17T09:40"))
    assert [(one.at, one.is_dealing) for one in time.acts] == [(datetime.fromisoformat("2026-11-30T08:02"), False)]
    assert time.says[0] == "Told 17 Nov, 9:40am.", "the role is at the left"
    picture = draw_ladder(story)
    check_picture(picture)
    mark = re.findall(r'<circle cx="([\d.]+)" cy="[\d.]+" r="5.5"', picture.as_file)
    first = story.opened.replace(hour=0, minute=0)
    last = story.until + max((story.until - first) / 12, timedelta(hours=6))
    there = LEFT + (RIGHT - LEFT) * ((time.acts[0].at - first) / (last - first))
    assert float(mark[0]) == pytest.approx(there, abs=0.2) and len(mark) == 2, "the other is that of the key"
    assert "notice opened" in [word for _mark, word in picture.canvas.key]


def test_who_is_dealing_with_it_now_is_in_the_headline_whenever_they_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A director who said so after the action was escalated past them had a plain bar of no answer."""
    monkeypatch.setattr("sightline.web.pictures.ladder_story.item_title", lambda _line: "Answer the suspicion")
    said = ResponseLine(1, "acknowledged", "2026-11-29T02:01:00Z", "d", "practitioner", "", "", None, "", "", "")
    story = tell_steps(shown_of(FIRST_STEP, HEAD, answers=(said,)))
    head = draw_ladder(story)
    assert head.finding.startswith("With Head of service since Wed 18 Nov 2026, end of day.")
    assert "Practitioner is dealing with this, since Sun 29 Nov 2026, 2:01am." in head.finding
    assert [one.is_dealing for one in story.stages[0].times[0].acts] == [False, True]
    drawn = " ".join(label.box.what for label in head.canvas.labels)
    assert "is dealing with this, since" in drawn and "said “dealing with this”, but has not answered" in drawn
    nobody = tell_steps(shown_of(FIRST_STEP, HEAD))
    assert "No one has said that they are dealing with this." in finding_of(nobody)
    assert "dealing with this" not in finding_of(replace(nobody, is_closed=True))


def test_marks_after_the_bar_are_legible_and_each_has_room() -> None:
    base = waiting(until=OPENED + 9 * DAY)
    at = OPENED + 8 * DAY
    time = replace(
        base.stages[0].times[0], ended=OPENED + DAY, ending=Ending.SILENT, acts=(StageAct(at), StageAct(at, True))
    )
    picture = draw_ladder(replace(base, stages=(replace(base.stages[0], times=(time,)), base.stages[1])))
    check_picture(picture)
    assert "This chart does not say who is suspected." in picture.as_file
