"""Reads an age or part of a date where a birth date should be: 15, 15-16, thirteen, under 16, 18+, c. 1990, 04/2009.

An age is a span of birth dates and joins nobody. It is compared with a birth date, or with another age, so that
somebody can be asked.
"""

import re
from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from anyascii import anyascii

OLDEST, ABOUT_YEARS, LONGEST = 110, 3, 60
_WORDS = r"(?:aged?|approx(?:imately)?|about|around|circa|est(?:imated)?|possibly|perhaps|c|ca|early|mid|late)"
_UNIT = r"(?:yrs?|years?)(?: ?old)?|y ?/? ?o"
_TO = r"(?:-|to|or)"
AGE = re.compile(
    rf"(?P<about>(?:\b{_WORDS}\b[ .:~]*|~ *)*)(?<![\d/.-])\b(?P<low>\d{{1,3}})(?: ?{_TO} ?(?P<high>\d{{1,3}}))?"
    rf" ?(?:(?P<tens>'?s)\b|(?:{_UNIT})\b)?(?![\d/.:-]*\d)"
    r"(?! ?(?:m(?:on)?ths?\b|weeks?\b|wks?\b|days?\b|/12))"
)
# Bands with one end: under 16, U16, 15 and below; over 18, 18+, 18 or older.
_YOUNGER = r"(?:and|or) (?:under|below|younger)"
_OLDER = r"(?:and|or) (?:over|above|older|up)"
UNDER = re.compile(
    rf"(?:\b(?P<below>under|below|less than|younger than|u)[ -]?|\bup to |< ?)(?P<age>\d{{1,3}})\b(?![/.-]?\d)"
    rf"|\b(?P<last>\d{{1,3}}) {_YOUNGER}\b"
)
OVER = re.compile(
    rf"(?:\b(?:over|above|older than|at least) |> ?)(?P<age>\d{{1,3}})\b(?![/.-]?\d)"
    rf"|\b(?P<first>\d{{1,3}}) ?(?:\+|{_OLDER}\b)"
)
# A child of some months or weeks: 8 months, 18/12, 6 wks, 3 days. And a year of school, whose children are older.
# Of 11/12 nobody knows whether it is a day, two ages or months.
MONTHS_OLD = re.compile(
    r"\A(?:aged? )?(?:(?P<months>\d{1,3}) ?m(?:on)?ths?|(?P<twelfths>1[3-9]|[2-5]\d) ?/12)(?: old)?\Z"
)
WEEKS_OLD = re.compile(r"\A(?:aged? )?\d{1,3} ?(?:weeks?|wks?|/52|days?)(?: old)?\Z")
SCHOOL_YEAR = re.compile(r"\A(?:in )?(?:school )?y(?:ea)?r\.? ?(?P<year>1[0-3]|[1-9])\Z")
BEFORE_SCHOOL = 4
# An age in words: one, thirteen, twenty-five. A part of a year is left out: 1.5, 12 1/2, thirteen and a half.
UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEN_ON = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS = {word: number for number, word in enumerate((*UNITS, *TEN_ON), start=1)} | {
    word: 10 * number for number, word in enumerate(TENS, start=2)
}
IN_WORDS = re.compile(
    rf"\A(?P<before>(?:(?:{_WORDS}|the age of)[ .:~]+)*)"
    rf"(?:(?P<tens>{'|'.join(TENS)})(?:[ -](?P<unit>{'|'.join(UNITS)}))?|(?P<number>{'|'.join((*UNITS, *TEN_ON))}))"
    rf"(?P<behind>(?: (?:{_UNIT}|and a half|months?|weeks?|days?))*)\Z"
)
PART_OF_YEAR = re.compile(
    r"(?<![\d./-])(?P<years>\d{1,2})(?:[.](?:5|25|75)|(?: |-| and )(?:a half|[13]/[24]))(?![\d./-])"
)
# What a cell must have for an age to be looked for in it; DuckDB is asked the same.
MAY_BE_AGE = re.compile(rf"[0-9½¼¾]|[Tt]een|(?i:\b(?:{'|'.join(NUMBERS)})\b)")
TEENS = re.compile(r"\b(?P<part>early |mid |late )?-?teen(?:s|age|ager)?\b")
ABOUT_A_DAY = re.compile(
    rf"(?P<before>{_WORDS}[ .:~]+|~ ?)?(?:\d{{1,2}}[/. -](?:\d{{1,2}}|[a-z]{{3,9}})[/. -])(?P<year>(?:19|20)\d\d)"
    rf"(?P<behind>[ (]+{_WORDS}\.?)?\Z"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NO_DAY = r"(?:[x?*-]{1,2}|00)"
YEAR = re.compile(rf"\A(?P<about>(?:[a-z.:~ ]+)?)\b{_YEAR}\Z")
# A birth date of which the day is left out, or the day and the month: 04/2009, xx/04/2009, ??/??/2009, April 2009.
MONTH = re.compile(rf"\A(?:{_NO_DAY}[/. ])?(?P<month>0?[1-9]|1[0-2])[/. -]{_YEAR}\Z")
NO_MONTH = re.compile(rf"\A(?:{_NO_DAY}[/. ]){{1,2}}{_YEAR}\Z")
NAMED_MONTH = re.compile(rf"\A(?P<name>[a-z]{{3,9}})[., ]+{_YEAR}\Z")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
# 2009/10 is the one year or the next, 15/16 the one age or the next.
NEXT_YEAR = re.compile(rf"\A{_YEAR}[/-](?P<next>\d\d)\Z")
# Without a unit 11/12 may be eleven months, and what is less may be a day.
NEXT_AGE = re.compile(rf"\A(?P<low>\d{{1,2}})/(?P<high>\d{{1,2}})(?P<unit> ?(?:{_UNIT}))?\Z")
NEXT_WITHOUT_UNIT = {10, *range(12, 20)}
# Words before a year that leave it as sure as it is.
BORN = re.compile(r"\b(?:born|dob|yob|b|in|year|of|birth)\b[ .:]*")
FRACTIONS = {"½": " 1/2", "¼": " 1/4", "¾": " 3/4"}
PARTS_OF_TEN = {"early": (0, 3), "mid": (3, 7), "late": (6, 9)}
PARTS_OF_TEENS = {"early": (13, 14), "mid": (14, 17), "late": (16, 19)}


@dataclass(frozen=True, slots=True)
class BirthRange:
    """The first and the last day on which somebody of a written age may have been born."""

    first: date
    last: date


def read_written_age(text: str, *, on: date) -> BirthRange | None:
    """What an age or a year of birth, written on a day, says of the birth; None where the words say neither.

    A year more or less is allowed either way, and three where it is written that the age is a guess.
    """
    if len(text) > LONGEST:
        return None
    parted = "".join(FRACTIONS.get(letter, letter) for letter in text)
    plain = _read_numbers(" ".join(anyascii(parted).lower().split()).strip("() "))
    if part := _read_part(plain):
        return part if part.first <= on else None
    if (found := ABOUT_A_DAY.match(plain)) and (found["before"] or found["behind"]):
        year = int(found["year"])
        return BirthRange(date(year - 1, 1, 1), date(year + 1, 12, 31)) if year <= on.year else None
    span = _read_years(plain)
    return _born(*span, on=on) if span else None


def _read_numbers(plain: str) -> str:
    """Words that are an age as figures, and an age without its part of a year."""
    if said := IN_WORDS.match(plain):
        years = (
            NUMBERS[said["number"]] if said["number"] else NUMBERS[said["tens"]] + NUMBERS.get(said["unit"] or "", 0)
        )
        plain = f"{said['before']}{years}{said['behind']}"
    return PART_OF_YEAR.sub(r"\g<years>", plain)


def _read_part(plain: str) -> BirthRange | None:
    """A year, two that follow each other, or a month of a year."""
    if month := _read_month(plain):
        return month
    if found := NO_MONTH.match(plain) or YEAR.match(plain):
        year, about = int(found["year"]), found.groupdict().get("about", "")
        more = ABOUT_YEARS if BORN.sub("", about).strip(" .") else 0
        return BirthRange(date(year - more, 1, 1), date(year + more, 12, 31))
    found = NEXT_YEAR.match(plain)
    if found and (int(found["year"]) + 1) % 100 == int(found["next"]):
        return BirthRange(date(int(found["year"]), 1, 1), date(int(found["year"]) + 1, 12, 31))
    return None


def _read_month(plain: str) -> BirthRange | None:
    numbered, named = MONTH.match(plain), NAMED_MONTH.match(plain)
    if numbered:
        year, month = int(numbered["year"]), int(numbered["month"])
    elif named and (places := [at for at, name in enumerate(MONTHS, 1) if name.startswith(named["name"])]):
        year, month = int(named["year"]), places[0]
    else:
        return None
    return BirthRange(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _read_years(plain: str) -> tuple[int, int] | None:
    """The youngest and the oldest that somebody may be."""
    if band := _read_band(plain):
        return band
    if found := TEENS.search(plain):
        return PARTS_OF_TEENS.get((found["part"] or "").strip(), (13, 19))
    age = NEXT_AGE.match(plain)
    if age and int(age["high"]) == int(age["low"]) + 1 and (age["unit"] or int(age["low"]) in NEXT_WITHOUT_UNIT):
        return max(int(age["low"]) - 1, 0), int(age["high"]) + 1
    age = AGE.search(plain)
    if not age:
        return None
    low, high = int(age["low"]), int(age["high"] or age["low"])
    if age["tens"]:
        low, high = _within_ten(age["about"], low, high)
        return low - 1, high + 1
    more = ABOUT_YEARS if age["about"].replace("aged", "").replace("age", "").strip(" .:") else 1
    low, high = low - more, high + more
    return (max(low, 0), high) if low <= high and high - more <= OLDEST else None


def _read_band(plain: str) -> tuple[int, int] | None:
    """The ages of a band with one end, of a baby and of a year of school, a year more or less at each end."""
    if WEEKS_OLD.match(plain):
        return 0, 1
    if months := MONTHS_OLD.match(plain):
        years = int(months["months"] or months["twelfths"]) // 12
        return max(years - 1, 0), years + 1
    if school := SCHOOL_YEAR.match(plain):
        years = int(school["year"]) + BEFORE_SCHOOL
        return years - 1, years + 2
    if under := UNDER.search(plain):
        return 0, min(int(under["age"] or under["last"]) + (0 if under["below"] else 1), OLDEST)
    if over := OVER.search(plain):
        years = int(over["age"] or over["first"])
        return (years - 1, OLDEST) if 0 < years < OLDEST else None
    return None


def _within_ten(about: str, low: int, high: int) -> tuple[int, int]:
    first, last = next((PARTS_OF_TEN[word] for word in about.split() if word in PARTS_OF_TEN), (0, 9))
    return low + first, high + last


def _born(youngest: int, oldest: int, *, on: date) -> BirthRange | None:
    """Whose age on that day is one of these. Two ages that do not touch have no day in common."""
    before = on.year - oldest - 1
    if before < 1:
        return None
    return BirthRange(_same_day(on, before) + timedelta(days=1), _same_day(on, on.year - max(youngest, 0)))


def _same_day(day: date, year: int) -> date:
    """The last birth date of which that birthday has come: of 29 February in other years the birthday is 1 March."""
    return (
        day.replace(year=year, day=28)
        if (day.month, day.day) == (2, 29) and not isleap(year)
        else day.replace(year=year)
    )
