"""Reads days as people write them in chronologies: "? 22 May 2016", "approx. May 2016", "22 - 25 May 2016".

Nothing is guessed: what cannot be read has no day, and says so. The words as written stay beside what was read.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
THIRDS = {"early": (1, 10), "beginning": (1, 10), "start": (1, 10), "mid": (11, 20), "late": (21, 31), "end": (21, 31)}
THIRDS_OF_YEAR = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}  # months
EARLIEST, LATEST, CENTURY, LAST_YEAR_OF_IT = 1900, 2100, 2000, 49  # 49 is 2049, and 50 is 1950
NOT_KNOWN = re.compile(r"\??|(date |day )?(un|not )(known|dated|recorded)|n/?k|n/?a|-+|tbc")
DOUBT = re.compile(
    r"\?|\b(approx(imately|\.)?|circa|about|around|possibly|probably|estimated|est\.|on or about)\s*"
    r"|(?<!/)\bc\.?\s?(?=\d)|(?<!/)\bc\.?\s(?=[a-z])"
)
PLACE_IN_DAY = re.compile(r"\(\s*(\d{1,2})\s*\)\s*$")
CLOCK = re.compile(
    r"(?:,|\bat\b|(?<=\d)t(?=\d))?\s*(?<![\d./-])\b(?:(\d{1,2})[:.](\d{2})(?::\d{2})?\s*(am|pm)?|(\d{1,2})\s*(am|pm)"
    r"|([01]\d|2[0-3])([0-5]\d)\s*(?:hrs|hours|h))(?![\d./])\s*$"
)
WEEKDAY = re.compile(r"\b(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?\b[,.]?\s*")
ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b")
BETWEEN = re.compile(r"\s+(?:-|–|—|to|until|and|till)\s+|(?<=\d)\s*[–—]\s*(?=\d)|(?<=\w)\s*[–—]\s*(?=\w)")
FIRST_WORD = re.compile(r"^(from|between|on)\s+")
NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
NAMED = re.compile(r"(?:(\d{1,2})\s+)?(?:of\s+)?([a-z]{3,9})\.?,?(?:\s+(\d{4}|\d{2}))?")
MONTH_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{4})")
YEAR, YEARS = re.compile(r"\d{4}"), re.compile(r"(\d{4})\s*[-/]\s*(\d{4}|\d{2})")
PART = re.compile(r"(early|mid|late)(?:\s+in)?[\s-]+(.+)|(beginning|start|end)\s+of\s+(.+)")
WEEK = re.compile(r"(?:w/?c|week (?:commencing|beginning|of))\s+(.+)|(?:w/?e|week ending)\s+(.+)")
TWO_MONTHS = re.compile(r"([a-z]{3,9})\s*/\s*([a-z]{3,9}\s+\d{4})")
SEASON = re.compile(r"(spring|summer|autumn|winter)(?:\s+of)?\s+(\d{4})")
LONE_DAY = re.compile(r"\d{1,2}")
SHORT_RANGE = re.compile(r"(\d{1,2})\s*[-/&]\s*(\d{1,2}\s+[a-z].*)")


class DayKind(StrEnum):
    """How exactly a day is known."""

    DAY = "day"
    RANGE = "range"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class UncertainDay:
    """From which day to which something happened, and how sure that is; no days where it cannot be read.

    `clock` is the time of day as `14:30`. `place` is its place among what happened on that day; 0 where nobody says.
    """

    kind: DayKind
    words: str = field(repr=False)
    first: date | None = None
    last: date | None = None
    is_doubtful: bool = False
    clock: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class _Span:
    kind: DayKind
    first: date
    last: date


def read_uncertain_day(words: str, *, clock: str = "", place: int = 0) -> UncertainDay:
    """What a cell says. `clock` and `place` are of columns of their own, and count where the words have none."""
    plain = " ".join(words.replace("\u00a0", " ").split()).casefold()
    found = PLACE_IN_DAY.search(plain)
    if found:
        plain, place = plain[: found.start()].strip(), int(found[1])
    plain, own_clock = _take_clock(plain)
    time = own_clock or read_clock(clock)
    if NOT_KNOWN.fullmatch(plain):
        return UncertainDay(DayKind.UNKNOWN, words, is_doubtful=bool(plain), clock=time, place=place)
    sure = re.sub(r"\s*([/.-])\s*(?=\d)", r"\1", DOUBT.sub(" ", plain)) if "?" in plain else DOUBT.sub(" ", plain)
    sure = sure.strip(" ,()").lstrip("/.-")
    span = _read_span(" ".join(sure.split()))
    if span is None:
        return UncertainDay(DayKind.UNKNOWN, words, is_doubtful=True, clock=time, place=place)
    return UncertainDay(span.kind, words, span.first, span.last, sure != plain.strip(" ,()"), time, place)


def read_clock(words: str) -> str:
    """A time of day as `14:30`; empty where it cannot be read."""
    plain = " ".join(words.split()).casefold()
    left, clock = _take_clock(plain)
    return clock if not left.strip() else ""


def _take_clock(plain: str) -> tuple[str, str]:
    found = CLOCK.search(plain)
    if not found:
        return plain, ""
    hour, minute, half, lone, lone_half, hours, minutes = found.groups()
    number = int(hour or lone or hours)
    afternoon = half or lone_half
    if afternoon:
        number = number % 12 + (12 if afternoon == "pm" else 0)
    if number > 23 or int(minute or minutes or 0) > 59:
        return plain, ""
    return plain[: found.start()].strip(" ,"), f"{number:02}:{minute or minutes or '00'}"


def _read_span(plain: str) -> _Span | None:
    plain = ORDINAL.sub("", WEEKDAY.sub("", FIRST_WORD.sub("", plain))).strip(" ,.")
    whole = _read_one(plain) or _read_years(plain) or _read_week(plain)
    if whole:
        return whole
    if months := TWO_MONTHS.fullmatch(plain):
        return _read_both(months[1], months[2])
    short = SHORT_RANGE.fullmatch(plain)
    parts = [short[1], short[2]] if short else [one.strip() for one in BETWEEN.split(plain) if one]
    if len(parts) != 2:
        parts = [one.strip() for one in re.split(r"(?<=[\da-z])\s*-\s*(?=[\da-z])", plain)]
        if len(parts) != 2:
            return None
    return _read_both(*parts)


def _read_both(begin: str, end: str) -> _Span | None:
    """A range: its first part may leave out the month or the year that its last part has."""
    last = _read_one(end)
    if last is None:
        return None
    if LONE_DAY.fullmatch(begin):
        begin = f"{begin}/{last.last.month}/{last.last.year}"
    first = _read_one(begin) or _read_one(f"{begin} {last.last.year}")
    if first is None or first.first > last.last:
        return None
    return _Span(DayKind.RANGE, first.first, last.last)


def _read_week(plain: str) -> _Span | None:
    """The seven days of w/c 3 March 2025, or of week ending 9 March 2025."""
    found = WEEK.fullmatch(plain)
    day = _read_one(found[1] or found[2]) if found else None
    if found is None or day is None or day.kind is not DayKind.DAY:
        return None
    first = day.first - timedelta(days=0 if found[1] else 6)
    return _Span(DayKind.RANGE, first, first + timedelta(days=6))


def _read_years(plain: str) -> _Span | None:
    found = YEARS.fullmatch(plain)
    if not found:
        return None
    first, last = int(found[1]), int(found[2]) if len(found[2]) == 4 else int(found[1]) // 100 * 100 + int(found[2])
    if not EARLIEST <= first < last <= LATEST:
        return None
    return _Span(DayKind.RANGE, date(first, 1, 1), date(last, 12, 31))


def _read_one(plain: str) -> _Span | None:
    """One day, part of a month, month, season or year."""
    if found := ISO.fullmatch(plain):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := NUMBERS.fullmatch(plain):
        return _day(_year(found[3]), int(found[2]), int(found[1]))
    if found := MONTH_NUMBERS.fullmatch(plain):
        return _month(int(found[2]), int(found[1]))
    if YEAR.fullmatch(plain):
        year = int(plain)
        return _Span(DayKind.YEAR, date(year, 1, 1), date(year, 12, 31)) if EARLIEST <= year <= LATEST else None
    if found := SEASON.fullmatch(plain):
        return _season(found[1], int(found[2]))
    if found := PART.fullmatch(plain):
        return _part(found[1] or found[3], _read_one(found[2] or found[4]))
    if found := MONTH_FIRST.fullmatch(plain):
        return _read_named(f"{found[2]} {found[1]} {found[3]}")
    return _read_named(plain)


def _read_named(plain: str) -> _Span | None:
    found = NAMED.fullmatch(plain)
    if not found or not found[3]:
        return None
    month = next((place for place, name in enumerate(MONTHS, start=1) if name.startswith(found[2])), 0)
    month = 9 if found[2] == "sept" else month
    if not month:
        return None
    return _day(_year(found[3]), month, int(found[1])) if found[1] else _month(_year(found[3]), month)


def _part(name: str, month: _Span | None) -> _Span | None:
    """A third of a month, or of a year: early 2016 is January to April."""
    if month and month.kind is DayKind.YEAR and name in THIRDS_OF_YEAR:
        begins, ends = (_month(month.first.year, one) for one in THIRDS_OF_YEAR[name])
        return _Span(DayKind.RANGE, begins.first, ends.last) if begins and ends else None
    if month is None or month.kind is not DayKind.MONTH:
        return None
    first, last = THIRDS[name]
    return _Span(DayKind.RANGE, month.first.replace(day=first), month.first.replace(day=min(last, month.last.day)))


def _season(name: str, year: int) -> _Span | None:
    if not EARLIEST <= year <= LATEST:
        return None
    first = date(year, SEASONS[name], 1)
    return _Span(DayKind.RANGE, first, (first + timedelta(days=92)).replace(day=1) - timedelta(days=1))


def _day(year: int, month: int, day: int) -> _Span | None:
    if not EARLIEST <= year <= LATEST or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    found = date(year, month, day)
    return _Span(DayKind.DAY, found, found)


def _month(year: int, month: int) -> _Span | None:
    if not EARLIEST <= year <= LATEST or not 1 <= month <= 12:
        return None
    return _Span(DayKind.MONTH, date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (CENTURY if int(text) <= LAST_YEAR_OF_IT else CENTURY - 100)
