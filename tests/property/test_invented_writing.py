"""Slips of the hand, school days and office days, for any name and any day."""

import random
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sightline.invented.chance import chance_for
from sightline.invented.clerk import mistype, write_date
from sightline.invented.days import school_day, working_day
from sightline.invented.years import Years, easter_sunday, half_terms, years_before

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
    years = Years()
    day = school_day(on, years)
    assert day.weekday() < 5
    assert day - timedelta(days=day.weekday()) in years.mondays_and_after
    assert day <= max(on, years.mondays[0])
    assert school_day(day, years) == day


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_three_years_end_in_the_week_before_a_day_and_keep_weekdays(day: date) -> None:
    years = years_before(day)
    assert timedelta(days=1) <= day - years.last <= timedelta(days=7)
    assert years.moved % timedelta(weeks=1) == timedelta(0)
    assert years.latest < years.last and years.holds(years.mondays[0]) and years.holds(years.mondays[-1])


@given(st.integers(2000, 2090))
def test_a_school_year_has_six_half_terms_between_its_holidays(autumn: int) -> None:
    halves = half_terms(autumn)
    assert all(start.weekday() == 0 and 3 <= weeks <= 8 for start, weeks in halves)
    ends = [start + timedelta(weeks=weeks) for start, weeks in halves]
    assert all(end < start for end, (start, _) in zip(ends, halves[1:], strict=False))
    assert easter_sunday(autumn + 1).weekday() == 6


def test_the_half_terms_of_the_fixed_years_are_those_of_the_calendar() -> None:
    wanted = [
        (date(2022, 9, 5), 7), (date(2022, 10, 31), 7), (date(2023, 1, 2), 6), (date(2023, 2, 20), 6),
        (date(2023, 4, 17), 6), (date(2023, 6, 5), 7), (date(2023, 9, 4), 7), (date(2023, 10, 30), 7),
        (date(2024, 1, 8), 5), (date(2024, 2, 19), 5), (date(2024, 4, 15), 6), (date(2024, 6, 3), 7),
        (date(2024, 9, 2), 8), (date(2024, 11, 4), 7), (date(2025, 1, 6), 6), (date(2025, 2, 24), 6),
        (date(2025, 4, 21), 5), (date(2025, 6, 2), 7),
    ]  # fmt: skip
    assert [half for autumn in (2022, 2023, 2024) for half in half_terms(autumn)] == wanted


@given(DAYS)
def test_a_date_is_written_day_first(on: date) -> None:
    assert write_date(on) == on.strftime("%d/%m/%Y")


@given(st.integers(0, 10**6), st.lists(st.text(max_size=8), max_size=4))
def test_a_chance_of_one_name_comes_again(seed: int, words: list[str]) -> None:
    assert chance_for(seed, *words).random() == chance_for(seed, *words).random()


@given(st.integers(0, 10**6))
def test_chances_of_different_names_differ(seed: int) -> None:
    assert chance_for(seed, "people", 1).random() != chance_for(seed, "lives", 1).random()
