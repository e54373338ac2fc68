"""Finds numbers, accounts and days in a text by how they are written, whatever else is known of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sightline.review.anonymous.codes import CodeKind

K = CodeKind
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
POSTCODE = r"\b[a-z]{1,2}\d[a-z\d]?[ \t]?\d[a-z]{2}\b"
NTH, SINCE = r"(?:st|nd|rd|th)?", 1900
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", *(f"twenty-{one}" for one in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh",
    "eighth", "ninth")), "thirtieth", "thirty-first",
)  # fmt: skip
ORDINAL = "|".join(one.replace("-", "[- ]?") for one in reversed(ORDINALS))
NUMBERED = rf"(?P<d>\d{{1,2}}|{ORDINAL})"
PHONE = (
    r"(?<!\d)(?!\d{1,2}[.-]\d{1,2}[.-]\d{2,4})(?:(?:\+|00)[ \t.-]?44[ \t.-]?(?:\(0\))?|\(?0)[ \t.-]?\d"
    r"(?:[ \t().-]{0,2}\d){8,9}(?!\d)"
)  # not the day and hour of 02-03-2016 10:30
OLD_PLATE = (
    r"(?-i:\b(?:(?!S(?:17|20|31|47)\b)[A-Z]\d{1,3}[ \t]?[A-Z]{3}|[A-Z]{3}[ \t]?\d{1,3}[A-Z]"
    r"|(?=[A-Z]{0,2}[IZ])[A-Z]{3}[ \t]?\d{4})\b)"
)  # in capitals: P123 ABC, ABC 123D, and ABZ 1234 of Northern Ireland; a section of an Act is none
PATTERNS: tuple[tuple[CodeKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (K.ONLINE, r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        (K.ONLINE, r"(?:https?://|www\.)[^\s<>\"]+"),
        (K.ONLINE, r"(?<!\w)@[\w.]{2,}\w"),
        (K.PLACE, POSTCODE),
        (K.VEHICLE, r"\b[a-z]{2}\d{2}[ \t-]?[a-z]{3}\b"),
        (K.VEHICLE, OLD_PLATE),
        (K.PHONE, PHONE),
        (K.PHONE, r"(?<!\d)7\d{3}[ \t.-]?\d{3}[ \t.-]?\d{3}(?!\d)"),
        (K.NUMBER, r"\b[a-z]{2}(?:[ \t]?\d{2}){3}[ \t]?[a-d]\b"),
        (K.NUMBER, r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)"),
        (K.NUMBER, r"\b[a-z]{0,5}[/-]?\d{5,}(?:[/-]\w+)*\b"),
        (K.NUMBER, r"\b[a-z]{1,5}[/-]\d{2,}(?:[/-]\d+)*\b"),
        (K.NUMBER, r"\b[a-z]{2,5}\d{3,}(?:[/-]\d+)*\b"),
    )
)
DAYS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)",
        r"(?<![\d/.-])(?P<d>\d{1,2})[ \t]?[/.-][ \t]?(?P<m>\d{1,2})[ \t]?[/.-][ \t]?(?P<y>\d{4}|\d{2})(?![\d/])",
        rf"(?<!\w){NUMBERED}{NTH}[ \t./-]*(?:of[ \t]+)?(?P<month>{MONTH})\.?,?[ \t./-]*(?P<y>\d{{4}})(?!\w)",
        rf"(?<!\w){NUMBERED}{NTH}[./-](?P<month>{MONTH})[./-](?P<y>\d{{2}})(?!\w)",
        rf"(?<!\w){NUMBERED}{NTH}[ \t]+(?:of[ \t]+)?(?P<month>{MONTH})\.?,?[ \t]+['’](?P<y>\d{{2}})(?!\w)",
        rf"(?<!\w){NUMBERED}{NTH}[ \t]*(?:of[ \t]+)?(?P<month>{MONTH})\.?,?[ \t]*(?P<short>\d{{2}})(?![\w:])",
        rf"(?<!\w)(?P<month>{MONTH})\.?[ \t]+(?P<d>\d{{1,2}}){NTH},?[ \t]+(?P<y>\d{{4}})(?!\w)",
    )
)
PARTS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w)\d{{1,2}}{NTH}[ \t]*(?:-|–|to|and|&)[ \t]*\d{{1,2}}{NTH}[ \t]+{MONTH}(?:[ \t]+\d{{4}})?(?!\w)",
        rf"(?<!\w){NUMBERED}{NTH}[ \t]+(?:of[ \t]+)?(?P<month>{MONTH})(?!\w)",
        rf"(?<!\w)(?:{MONTH}|spring|summer|autumn|winter)[ \t]+(?:of[ \t]+)?\d{{4}}(?!\w)",
        r"(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])",
    )
)


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day in a text: where, and which. `day` is None where it is no single day.

    `maybe` is a day that the words may mean: of 14 Feb 06, where 06 may be no year. Of 14 February it is that of a
    leap year, 2000.
    """

    start: int
    end: int
    day: date | None
    maybe: date | None = None
    has_no_year: bool = False


def find_details(text: str) -> Iterator[tuple[int, int, CodeKind]]:
    """Each number, account, postcode and registration: from where to where, and what it is."""
    taken: list[tuple[int, int]] = []
    for kind, pattern in PATTERNS:
        for found in pattern.finditer(text):
            if not any(found.start() < end and start < found.end() for start, end in taken):
                taken.append(found.span())
                yield found.start(), found.end(), kind


def find_days(text: str) -> Iterator[WrittenDay]:
    """Each day, month or season as people write it; ranges and parts of days have no `day`."""
    taken: list[tuple[int, int]] = []
    for found in (each for pattern in (PARTS[0], *DAYS, *PARTS[1:]) for each in pattern.finditer(text)):
        if any(found.start() < end and start < found.end() for start, end in taken):
            continue
        taken.append(found.span())
        day = _day_of(found) if "month" in found.re.groupindex or "y" in found.re.groupindex else None
        is_sure = "y" in found.re.groupindex
        has_no_year = not is_sure and "short" not in found.re.groupindex
        yield WrittenDay(found.start(), found.end(), day if is_sure else None, None if is_sure else day, has_no_year)


def _day_of(found: re.Match[str]) -> date | None:
    said = found.groupdict()
    month = 1 + _month(said["month"]) if said.get("month") else int(said["m"])
    written = said.get("y") or said.get("short") or "2000"
    year = int(written) + (0 if len(written) > 2 else 2000)
    try:
        return date(year, month, _number_of(said["d"])) if year > SINCE else None
    except ValueError:
        return None


def _number_of(day: str) -> int:
    """The day of the month: 14, or fourteenth."""
    said = re.sub(r"[^a-z]", "", day.lower())
    return (
        int(day) if day.isdigit() else 1 + next(at for at, one in enumerate(ORDINALS) if one.replace("-", "") == said)
    )


def _month(name: str) -> int:
    return next(place for place, month in enumerate(MONTHS) if month.startswith(name[:3].lower()))
