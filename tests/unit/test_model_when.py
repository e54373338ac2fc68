from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.model.when import known_from, london_day, london_text, moment


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        (date(2024, 1, 15), time(14, 30), "2024-01-15T14:30:00Z"),
        (date(2024, 6, 15), time(0, 30), "2024-06-14T23:30:00Z"),
        (date(2024, 3, 31), time(0, 59), "2024-03-31T00:59:00Z"),
        (date(2024, 10, 27), time(1, 30), "2024-10-27T00:30:00Z"),  # an hour that happens twice: the first
    ],
)
def test_london_wall_clock_becomes_utc(day: date, clock: time, expected: str) -> None:
    assert moment(day, clock) == expected


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.times().map(lambda t: t.replace(second=0, microsecond=0)))
def test_the_london_day_comes_back(day: date, clock: time) -> None:
    if (day.month, clock.hour) != (3, 1):  # an hour that may not exist
        assert london_day(moment(day, clock)) == day
        assert london_text(moment(day, clock)) == f"{day}T{clock:%H:%M}"


def test_a_date_stays_a_date() -> None:
    assert london_text("2024-06-15") == "2024-06-15"
    assert london_day("2024-06-15") == date(2024, 6, 15)


def test_a_fact_is_known_from_the_later_of_its_day_and_the_day_it_was_recorded() -> None:
    assert known_from(occurred="2024-06-14T23:30:00Z", recorded="2024-06-14") == date(2024, 6, 15)
    assert known_from(occurred="2024-06-01", recorded="2024-06-07") == date(2024, 6, 7)
    assert known_from(occurred=None, recorded="2024-06-07") == date(2024, 6, 7)
    assert known_from(occurred=None, recorded=None) is None
