"""Due times and states over all dates: an independent count of working days, order, and SQL against plain functions."""

import dataclasses
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

import holidays
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.clock_stories import clocks_of
from support.examples import examples

from sightline.model.calendar import Unit, earliest_moment, end_of_day, latest_moment
from sightline.model.errors import OurFault
from sightline.model.nouns import Agency, ClockState
from sightline.model.when import LONDON, london_day, utc_text
from sightline.rulebook.calendar import read_calendar
from sightline.timescales import ALWAYS, ClockRule, load_clock_rules, read_state
from sightline.timescales.rules import Limit

CALENDAR = read_calendar()
KEPT = range(CALENDAR.first_year, CALENDAR.last_year + 1)
PUBLISHED = {day for day in holidays.country_holidays("GB", subdiv="ENG", years=KEPT) if day.weekday() < 5}
RULES = {rule.id: rule for rule in load_clock_rules()}

days = st.dates(date(2000, 1, 1), date(2027, 6, 30))
moments = st.builds(
    lambda day, seconds: utc_text(datetime.combine(day, time.min, UTC) + timedelta(seconds=seconds)),
    days,
    st.integers(0, 86_399),
)
starts = days.map(date.isoformat) | moments
limits = st.one_of(
    st.tuples(st.integers(1, 200), st.just(Unit.HOURS)),
    st.tuples(st.integers(1, 100), st.just(Unit.DAYS)),
    st.tuples(st.integers(1, 60), st.just(Unit.WORKING_DAYS)),
    st.tuples(st.integers(1, 12), st.just(Unit.MONTHS)),
)


def test_the_kept_list_is_the_published_one() -> None:
    assert CALENDAR.holidays == PUBLISHED


@given(days, st.integers(1, 60))
def test_working_days_are_those_of_an_independent_count(day: date, number: int) -> None:
    after = (day + timedelta(days=n) for n in range(1, 200))
    worked = (one for one in after if one.weekday() < 5 and one not in PUBLISHED)
    assert CALENDAR.add_working_days(day, number) == next(islice(worked, number - 1, None))


@given(st.tuples(moments, moments) | st.tuples(days.map(date.isoformat), days.map(date.isoformat)), limits)
def test_a_later_start_is_never_due_earlier(pair: tuple[str, str], limit: tuple[int, Unit]) -> None:
    first, second = (CALENDAR.due_at(started=one, amount=limit[0], unit=limit[1]) for one in sorted(pair))
    assert first <= second


@given(starts, limits)
def test_a_limit_in_days_ends_with_a_london_day_after_the_start(started: str, limit: tuple[int, Unit]) -> None:
    due = CALENDAR.due_at(started=started, amount=limit[0], unit=limit[1])
    assert london_day(due) > london_day(started) or limit[1] is Unit.HOURS
    if limit[1] is not Unit.HOURS:
        assert datetime.fromisoformat(due).astimezone(LONDON).time() == time(23, 59, 59)


@pytest.mark.parametrize("started", ["2028-12-29", "1999-12-31", "2030-06-03"])
def test_past_the_kept_list_nothing_is_guessed(started: str) -> None:
    with pytest.raises(OurFault, match="Bank holidays are kept from 2000 to 2028"):
        CALENDAR.due_at(started=started, amount=1, unit=Unit.WORKING_DAYS)


def ruled(rule_id: str, amount: int, unit: Unit) -> ClockRule:
    return dataclasses.replace(RULES[rule_id], limits=(Limit(date(2000, 1, 1), amount, unit),))


@settings(max_examples=examples(8, soak=25), deadline=None)
@given(st.lists(starts, min_size=1, max_size=30, unique=True), limits)
def test_a_million_are_due_when_one_is(began: list[str], limit: tuple[int, Unit]) -> None:
    facts = [
        {"layout": "police_missing", "fact": "found", "at": at, "misper": f"M{place}", "child": f"child{place}"}
        for place, at in enumerate(began)
    ]
    found = clocks_of(facts, rules=[ruled("return_interview", *limit)], as_at=date(2028, 12, 31))
    due = {row["started_at"]: row["due_at"] for row in found}
    assert due == {at: CALENDAR.due_at(started=at, amount=limit[0], unit=limit[1]) for at in began}


@settings(max_examples=examples(20, soak=60), deadline=None)
@given(starts, st.none() | starts, starts, starts, st.booleans())
def test_sql_and_the_plain_function_say_the_same_state(
    began: str, stopped: str | None, known_through: str, now: str, here: bool
) -> None:
    rule = RULES["return_interview"]
    stop = msgspec.structs.replace(rule.stops[0], same="row", layout=("police_missing",))
    if here:
        stop = msgspec.structs.replace(stop, layout=("sightline_concerns",))
    rule = dataclasses.replace(rule, stops=(stop,), answering_agency=Agency.POLICE)
    facts: list[dict[str, Any]] = [
        {"layout": "police_missing", "fact": "found", "at": began, "row": "a", "received": "1999-01-01T00:00:00Z"}
    ]
    if stopped:
        facts.append({"layout": "police_missing", "fact": "interview", "at": stopped, "row": "a"})
    through = end_of_day(london_day(known_through))
    found = clocks_of(facts, rules=[rule], as_at=london_day(now), known_through=through, through=now)
    assert len(found) == (earliest_moment(began) <= latest_moment(now))
    for row in found:
        said = read_state(
            due_at=row["due_at"], stopped_at=row["stopped_at"], known_through=row["known_through"], now=now
        )
        assert row["state"] == said
        assert (row["known_through"] == ALWAYS) is here


def latest(when: str) -> str:
    return when if len(when) > 10 else end_of_day(date.fromisoformat(when))


@given(starts, st.none() | starts, st.none() | starts, st.lists(moments, min_size=2, max_size=6))
def test_a_state_never_goes_back(due: str, stopped: str | None, known: str | None, looks: list[str]) -> None:
    order = [ClockState.RUNNING, ClockState.NOT_KNOWN, ClockState.BREACHED, ClockState.MET_LATE, ClockState.MET]
    found = [read_state(due_at=latest(due), stopped_at=stopped, known_through=known, now=now) for now in sorted(looks)]
    assert [order.index(state) for state in found] == sorted(order.index(state) for state in found)
