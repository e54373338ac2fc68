"""Ticking at any moments gives the same steps; a later opening is never further up; nothing closes from below."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sightline.escalation import Event, Happening, ItemState, Stage, State, Urgency, read_ladders, replay
from sightline.escalation.states import ANSWERS, BECOMES, OPEN
from sightline.model.calendar import Calendar
from sightline.model.when import utc_text
from sightline.rulebook.calendar import read_calendar

START = datetime(2026, 11, 25, tzinfo=UTC)
SPAN = 60 * 24 * 60  # sixty days, in minutes
CALENDAR: Calendar = read_calendar()
PEOPLE = ("ana", "ben", "cal", "dee")
minutes = st.integers(min_value=0, max_value=SPAN)
ladders = st.sampled_from(sorted(read_ladders()))
urgencies = st.sampled_from(list(Urgency))


def at(minute: int) -> str:
    return utc_text(START + timedelta(minutes=minute))


@st.composite
def events(draw: st.DrawFn, stages: tuple[Stage, ...] = tuple(Stage)) -> tuple[Event, ...]:
    said = draw(st.lists(st.tuples(minutes, st.sampled_from([*ANSWERS, Happening.ACKNOWLEDGED, Happening.ACTION_DONE,
        Happening.AGREED, Happening.NOT_AGREED]), st.sampled_from(stages), st.sampled_from(PEOPLE),
        st.integers(min_value=0, max_value=20), st.booleans()), max_size=10))  # fmt: skip
    return tuple(
        Event(kind, at(minute), stage, by, by_when=(START + timedelta(minutes=minute)).date() + timedelta(days=days),
              again=again, number=number)
        for number, (minute, kind, stage, by, days, again) in enumerate(said)
    )  # fmt: skip


def stand(opened: int, ladder: str, urgency: Urgency, happened: tuple[Event, ...], until: int) -> ItemState:
    return replay(opened_at=at(opened), ladder=read_ladders()[ladder], urgency=urgency, calendar=CALENDAR,
                  events=happened, until=at(until))  # fmt: skip


@given(ladder=ladders, urgency=urgencies, happened=events(), first=minutes, second=minutes)
def test_ticking_at_any_moments_gives_the_same_steps(
    ladder: str, urgency: Urgency, happened: tuple[Event, ...], first: int, second: int
) -> None:
    earlier, later = sorted((first, second))
    then = stand(0, ladder, urgency, happened, earlier)
    now = stand(0, ladder, urgency, happened, later)
    assert now.steps[: len(then.steps)] == then.steps
    # What was not yet known at the earlier tick changes nothing of what it did.
    known = tuple(event for event in happened if event.at <= at(earlier))
    assert stand(0, ladder, urgency, known, earlier) == then


@given(ladder=ladders, urgency=urgencies, happened=events(), until=minutes)
def test_steps_come_in_the_order_of_their_moments(
    ladder: str, urgency: Urgency, happened: tuple[Event, ...], until: int
) -> None:
    standing = stand(0, ladder, urgency, happened, until)
    assert [step.number for step in standing.steps] == list(range(1, len(standing.steps) + 1))
    assert [step.due_at for step in standing.steps] == sorted(step.due_at for step in standing.steps)
    ranks = [step.stage.rank for step in standing.steps]
    assert ranks == sorted(ranks), "an item never goes down"


@given(ladder=ladders, urgency=urgencies, opened=st.tuples(minutes, minutes), until=minutes)
def test_a_later_opening_never_reaches_a_stage_earlier(
    ladder: str, urgency: Urgency, opened: tuple[int, int], until: int
) -> None:
    first, second = sorted(opened)
    one, other = (stand(minute, ladder, urgency, (), max(until, second)) for minute in (first, second))
    for step in other.steps:
        assert min(each.due_at for each in one.steps if each.stage is step.stage) <= step.due_at


@given(ladder=ladders, urgency=urgencies, happened=events(), until=minutes)
def test_nobody_closes_alone_from_below(ladder: str, urgency: Urgency, happened: tuple[Event, ...], until: int) -> None:
    standing = stand(0, ladder, urgency, happened, until)
    if standing.state is not State.CLOSED:
        return
    answers = [each for each in happened if each.kind in (*ANSWERS, Happening.ACTION_DONE)]
    top = read_ladders()[ladder].top
    assert any(
        seen.kind is Happening.AGREED and seen.by != answer.by and seen.at >= answer.at
        and seen.stage and answer.stage and (seen.stage.rank > answer.stage.rank or seen.stage is top)
        for seen in happened
        for answer in answers
    )  # fmt: skip


@given(ladder=ladders, urgency=urgencies, until=minutes,
       happened=events(stages=(Stage.PRACTITIONER, Stage.TEAM_MANAGER)))  # fmt: skip
def test_two_lower_stages_alone_close_no_second_not_proceed(
    ladder: str, urgency: Urgency, until: int, happened: tuple[Event, ...]
) -> None:
    standing = stand(0, ladder, urgency, happened, until)
    if standing.not_proceeded >= 2:
        assert standing.state is not State.CLOSED


def test_from_every_open_state_silence_or_a_fact_leads_on() -> None:
    for state in OPEN:
        assert (state, Happening.DUE) in BECOMES
        assert BECOMES[state, Happening.FACT] is State.CLOSED
    closing = {(state, what) for (state, what), after in BECOMES.items() if after is State.CLOSED}
    # A reading closes a question about a sentence alone, and opens a deadline or a second reading; a yes that is corrected
    # leaves its question closed: decision 0090.
    assert {what for _, what in closing} == {Happening.AGREED, Happening.FACT, Happening.READ, Happening.CORRECTED}
    opened = {after for (state, _), after in BECOMES.items() if state is State.CLOSED} - {State.CLOSED}
    assert not opened, "nothing opens what is closed"


def test_who_finds_nobody_goes_up_at_once() -> None:
    nobody = Event(Happening.NOBODY, at(0), step=1)
    standing = stand(0, "police", Urgency.URGENT, (nobody,), 1)
    assert [(step.stage, step.due_at) for step in standing.steps] == [
        (Stage.PRACTITIONER, at(0)), (Stage.TEAM_MANAGER, at(0))
    ]  # fmt: skip


def test_what_was_promised_and_not_done_comes_back_and_the_second_time_goes_up() -> None:
    def promise(minute: int, number: int) -> Event:
        return Event(Happening.ACT, at(minute), Stage.PRACTITIONER, "ana", by_when=date(2026, 11, 26), number=number)

    day = 24 * 60
    first = (promise(10, 1),)
    assert stand(0, "police", Urgency.URGENT, first, day).state is State.ACTING
    broken = stand(0, "police", Urgency.URGENT, first, 2 * day)
    assert (broken.state, broken.stage, broken.steps[-1].due_at) == (
        State.WAITING, Stage.PRACTITIONER, "2026-11-26T23:59:59Z"
    )  # fmt: skip
    again = Event(Happening.ACT, at(2 * day + 5), Stage.PRACTITIONER, "ana", by_when=date(2026, 11, 27), number=2)
    twice = stand(0, "police", Urgency.URGENT, (*first, again), 3 * day)
    assert (twice.stage, twice.not_done) == (Stage.TEAM_MANAGER, 2)


def test_twice_not_proceeded_is_seen_by_the_chair() -> None:
    def says(minute: int, kind: Happening, stage: Stage, by: str) -> Event:
        return Event(kind, at(minute), stage, by, number=minute)

    story = (
        says(1, Happening.NOT_PROCEED, Stage.PRACTITIONER, "ana"),
        says(2, Happening.NOT_AGREED, Stage.TEAM_MANAGER, "ben"),
        says(3, Happening.NOT_PROCEED, Stage.TEAM_MANAGER, "ben"),
        says(4, Happening.AGREED, Stage.HEAD_OF_SERVICE, "cal"),
    )
    standing = stand(0, "police", Urgency.URGENT, story, 5)
    assert (standing.state, standing.stage) == (State.TO_BE_SEEN, Stage.CHAIR_AND_SCRUTINEER)
    seen = (*story, says(6, Happening.AGREED, Stage.CHAIR_AND_SCRUTINEER, "dee"))
    assert stand(0, "police", Urgency.URGENT, seen, 7).state is State.CLOSED
