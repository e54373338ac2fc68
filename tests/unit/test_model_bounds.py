"""What people and browsers send is read within bounds, and nothing that is sent raises."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.model import bounds

LONG = "9" * 5_000
ANYTHING = st.text(max_size=30) | st.text(alphabet="0123456789-+. eE_", max_size=25) | st.just(LONG)
NO_NUMBER = [
    "",
    " ",
    "-1",
    "+1",
    "1.0",
    "1e3",
    "NaN",
    "Infinity",
    "0x10",
    "1_000",
    "٣",
    "²",
    "１",
    "1\0",
    LONG,
    "9" * 16,
]
NO_DAY = [
    "", "0000-01-01", "10000-01-01", "2024-02-30", "2024-13-01", "2024-1-1", "24-01-01", "1899-12-31", "2101-01-01",
    "٢٠٢٤-٠١-٠١", "2024-W01-1", "20240101", "2024-01-01\n", LONG,
]  # fmt: skip


@pytest.mark.parametrize("text", NO_NUMBER)
def test_what_is_no_whole_number_within_bounds_is_none(text: str) -> None:
    assert bounds.read_whole(text) is None


def test_a_whole_number_is_read_within_its_bounds() -> None:
    assert (bounds.read_whole(" 12 "), bounds.read_whole("0007")) == (12, 7)
    assert bounds.read_whole("9" * 15) == bounds.MOST_WHOLE < 2**53
    assert bounds.read_whole("0", least=1) is None and bounds.read_whole("6", most=5) is None


@pytest.mark.parametrize("text", NO_DAY)
def test_what_is_no_day_within_bounds_is_none(text: str) -> None:
    assert bounds.read_day(text) is None
    assert bounds.read_month(text[:7]) is None or text.startswith("2024-0")


def test_days_and_months_are_read_within_their_bounds() -> None:
    assert bounds.read_day("2024-02-29") == date(2024, 2, 29)
    assert bounds.read_month("2024-02") == date(2024, 2, 1)
    assert bounds.make_day(" 2010", "3", "27 ") == date(2010, 3, 27)
    assert bounds.make_day("0026", "3", "27", earliest=date.min) == date(26, 3, 27)
    assert bounds.read_boxes({"on_day": "07700900123", "on_month": "1", "on_year": "2024"}, "on") is None
    assert bounds.read_boxes({"on_day": "1", "on_month": "1", "on_year": "07700900123"}, "on") is None


def test_words_are_cleaned_and_never_cut() -> None:
    assert bounds.read_text("a\0b\ud800c") == "abc"
    assert bounds.read_text("a" * 11, most=10) == ""
    assert bounds.is_id("0" * 20) and not bounds.is_id("0" * 21) and not bounds.is_id("A" * 20)


@given(text=ANYTHING, other=ANYTHING, third=ANYTHING)
def test_whatever_is_sent_is_read_or_is_none(text: str, other: str, third: str) -> None:
    number = bounds.read_whole(text)
    assert number is None or 0 <= number <= bounds.MOST_WHOLE
    days = [bounds.read_day(text), bounds.read_month(text), bounds.make_day(text, other, third)]
    assert all(day is None or bounds.EARLIEST <= day <= bounds.LATEST for day in days)
    bounds.read_text(text).encode()
