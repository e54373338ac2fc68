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
PATTERNS: tuple[tuple[CodeKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (K.ONLINE, r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        (K.ONLINE, r"(?:https?://|www\.)[^\s<>\"]+"),
        (K.ONLINE, r"(?<!\w)@[\w.]{2,}\w"),
        (K.PLACE, POSTCODE),
        (K.VEHICLE, r"\b[a-z]{2}\d{2}[ \t]?[a-z]{3}\b"),
        (K.PHONE, r"(?<!\d)(?:\+44[ \t]?(?:\(0\))?|\(?0)\d(?:[ \t()-]{0,2}\d){8,9}(?!\d)"),
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
        r"(?<![\d/.-])(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4}|\d{2})(?![\d/])",
        rf"(?<!\w)(?P<d>\d{{1,2}}){NTH}[ \t]+(?:of[ \t]+)?(?P<month>{MONTH})\.?,?[ \t]+(?P<y>\d{{4}})(?!\w)",
        rf"(?<!\w)(?P<month>{MONTH})\.?[ \t]+(?P<d>\d{{1,2}}){NTH},?[ \t]+(?P<y>\d{{4}})(?!\w)",
    )
)
PARTS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w)\d{{1,2}}{NTH}[ \t]*(?:-|–|to|and|&)[ \t]*\d{{1,2}}{NTH}[ \t]+{MONTH}(?:[ \t]+\d{{4}})?(?!\w)",
        rf"(?<!\w)\d{{1,2}}{NTH}[ \t]+(?:of[ \t]+)?{MONTH}(?!\w)",
        rf"(?<!\w)(?:{MONTH}|spring|summer|autumn|winter)[ \t]+(?:of[ \t]+)?\d{{4}}(?!\w)",
        r"(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])",
    )
)


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day in a text: where, and which. `day` is None where it is no single day."""

    start: int
    end: int
    day: date | None


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
        yield WrittenDay(found.start(), found.end(), _day_of(found) if "y" in found.re.groupindex else None)


def _day_of(found: re.Match[str]) -> date | None:
    said = found.groupdict()
    month = 1 + _month(said["month"]) if said.get("month") else int(said["m"])
    year = int(said["y"]) + (0 if len(said["y"]) > 2 else 2000)
    try:
        return date(year, month, int(said["d"])) if year > SINCE else None
    except ValueError:
        return None


def _month(name: str) -> int:
    return next(place for place, month in enumerate(MONTHS) if month.startswith(name[:3].lower()))
