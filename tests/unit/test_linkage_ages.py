"""An age, a year or part of a date where a birth date should be is a span of days on which a person may be born."""

from datetime import date, timedelta

import duckdb
import pytest

from sightline.linkage.normal_forms.ages import MAY_BE_AGE, read_written_age

ON = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("15", date(2007, 6, 2), date(2010, 6, 1)),
        ("15/16", date(2006, 6, 2), date(2010, 6, 1)),
        ("2009", date(2009, 1, 1), date(2009, 12, 31)),
        ("born 2009", date(2009, 1, 1), date(2009, 12, 31)),
        ("year of birth: 2009", date(2009, 1, 1), date(2009, 12, 31)),
        ("xx/xx/2009", date(2009, 1, 1), date(2009, 12, 31)),
        ("00/00/2009", date(2009, 1, 1), date(2009, 12, 31)),
        ("c. 2009", date(2006, 1, 1), date(2012, 12, 31)),
        ("born c. 2009", date(2006, 1, 1), date(2012, 12, 31)),
        ("2009/10", date(2009, 1, 1), date(2010, 12, 31)),
        ("04/2009", date(2009, 4, 1), date(2009, 4, 30)),
        ("?/4/2009", date(2009, 4, 1), date(2009, 4, 30)),
        ("XX.02.2012", date(2012, 2, 1), date(2012, 2, 29)),
        ("Apr 2009", date(2009, 4, 1), date(2009, 4, 30)),
        ("Sept. 2009", date(2009, 9, 1), date(2009, 9, 30)),
        ("December 2009", date(2009, 12, 1), date(2009, 12, 31)),
        ("under 16", date(2007, 6, 2), date(2024, 6, 1)),
        ("U16", date(2007, 6, 2), date(2024, 6, 1)),
        ("15 and under", date(2007, 6, 2), date(2024, 6, 1)),
        ("over 18", date(1913, 6, 2), date(2007, 6, 1)),
        ("18+", date(1913, 6, 2), date(2007, 6, 1)),
        ("18 or older", date(1913, 6, 2), date(2007, 6, 1)),
        ("Jane Smith, over 25", date(1913, 6, 2), date(2000, 6, 1)),
        ("Year 8", date(2009, 6, 2), date(2013, 6, 1)),
        ("5 months", date(2022, 6, 2), date(2024, 6, 1)),
        ("3 weeks", date(2022, 6, 2), date(2024, 6, 1)),
        ("18/12", date(2021, 6, 2), date(2024, 6, 1)),
        ("10/11", date(2011, 6, 2), date(2015, 6, 1)),
        ("5/6 yrs", date(2016, 6, 2), date(2020, 6, 1)),
        ("thirteen", date(2009, 6, 2), date(2012, 6, 1)),
        ("Aged twelve", date(2010, 6, 2), date(2013, 6, 1)),
        ("about twenty-five", date(1995, 6, 2), date(2002, 6, 1)),
        ("Seven years old", date(2015, 6, 2), date(2018, 6, 1)),
        ("eight months", date(2022, 6, 2), date(2024, 6, 1)),
        ("1.5", date(2021, 6, 2), date(2024, 6, 1)),
        ("12.5 yrs", date(2010, 6, 2), date(2013, 6, 1)),
        ("12 1/2", date(2010, 6, 2), date(2013, 6, 1)),
        ("12½", date(2010, 6, 2), date(2013, 6, 1)),
        ("thirteen and a half", date(2009, 6, 2), date(2012, 6, 1)),
    ],
)
def test_what_is_written_gives_a_span(written: str, first: date, last: date) -> None:
    read = read_written_age(written, on=ON)
    assert read and (read.first, read.last) == (first, last)


@pytest.mark.parametrize(
    "written",
    [
        "13/2009",
        "2009/15",
        "11/12",
        "11/2",
        "9/10",
        "12.10",
        "1.5.2009",
        "2031",
        "04/2031",
        "Flat 4/2",
        "Ten Hag",
        "Mia Six",
        "Year 2011 intake A",
    ],
)
def test_what_says_neither_gives_none(written: str) -> None:
    assert read_written_age(written, on=ON) is None


@pytest.mark.parametrize("on", [date(2024, 6, 1), date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1)])
def test_two_ages_three_years_apart_have_no_day_in_common_and_leave_none_out(on: date) -> None:
    older, younger = (read_written_age(written, on=on) for written in ("14", "11"))
    assert older and younger and younger.first - older.last == timedelta(days=1)


def test_whoever_is_born_on_29_february_is_a_year_older_on_that_day_or_on_1_march() -> None:
    born = date(2012, 2, 29)
    spans = [read_written_age("14", on=on) for on in (date(2025, 2, 28), date(2025, 3, 1), date(2024, 2, 29))]
    assert [bool(span and born <= span.last) for span in spans] == [False, True, False]
    on_the_day = read_written_age("13", on=date(2024, 2, 29))
    assert on_the_day and on_the_day.last == born


@pytest.mark.parametrize("written", ["thirteen", "Seven", "12½", "15", "mid teens"])
def test_what_is_read_may_be_an_age_to_the_database_too(written: str) -> None:
    found = duckdb.sql("SELECT regexp_matches(?, ?)", params=[written, MAY_BE_AGE.pattern]).fetchall()
    assert found == [(True,)] and MAY_BE_AGE.search(written)
