"""Reads dates and times as agencies write them, keeping how precise they were and the words.

03/04/24 is refused unless a mapping allows two-digit years, and nothing is guessed; a date that cannot be read is not
known, and its words stay. A time with a zone (Z, +01:00) is turned into London's, day included.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from sightline.ingest.dates.loose_dates import read_loose
from sightline.ingest.dates.months import MONTHS, a_day
from sightline.ingest.short_text_cache import kept_where_short
from sightline.model.nouns import Precision
from sightline.model.when import LONDON, moment

CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?)?\s*(am|pm)?\Z", re.IGNORECASE)
FOUR_DIGITS = re.compile(r"(\d{2})(\d{2})\Z")
CLOCK_TOO = r"(\d[\d:.]*(?:\s*[AaPp][Mm])?)"
ZONE = r"( ?(?:Z|[+-]\d{2}:?\d{2}))?"
PART_OF_A_DAY = re.compile(r"0\.\d{3,}\Z")
WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? +", re.IGNORECASE)
AGE_BESIDE = re.compile(r"[ ,]+\(?(?:aged?|age:)? ?\d{1,2} ?(?:y(?:ea)?rs?(?: old)?)?\)\Z", re.IGNORECASE)
MINUTES_A_DAY = 24 * 60
NEWEST_SHORT, OLDEST_SHORT = 29, 50  # of years in two digits: those between are of neither century surely
FIRST_SERIAL = date(1899, 12, 30)
LONGEST = 64


@dataclass(frozen=True, slots=True)
class Day:
    """A date as read: its first day, its last day where a range was written, a time of day if it stood there too."""

    first: date
    last: date | None = None
    precision: Precision = Precision.DAY
    clock: time | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was, ready for the tables: whens, precision, words, and the London day on which it began."""

    occurred_from: str | None
    occurred_to: str | None
    precision: Precision
    words: str = field(repr=False)
    day: date | None


def _day_month_year(text: str) -> Day | None:
    found = re.fullmatch(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}})(?:[ T]{CLOCK_TOO})?", text)
    return _with_clock(a_day(found[3], found[2], found[1]), found[4]) if found else None


def _month_day_year(text: str) -> Day | None:
    found = re.fullmatch(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}})(?:[ T]{CLOCK_TOO})?", text)
    return _with_clock(a_day(found[3], found[1], found[2]), found[4]) if found else None


def _two_digit_year(text: str) -> Day | None:
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})", text)
    if not found:
        return None
    year = _whole_year(found[3])
    return _with_clock(a_day(year, found[2], found[1]), None) if year else None


def _whole_year(short: str) -> str:
    """The year that two digits stand for; empty where that is not sure."""
    number = int(short)
    if number <= NEWEST_SHORT:
        return f"20{short}"
    return f"19{short}" if number >= OLDEST_SHORT else ""


def _iso(text: str) -> Day | None:
    found = re.fullmatch(rf"(\d{{4}})([-/])(\d{{1,2}})\2(\d{{1,2}})(?:[ T]{CLOCK_TOO}{ZONE})?", text)
    if not found:
        return None
    read = _with_clock(a_day(found[1], found[3], found[4]), found[5])
    return _in_london(read, found[6].strip()) if read and read.clock and found[6] else read


def _in_london(read: Day, zone: str) -> Day:
    """The same moment by London's clocks; midnight there is a date cell turned into text."""
    offset = "+00:00" if zone == "Z" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    local = datetime.fromisoformat(f"{read.first.isoformat()}T{read.clock:%H:%M}{offset}").astimezone(LONDON)
    clock = local.time()
    return Day(local.date(), clock=None if clock == time(0, 0) else clock)


