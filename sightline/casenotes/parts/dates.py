"""Reads the date at the head of a line or of a quoted mail: 12/3/21, 3 May, March 2019, 2018:, Weds -.

A date without its year is of the last such day before the note was written, never after it. A note whose own day is not
known leaves it undated.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.model.nouns import Precision

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1)
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("mon monday", "tue tues tuesday", "wed weds wednesday", "thu thur thurs thursday", "fri friday",
         "sat saturday", "sun sunday"))
    for name in names.split()
}  # fmt: skip
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
WEEKDAY = "(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + ")"
WHOLE = (
    rf"(?:{WEEKDAY}\.?,?[ \t]+)?(?:(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)"
    r"|(?P<d2>\d{1,2})[/.-](?P<m2>\d{1,2})[/.-](?P<y2>(?:19|20)?\d\d)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?[ \t]+(?:of[ \t]+)?(?P<m3>{MONTH}),?(?:[ \t]+(?P<y3>(?:19|20)\d\d|'?\d\d\b))?)"
)
PART = (
    rf"|(?P<m4>{MONTH})[ \t]*(?P<y4>(?:19|20)\d\d)|(?P<y5>(?:19|20)\d\d)|(?P<d6>\d{{1,2}})[/.](?P<m6>\d{{1,2}})"
    rf"|(?P<week>{WEEKDAY})|(?P<now>now|today|currently|at present)"
)
WRITTEN = re.compile(rf"(?:{WHOLE}{PART})(?![\w/])", re.IGNORECASE)
CENTURY_TURN = 50


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A day (of a month or year the first one; None where it cannot be told) and how precisely it was written."""

    on: date | None
    precision: Precision
    end: int
    is_whole: bool


def read_date(text: str, start: int, end: int, *, written_on: date | None) -> ReadDate | None:
    """The date that begins at `start` and ends before `end`; None where there is none, or no such day exists."""
    found = WRITTEN.match(text, start, end)
    if not found:
        return None
    given = {name: value for name, value in found.groupdict().items() if value}
    is_whole = any(name in given for name in ("d1", "d2", "d3"))
    if "now" in given:
        return ReadDate(written_on, Precision.DAY, found.end(), False)
    if "week" in given:
        day = _last_weekday(WEEKDAYS[given["week"].lower()], written_on)
        return ReadDate(day, Precision.DAY, found.end(), False)
    year = next((_read_year(given[name]) for name in ("y1", "y2", "y3", "y4", "y5") if name in given), None)
    month = next((_read_month(given[name]) for name in ("m1", "m2", "m3", "m4", "m6") if name in given), None)
    day_of_month = next((int(given[name]) for name in ("d1", "d2", "d3", "d6") if name in given), None)
    return _make(year, month, day_of_month, written_on, found.end(), is_whole)


def _make(
    year: int | None, month: int | None, day: int | None, written_on: date | None, end: int, is_whole: bool
) -> ReadDate | None:
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.APPROXIMATE
    try:
        if year is not None:
            return ReadDate(date(year, month or 1, day or 1), precision, end, is_whole)
        checked = date(2000, month or 1, day or 1)  # a leap year, in which 29 February exists
    except ValueError:
        return None
    return ReadDate(_last_such_day(checked, written_on), precision, end, is_whole)


def _last_such_day(like: date, written_on: date | None) -> date | None:
    if written_on is None:
        return None
    for year in range(written_on.year, written_on.year - 5, -1):
        try:
            day = like.replace(year=year) if year >= 1 else None
        except ValueError:
            continue
        if day and day <= written_on:
            return day
    return None


def _last_weekday(weekday: int, written_on: date | None) -> date | None:
    if written_on is None or written_on.toordinal() <= 7:
        return None
    return written_on - timedelta(days=(written_on.weekday() - weekday) % 7)


def _read_year(text: str) -> int:
    number = int(text.lstrip("'"))
    if number >= 100:
        return number
    return number + (2000 if number < CENTURY_TURN else 1900)


def _read_month(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS[text.lower().rstrip(".")]
