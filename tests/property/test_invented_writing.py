"""Slips of the hand, school days and office days, for any name and any day."""

import random
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sightline.invented.chance import chance_for
from sightline.invented.clerk import mistype, write_date
from sightline.invented.days import MONDAYS, school_day, working_day

DAYS = st.dates(date(2022, 1, 1), date(2026, 1, 1))


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=20), st.integers())
def test_a_slip_keeps_the_first_letter_and_most_of_the_name(name: str, seed: int) -> None:
    slipped = mistype(name, random.Random(seed))
    assert slipped[0] == name[0]
    assert abs(len(slipped) - len(name)) <= 1
    assert set(slipped) <= set(name)


@given(DAYS)
def test_an_office_day_is_no_weekend_and_at_most_two_days_on(on: date) -> None:
    day = working_day(on)
    assert day.weekday() < 5
    assert timedelta(0) <= day - on <= timedelta(days=2)
    assert working_day(day) == day


@given(DAYS)
def test_a_school_day_is_in_term(on: date) -> None:
    day = school_day(on)
    assert day.weekday() < 5
    assert day - timedelta(days=day.weekday()) in MONDAYS
    assert day <= max(on, MONDAYS[0])
    assert school_day(day) == day


@given(DAYS)
def test_a_date_is_written_day_first(on: date) -> None:
    assert write_date(on) == on.strftime("%d/%m/%Y")


@given(st.integers(0, 10**6), st.lists(st.text(max_size=8), max_size=4))
def test_a_chance_of_one_name_comes_again(seed: int, words: list[str]) -> None:
    assert chance_for(seed, *words).random() == chance_for(seed, *words).random()


@given(st.integers(0, 10**6))
def test_chances_of_different_names_differ(seed: int) -> None:
    assert chance_for(seed, "people", 1).random() != chance_for(seed, "lives", 1).random()
