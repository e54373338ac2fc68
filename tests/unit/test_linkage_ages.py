"""An age, a year or part of a date where a birth date should be is a span of days on which a person may be born."""

from datetime import date

import pytest

from sightline.linkage.normal_forms.ages import read_written_age

ON = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("15", date(2007, 6, 1), date(2010, 6, 1)),
        ("15/16", date(2006, 6, 1), date(2010, 6, 1)),
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
        ("under 16", date(2007, 6, 1), date(2024, 6, 1)),
        ("U16", date(2007, 6, 1), date(2024, 6, 1)),
        ("15 and under", date(2007, 6, 1), date(2024, 6, 1)),
        ("over 18", date(1913, 6, 1), date(2007, 6, 1)),
        ("18+", date(1913, 6, 1), date(2007, 6, 1)),
        ("18 or older", date(1913, 6, 1), date(2007, 6, 1)),
        ("Jane Smith, over 25", date(1913, 6, 1), date(2000, 6, 1)),
        ("Year 8", date(2009, 6, 1), date(2013, 6, 1)),
        ("5 months", date(2022, 6, 1), date(2024, 6, 1)),
        ("3 weeks", date(2022, 6, 1), date(2024, 6, 1)),
        ("18/12", date(2021, 6, 1), date(2024, 6, 1)),
    ],
)
def test_what_is_written_gives_a_span(written: str, first: date, last: date) -> None:
    read = read_written_age(written, on=ON)
    assert read and (read.first, read.last) == (first, last)


@pytest.mark.parametrize(
    "written", ["13/2009", "2009/15", "11/12", "2031", "04/2031", "Flat 4/2", "Year 2011 intake A"]
)
def test_what_says_neither_gives_none(written: str) -> None:
    assert read_written_age(written, on=ON) is None
