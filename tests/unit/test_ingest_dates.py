"""How agencies write dates, and what is read from them."""

from datetime import date, time

import pytest

from sightline.ingest.dates.reader import USUAL, read_birth_date, read_clock, read_day, read_moment
from sightline.model.nouns import Precision

DAY, MONTH, ABOUT = Precision.DAY, Precision.MONTH, Precision.APPROXIMATE


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("05/03/2024", "2024-03-05", None, DAY),
        ("5/3/2024", "2024-03-05", None, DAY),
        ("05.03.2024", "2024-03-05", None, DAY),
        ("2024-03-05", "2024-03-05", None, DAY),
        ("2012-Jan-21 00:00:00", "2012-01-21", None, DAY),
        ("21 January 2012", "2012-01-21", None, DAY),
        ("21st Jan 2012", "2012-01-21", None, DAY),
        ("21-Sept-2012", "2012-09-21", None, DAY),
        ("10-May-09", "2009-05-10", None, DAY),
        ("7 Oct '98", "1998-10-07", None, DAY),
        ("2009/05/10", "2009-05-10", None, DAY),
        ("May 10th, 2009", "2009-05-10", None, DAY),
        ("Sunday 10 May 2009", "2009-05-10", None, DAY),
        ("Tues, 05/03/2024", "2024-03-05", None, DAY),
        ("10th of May 2009", "2009-05-10", None, DAY),
        ("March 2004", "2004-03-01", None, MONTH),
        ("03/2004", "2004-03-01", None, MONTH),
        ("summer 2004", "2004-06-01", None, ABOUT),
        ("2004", "2004-01-01", None, ABOUT),
        ("approx 05/03/2004", "2004-03-05", None, ABOUT),
        ("05/03/2004 (approx)", "2004-03-05", None, ABOUT),
        ("c. March 2004", "2004-03-01", None, ABOUT),
        ("05/03/2024 late evening", "2024-03-05", None, DAY),
        ("2024-03-05 14:30", "2024-03-05", None, DAY),
        ("early 2004", "2004-01-01", None, ABOUT),
        ("05/03/2004 - 09/03/2004", "2004-03-05", "2004-03-09", DAY),
        ("5-9 March 2004", "2004-03-05", "2004-03-09", DAY),
        ("between 05/03/2004 and 09/03/2004", "2004-03-05", "2004-03-09", DAY),
        ("w/c 3 March 2025", "2025-03-03", "2025-03-09", ABOUT),
        ("week commencing 03/03/2025", "2025-03-03", "2025-03-09", ABOUT),
        ("w/e 09/03/2025", "2025-03-03", "2025-03-09", ABOUT),
        ("March to May 2004", "2004-03-01", "2004-05-31", MONTH),
        ("Jan 2004 – Mar 2005", "2004-01-01", "2005-03-31", MONTH),
    ],
)
def test_a_date_is_read_with_its_precision(text: str, first: str, last: str | None, precision: Precision) -> None:
    read = read_day(text)
    assert read is not None
    assert (read.first.isoformat(), read.last and read.last.isoformat(), read.precision) == (first, last, precision)


@pytest.mark.parametrize(
    "text", ["Notadate", "31/02/2020", "00/00/0000", "1066", "05/03/1066", "05/03/24", "44000", "32/01/2020", "", "-",
             "09/03/2004 - 05/03/2004", "#N/A", "9" * 5000, "05/13/2024", "10-May-37", "2009/31/05"],
)  # fmt: skip
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    assert read_day(text) is None


def test_two_digit_years_american_order_and_serials_are_read_only_where_a_mapping_allows_them() -> None:
    assert read_day("05/03/24", (*USUAL, "DD/MM/YY")).first == date(2024, 3, 5)  # type: ignore[union-attr]
    assert read_day("03/25/2024", ("MM/DD/YYYY",)).first == date(2024, 3, 25)  # type: ignore[union-attr]
    assert read_day("45356", ("SERIAL",)).first == date(2024, 3, 5)  # type: ignore[union-attr]
    assert read_day("20240305", ("YYYYMMDD",)).first == date(2024, 3, 5)  # type: ignore[union-attr]
    assert read_day("2024", ("SERIAL",)) is None


