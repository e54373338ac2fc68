"""Reads dates that are less than a date: March 2004, summer 2004, approx 05/03/2004, 5 to 9 March 2004.

The first day of a month stands for the month in sorting only; the precision says that no day was written.
"""

import calendar
import re
from datetime import date, timedelta

from sightline.ingest.dates.months import MONTHS, SEASONS, a_day
from sightline.model.nouns import Precision

Loose = tuple[date, date | None, Precision]

ABOUT = re.compile(
    r"(?:approx(?:imately|\.)?|about|around|circa|c\.|ca\.|est(?:imated|\.)?|~|early|mid|late|end of|"
    r"beginning of)[ -]*",
    re.IGNORECASE,
)
AFTER = re.compile(r"\s*\(?(?:approx(?:imately|\.)?|estimated|est\.?)\)?\Z", re.IGNORECASE)
PART_OF_DAY = re.compile(
    r",?\s+(?:in the )?(?:early |late |mid-?)?(?:morning|afternoon|evening|night|lunch ?time|tea ?time)\Z",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\s+(?:to|until|till)\s+|\s*[–—]\s*|\s+-\s+", re.IGNORECASE)
WEEK_FROM = re.compile(r"(?:w/c|w/b|wc|week (?:commencing|beginning|starting|of)):?\s+", re.IGNORECASE)
WEEK_TO = re.compile(r"(?:w/e|week ending):?\s+", re.IGNORECASE)
SHORT_RANGE = re.compile(r"(\d{1,2})\s*[-–]\s*(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})\Z")


def read_loose(text: str) -> Loose | None:
    """First day, last day where a range is written, and precision; None where it is no date."""
    text = PART_OF_DAY.sub("", " ".join(text.split()))
    about = bool(ABOUT.match(text) or AFTER.search(text))
    text = AFTER.sub("", ABOUT.sub("", text, count=1) if ABOUT.match(text) else text).strip()
    found = _week(text) or _range(text) or _one(text)
    if not found:
        return None
    first, last, precision = found
    return (first, last, Precision.APPROXIMATE) if about else (first, last, precision)


def _week(text: str) -> Loose | None:
    """The week that begins or ends with a day: w/c 3 March 2025."""
    for pattern, before, after in ((WEEK_FROM, 0, 6), (WEEK_TO, 6, 0)):
        if (said := pattern.match(text)) and (day := _whole_date(text[said.end() :])):
            return day - timedelta(days=before), day + timedelta(days=after), Precision.APPROXIMATE
    return None


def _range(text: str) -> Loose | None:
    text = text.removeprefix("between ").removeprefix("from ").replace(" and ", " to ")
    short = SHORT_RANGE.match(text)
    sides = [f"{short[day]} {short[3]} {short[4]}" for day in (1, 2)] if short else BETWEEN.split(text)
    if len(sides) != 2:
        return None
    ended = _one(sides[1])
    began = _one(sides[0]) or (_one(f"{sides[0]} {sides[1][-4:]}") if ended else None)
    if not began and ended:
        began = _one(f"{sides[0]} {' '.join(sides[1].split()[-2:])}")
    if not began or not ended or ended[0] < began[0]:
        return None
    return began[0], _last_day(ended), began[2]


def _one(text: str) -> Loose | None:
    whole = _whole_date(text)
    if whole:
        return whole, None, Precision.DAY
    named = re.fullmatch(r"([A-Za-z]{3,9})[ ,-]+(\d{4})", text)
    if named:
        return _month_or_season(named[1].lower(), int(named[2]))
    numbers = re.fullmatch(r"(\d{1,2})/(\d{4})", text)
    if numbers:
        first = a_day(numbers[2], numbers[1], 1)
        return (first, None, Precision.MONTH) if first else None
    year = re.fullmatch(r"\d{4}", text)
    first = a_day(text, 1, 1) if year else None
    return (first, None, Precision.APPROXIMATE) if first else None


def _whole_date(text: str) -> date | None:
    numbers = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text)
    if numbers:
        return a_day(numbers[3], numbers[2], numbers[1])
    named = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9}),? (\d{4})", text)
    if named:
        return a_day(named[3], MONTHS.get(named[2].lower()), named[1])
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    return a_day(iso[1], iso[2], iso[3]) if iso else None


def _month_or_season(word: str, year: int) -> Loose | None:
    if word in MONTHS:
        first = a_day(year, MONTHS[word], 1)
        return (first, None, Precision.MONTH) if first else None
    if word in SEASONS:
        first = a_day(year, SEASONS[word][0], 1)
        return (first, None, Precision.APPROXIMATE) if first else None
    return None


def _last_day(found: Loose) -> date:
    first, last, precision = found
    if last or precision is Precision.DAY:
        return last or first
    if precision is Precision.MONTH:
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first