def _named_month(text: str) -> Day | None:
    found = re.fullmatch(rf"(\d{{4}})-([A-Za-z]{{3,9}})-(\d{{1,2}})(?:[ T]{CLOCK_TOO})?", text)
    if found:
        return _with_clock(a_day(found[1], MONTHS.get(found[2].lower()), found[3]), found[4])
    found = re.fullmatch(
        rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]([A-Za-z]{{3,9}})\.?[ ,-]+(\d{{4}})(?:,?(?: at)? {CLOCK_TOO})?", text
    )
    if found:
        return _with_clock(a_day(found[3], MONTHS.get(found[2].lower()), found[1]), found[4])
    if found := re.fullmatch(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", text):
        return _with_clock(a_day(found[3], MONTHS.get(found[1].lower()), found[2]), None)
    if found := re.fullmatch(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -]'?(\d{2})", text):
        year = _whole_year(found[3])
        return _with_clock(a_day(year, MONTHS.get(found[2].lower()), found[1]), None) if year else None
    return None


def _compact(text: str) -> Day | None:
    found = re.fullmatch(r"(\d{4})(\d{2})(\d{2})(\d{4})?(\d{2})?", text)
    return _with_clock(a_day(found[1], found[2], found[3]), found[4]) if found else None


def _serial(text: str) -> Day | None:
    found = re.fullmatch(r"(\d{4,5})(?:\.\d+)?", text)
    if not found or not 3654 <= int(found[1]) <= 73050:  # 1910 to 2100: a bare year or a small count is no serial
        return None
    return Day(FIRST_SERIAL + timedelta(days=int(found[1])))


def _words(text: str) -> Day | None:
    found = read_loose(text)
    return Day(*found) if found else None


FORMATS: dict[str, Callable[[str], Day | None]] = {
    "DD/MM/YYYY": _day_month_year,
    "MM/DD/YYYY": _month_day_year,
    "DD/MM/YY": _two_digit_year,
    "YYYY-MM-DD": _iso,
    "D MONTH YYYY": _named_month,
    "YYYYMMDD": _compact,
    "SERIAL": _serial,
    "WORDS": _words,
}
USUAL = ("DD/MM/YYYY", "YYYY-MM-DD", "D MONTH YYYY", "WORDS")


def _with_clock(first: date | None, clock_text: str | None) -> Day | None:
    if first is None:
        return None
    clock = read_clock(clock_text) if clock_text else None
    midnight = clock == time(0, 0)  # a date cell turned into text; an event at midnight has a time column
    return Day(first, clock=None if midnight else clock)


@kept_where_short(65_536)
def read_day(text: str, formats: tuple[str, ...] = USUAL) -> Day | None:
    """The date that a cell holds, by the first of the formats that reads it; None where none does."""
    if len(text) > LONGEST:
        return None
    text = WEEKDAY.sub("", text, count=1) if text[:1].isalpha() and WEEKDAY.match(text) else text
    for name in formats:
        found = FORMATS[name](text)
        if found:
            return found
    return None


@kept_where_short(4_096)
def read_clock(text: str) -> time | None:
    """A time of day; None where it cannot be read, which leaves the day to stand alone."""
    text = text.strip()
    if PART_OF_A_DAY.match(text):  # as a workbook keeps a time
        minutes = round(float(text) * MINUTES_A_DAY) % MINUTES_A_DAY
        return time(minutes // 60, minutes % 60)
    found = FOUR_DIGITS.match(text) or CLOCK.match(text)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    half = found[4].lower() if found.re is CLOCK and found[4] else ""
    if found.re is CLOCK and not found[2] and not half:
        return None  # a bare number is no time
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_birth_date(text: str, formats: tuple[str, ...] = USUAL) -> date | None:
    """A birth date, only where a full date is written; an age may stand behind it."""
    found = read_day(text, formats) or read_day(AGE_BESIDE.sub("", text), formats)
    return found.first if found and found.precision is Precision.DAY and found.last is None else None


PRECISIONS = {
    "day": Precision.DAY, "exact": Precision.EXACT, "month": Precision.MONTH, "year": Precision.APPROXIMATE,
    "approx": Precision.APPROXIMATE, "approximate": Precision.APPROXIMATE, "estimated": Precision.APPROXIMATE,
    "week": Precision.APPROXIMATE, "season": Precision.APPROXIMATE, "unknown": Precision.UNKNOWN,
    "not known": Precision.UNKNOWN,
}  # fmt: skip


@kept_where_short(262_144)
def read_moment(
    day_text: str, clock_text: str = "", to_text: str = "", to_clock: str = "", said: str = "",
    formats: tuple[str, ...] = USUAL,
) -> Moment:  # fmt: skip
    """When something was, of the cells that say so; `said` is the source's own word for how precise it is."""
    words = " ".join(part for part in (day_text, clock_text) if part)
    if to_text:
        words = f"{words} to {' '.join(part for part in (to_text, to_clock) if part)}".strip()
    began = read_day(day_text, formats) if day_text else None
    if began is None:
        return Moment(None, None, Precision.UNKNOWN, words, None)
    if clock_text and began.precision is Precision.DAY:
        began = replace(began, clock=read_clock(clock_text))
    occurred_from = _when(began.first, began.clock)
    ended = _ended(began, to_text, to_clock, formats)
    precision = Precision.EXACT if began.clock else began.precision
    stated = PRECISIONS.get(said.casefold())
    if stated and stated is not Precision.EXACT and not (stated is Precision.DAY and began.clock):
        precision = stated
    return Moment(occurred_from, ended, precision, words, began.first)


def _ended(began: Day, to_text: str, to_clock: str, formats: tuple[str, ...]) -> str | None:
    """The end as a when; an end before the beginning is left to the words alone."""
    end = read_day(to_text, formats) if to_text else None
    if end is None:
        return began.last.isoformat() if began.last else None
    clock = read_clock(to_clock) if to_clock else end.clock
    before = end.first < began.first
    if end.first == began.first and clock and began.clock:
        before = clock < began.clock
    return None if before else _when(end.last or end.first, clock)


def _when(day: date, clock: time | None) -> str:
    return day.isoformat() if clock is None else moment(day, clock)