@pytest.mark.parametrize(
    ("text", "clock"),
    [("22:30", time(22, 30)), ("9.05", time(9, 5)), ("0930", time(9, 30)), ("9:30pm", time(21, 30)),
     ("12 am", time(0, 0)), ("22:30:59", time(22, 30)), ("25:00", None), ("evening", None), ("7", None),
     ("0.4375", time(10, 30)), ("0.99999", time(0, 0)), ("0.5", None)],
)  # fmt: skip
def test_a_time_is_read_or_left(text: str, clock: time | None) -> None:
    assert read_clock(text) == clock


def test_london_summer_time_is_kept_as_utc() -> None:
    read = read_moment("01/06/2024", "22:30")
    assert (read.occurred_from, read.precision, read.day) == ("2024-06-01T21:30:00Z", Precision.EXACT, date(2024, 6, 1))


def test_a_date_without_a_time_stays_a_date_and_words_stay() -> None:
    read = read_moment("01/06/2024", "late evening", "02/06/2024", "")
    assert (read.occurred_from, read.occurred_to) == ("2024-06-01", "2024-06-02")
    assert (read.precision, read.words) == (DAY, "01/06/2024 late evening to 02/06/2024")


def test_an_end_before_the_beginning_is_left_to_the_words() -> None:
    read = read_moment("02/06/2024", "", "01/06/2024", "")
    assert (read.occurred_to, read.words) == (None, "02/06/2024 to 01/06/2024")


def test_the_source_s_own_word_for_precision_counts() -> None:
    assert read_moment("01/06/2024", said="MONTH").precision is MONTH
    assert read_moment("01/06/2024", said="DAY").precision is DAY
    assert read_moment("01/06/2024", said="ESTIMATED").precision is ABOUT


def test_an_unreadable_date_is_unknown_with_its_words() -> None:
    read = read_moment("Notadate", "10:00")
    assert (read.occurred_from, read.precision, read.words, read.day) == (
        None, Precision.UNKNOWN, "Notadate 10:00", None,
    )  # fmt: skip


@pytest.mark.parametrize(("text", "born"), [("27/11/2010", date(2010, 11, 27)), ("15", None), ("March 2010", None),
                                             ("2010", None), ("approx 27/11/2010", None), ("01/01/1066", None)])  # fmt: skip
def test_a_birth_date_is_a_whole_date_or_nothing(text: str, born: date | None) -> None:
    assert read_birth_date(text) == born


@pytest.mark.parametrize(
    ("text", "moment", "day"),
    [
        ("2024-05-01T23:40:00Z", "2024-05-01T23:40:00Z", date(2024, 5, 2)),
        ("2024-05-01 23:40+00:00", "2024-05-01T23:40:00Z", date(2024, 5, 2)),
        ("2024-05-01T23:40:00+0100", "2024-05-01T22:40:00Z", date(2024, 5, 1)),
        ("2024-10-27T01:30:00Z", "2024-10-27T01:30:00Z", date(2024, 10, 27)),
        ("2024-01-05T23:40:00Z", "2024-01-05T23:40:00Z", date(2024, 1, 5)),
    ],
)
def test_a_time_with_a_zone_is_that_moment_and_its_day_is_london_s(text: str, moment: str, day: date) -> None:
    read = read_moment(text)
    assert (read.occurred_from, read.day) == (moment, day)


def test_a_midnight_with_a_zone_is_a_date_that_a_program_turned_into_text() -> None:
    assert read_moment("2009-05-09T23:00:00.000Z").occurred_from == "2009-05-10"
    assert read_moment("2009-05-10T00:00:00Z").occurred_from == "2009-05-10"


def test_an_age_behind_a_birth_date_does_not_lose_it_and_an_approximate_one_is_none() -> None:
    assert read_birth_date("10/05/2009 (age 14)") == read_birth_date("10/05/2009, 14 yrs)") == date(2009, 5, 10)
    assert read_birth_date("10/05/2009 (approx)") is None
    assert read_day("10/05/2009 (age 14)") is None
