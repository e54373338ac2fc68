"""Days as chronologies write them, what is read of each, and what is not guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sightline.casework.reviews.pages.uncertain_days import DayKind, read_clock, read_uncertain_day

K = DayKind
D = date
READ = (
    ("22 May 2016", K.DAY, D(2016, 5, 22), D(2016, 5, 22), False),
    ("? 22 May 2016", K.DAY, D(2016, 5, 22), D(2016, 5, 22), True),
    ("22 May 2016?", K.DAY, D(2016, 5, 22), D(2016, 5, 22), True),
    ("22nd May 2016", K.DAY, D(2016, 5, 22), D(2016, 5, 22), False),
    ("Sunday 22 May 2016", K.DAY, D(2016, 5, 22), D(2016, 5, 22), False),
    ("22/05/2016", K.DAY, D(2016, 5, 22), D(2016, 5, 22), False),
    ("22.5.16", K.DAY, D(2016, 5, 22), D(2016, 5, 22), False),
    ("2016-05-22", K.DAY, D(2016, 5, 22), D(2016, 5, 22), False),
    ("approx. 22 May 2016", K.DAY, D(2016, 5, 22), D(2016, 5, 22), True),
    ("on or about 22 May 2016", K.DAY, D(2016, 5, 22), D(2016, 5, 22), True),
    ("approx May 2016", K.MONTH, D(2016, 5, 1), D(2016, 5, 31), True),
    ("May 2016", K.MONTH, D(2016, 5, 1), D(2016, 5, 31), False),
    ("Sept 2016", K.MONTH, D(2016, 9, 1), D(2016, 9, 30), False),
    ("02/2016", K.MONTH, D(2016, 2, 1), D(2016, 2, 29), False),
    ("2016", K.YEAR, D(2016, 1, 1), D(2016, 12, 31), False),
    ("c. 2016", K.YEAR, D(2016, 1, 1), D(2016, 12, 31), True),
    ("2015-16", K.RANGE, D(2015, 1, 1), D(2016, 12, 31), False),
    ("Summer 2004", K.RANGE, D(2004, 6, 1), D(2004, 8, 31), False),
    ("Winter 2004", K.RANGE, D(2004, 12, 1), D(2005, 2, 28), False),
    ("late May 2016", K.RANGE, D(2016, 5, 21), D(2016, 5, 31), False),
    ("mid-February 2016", K.RANGE, D(2016, 2, 11), D(2016, 2, 20), False),
    ("22 - 25 May 2016", K.RANGE, D(2016, 5, 22), D(2016, 5, 25), False),
    ("22-25 May 2016", K.RANGE, D(2016, 5, 22), D(2016, 5, 25), False),
    ("22/05/2016 - 25/05/2016", K.RANGE, D(2016, 5, 22), D(2016, 5, 25), False),
    ("22 May to 3 June 2016", K.RANGE, D(2016, 5, 22), D(2016, 6, 3), False),
    ("May to July 2016", K.RANGE, D(2016, 5, 1), D(2016, 7, 31), False),
    ("between 22 May 2016 and 3 June 2016", K.RANGE, D(2016, 5, 22), D(2016, 6, 3), False),
    ("May – July 2016", K.RANGE, D(2016, 5, 1), D(2016, 7, 31), False),
    ("May/June 2016", K.RANGE, D(2016, 5, 1), D(2016, 6, 30), False),
    ("early 2016", K.RANGE, D(2016, 1, 1), D(2016, 4, 30), False),
    ("late 2016", K.RANGE, D(2016, 9, 1), D(2016, 12, 31), False),
    ("end of May 2016", K.RANGE, D(2016, 5, 21), D(2016, 5, 31), False),
    ("beginning of May 2016", K.RANGE, D(2016, 5, 1), D(2016, 5, 10), False),
    ("w/c 3 March 2025", K.RANGE, D(2025, 3, 3), D(2025, 3, 9), False),
    ("week commencing 3 March 2025", K.RANGE, D(2025, 3, 3), D(2025, 3, 9), False),
    ("week ending 9 March 2025", K.RANGE, D(2025, 3, 3), D(2025, 3, 9), False),
    ("May 22nd, 2016", K.DAY, D(2016, 5, 22), D(2016, 5, 22), False),
    ("22?/5/2016", K.DAY, D(2016, 5, 22), D(2016, 5, 22), True),
    ("??/05/2016", K.MONTH, D(2016, 5, 1), D(2016, 5, 31), True),
    ("c2016", K.YEAR, D(2016, 1, 1), D(2016, 12, 31), True),
    ("22/05/76", K.DAY, D(1976, 5, 22), D(1976, 5, 22), False),
)


@pytest.mark.parametrize(("words", "kind", "first", "last", "doubtful"), READ)
def test_a_day_is_read_as_it_is_written(words: str, kind: DayKind, first: date, last: date, doubtful: bool) -> None:
    read = read_uncertain_day(words)
    assert (read.kind, read.first, read.last, read.is_doubtful, read.words) == (kind, first, last, doubtful, words)


@pytest.mark.parametrize(
    "words",
    [
        "31/02/2016",
        "22/13/2016",
        "soon",
        "Notadate",
        "1066",
        "the 5th",
        "3 June to 22 May 2016",
        "May",
        "?",
        "not known",
        "undated",
    ],
)
def test_what_cannot_be_read_has_no_day_and_is_doubtful(words: str) -> None:
    read = read_uncertain_day(words)
    assert (read.kind, read.first, read.last, read.is_doubtful) == (K.UNKNOWN, None, None, True)


@pytest.mark.parametrize(
    ("words", "clock"),
    [("22 May 2016 14:30", "14:30"), ("22/05/2016 at 2.30pm", "14:30"), ("22 May 2016, 9am", "09:00"), ("22 May 2016 1430hrs", "14:30"),
     ("22.5.16", ""), ("22.05.2016", ""), ("22 May 2016 12am", "00:00")],
)  # fmt: skip
def test_the_time_beside_a_day_is_read_and_a_day_is_no_time(words: str, clock: str) -> None:
    read = read_uncertain_day(words)
    assert (read.first, read.clock) == (D(2016, 5, 22), clock)


def test_the_order_in_the_day_is_read_from_the_words_or_the_column() -> None:
    assert read_uncertain_day("22 May 2016 (2)").place == 2
    assert read_uncertain_day("22 May 2016", place=3).place == 3
    assert read_clock("2.30 pm") == "14:30" and read_clock("afternoon") == ""


@given(some.dates(min_value=D(1900, 1, 1), max_value=D(2099, 12, 31)))
def test_each_way_of_writing_one_day_gives_that_day(day: date) -> None:
    for words in (day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day} {day:%B %Y}", f"? {day.day} {day:%b %Y}"):
        read = read_uncertain_day(words)
        assert (read.first, read.last) == (day, day)


@given(some.text(max_size=40))
def test_any_words_are_read_without_an_error(words: str) -> None:
    read = read_uncertain_day(words)
    assert (read.first is None) == (read.last is None) == (read.kind is K.UNKNOWN)
    assert read.first is None or read.last is None or read.first <= read.last
