"""The clock goes on evenly where the machine's is set wrong for a while, and follows it where that lasts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.casework.core import clock
from sightline.casework.core.clock import BELIEVED_SECONDS, SMALL_SECONDS, EvenTime

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
YEARS = timedelta(days=4 * 365)


def at(seconds: float, off: timedelta = timedelta()) -> dict[str, object]:
    return {"wall": NOON + timedelta(seconds=seconds) + off, "steady": 1000.0 + seconds}


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize("off", [YEARS, -YEARS, timedelta(minutes=2), timedelta(minutes=-2)])
def test_a_clock_that_is_wrong_for_a_while_in_either_direction_changes_nothing(off: timedelta) -> None:
    even = EvenTime()
    assert even.read(**at(0)) == NOON  # type: ignore[arg-type]
    assert even.read(**at(60, off)) == later(60)  # type: ignore[arg-type]
    assert even.jump() == off.total_seconds(), "it is said by how much"
    assert even.read(**at(200, off)) == later(200)  # type: ignore[arg-type]
    assert even.read(**at(210)) == later(210)  # type: ignore[arg-type]
    assert even.jump() == 0


@pytest.mark.parametrize("off", [YEARS, -YEARS])
def test_a_clock_that_stays_as_it_was_set_is_followed_after_five_minutes(off: timedelta) -> None:
    even = EvenTime()
    even.read(**at(0))  # type: ignore[arg-type]
    even.read(**at(60, off))  # type: ignore[arg-type]
    assert even.read(**at(59 + BELIEVED_SECONDS, off)) == later(59 + BELIEVED_SECONDS)  # type: ignore[arg-type]
    assert even.read(**at(60 + BELIEVED_SECONDS, off)) == later(60 + BELIEVED_SECONDS) + off  # type: ignore[arg-type]
    assert even.jump() == 0
    assert even.read(**at(400 + BELIEVED_SECONDS, off)) == later(400 + BELIEVED_SECONDS) + off  # type: ignore[arg-type]


def test_a_small_step_forward_is_followed_and_a_small_step_back_is_waited_for() -> None:
    even = EvenTime()
    even.read(**at(0))  # type: ignore[arg-type]
    assert even.read(**at(10, timedelta(seconds=5))) == later(15)  # type: ignore[arg-type]
    assert even.read(**at(12)) == later(15), "it stands still"  # type: ignore[arg-type]
    assert even.read(**at(20)) == later(20)  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(-(10**8), 10**8)), max_size=12))
def test_whatever_the_machines_clock_does_within_minutes_time_never_goes_back(steps: list[tuple[int, int]]) -> None:
    even, passed = EvenTime(), 0
    given_at = even.read(**at(0))  # type: ignore[arg-type]
    for seconds, off in steps:  # twelve steps of twenty seconds at most: less than five minutes
        passed += seconds
        read = even.read(**at(passed, timedelta(seconds=off)))  # type: ignore[arg-type]
        assert given_at <= read <= later(passed) + timedelta(seconds=SMALL_SECONDS * len(steps))
        given_at = read


def test_the_seconds_since_the_machine_started_only_grow_and_name_their_start() -> None:
    first = clock.steady_seconds()
    assert 0 < first <= clock.steady_seconds()
    assert clock.boot_id() == clock.boot_id() and 0 < len(clock.boot_id()) <= 40
