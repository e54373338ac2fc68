"""Reads numbers, days, months, ids and words that people and browsers send, each within bounds.

Nothing here raises, whatever is sent: what cannot be read, or lies outside its bounds, is None or empty.
"""

import re
from collections.abc import Mapping
from datetime import date

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)  # between these an export's date is read
MOST_WHOLE = 10**15 - 1  # fits the whole numbers of both databases, and those of a browser
MOST_LINE, MOST_BOX = 1_000, 20_000
DATE_PARTS = ("day", "month", "year")
_WHOLE = re.compile(r"[0-9]{1,15}\Z")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})\Z")
_ID = re.compile(r"[0-9a-f]{20}\Z")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\"';\s]*)", re.IGNORECASE)
UTF_8 = ("utf-8", "utf8", "us-ascii", "ascii")
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")  # PostgreSQL keeps no NUL, and no database keeps half a character


def read_whole(text: str, *, least: int = 0, most: int = MOST_WHOLE) -> int | None:
    """A whole number in plain figures; None where it is none or lies outside its bounds."""
    text = text.strip() if len(text) <= MOST_LINE else ""
    number = int(text) if _WHOLE.match(text) else -1
    return number if least <= number <= most else None


def read_day(text: str, *, earliest: date = EARLIEST, latest: date = LATEST) -> date | None:
    """A day such as `2024-03-05`; None where there is no such day, or it lies outside its bounds."""
    found = _DAY.match(text)
    return make_day(found[1], found[2], found[3], earliest=earliest, latest=latest) if found else None


def read_month(text: str, *, earliest: date = EARLIEST, latest: date = LATEST) -> date | None:
    """The first day of a month such as `2024-03`; None where there is no such month, or it lies outside its bounds."""
    found = _MONTH.match(text)
    return make_day(found[1], found[2], "1", earliest=earliest, latest=latest) if found else None


def make_day(year: str, month: str, day: str, *, earliest: date = EARLIEST, latest: date = LATEST) -> date | None:
    """The day of its three numbers as typed; None where there is no such day, or it lies outside its bounds."""
    numbers = [read_whole(part, most=9999) for part in (year, month, day)]
    try:
        made = date(*(-1 if number is None else number for number in numbers))
    except ValueError:
        return None
    return made if earliest <= made <= latest else None


def read_boxes(boxes: Mapping[str, str], name: str) -> date | None:
    """The day of the three boxes (day, month, year) of a date of that name; None where they hold none."""
    day, month, year = (boxes.get(f"{name}_{part}", "") for part in DATE_PARTS)
    return make_day(year, month, day)


def is_id(text: str) -> bool:
    """Whether it has the shape of an id made by `model.ids`."""
    return bool(_ID.match(text))


def is_utf_8(content_type: str) -> bool:
    """Whether what is sent with such a heading is in UTF-8: it says so, or names no encoding."""
    return all(named.lower() in UTF_8 for named in _CHARSET.findall(content_type))


def clean_text(text: str) -> str:
    """Without what no keyboard types and no database keeps: NUL and half characters."""
    return _NOT_TEXT.sub("", text)


def read_text(text: str, *, most: int = MOST_LINE) -> str:
    """Words of at most so many letters; empty where there are more, because words are never cut."""
    return clean_text(text) if len(text) <= most else ""
