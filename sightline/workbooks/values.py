"""A cell's value as text: dates as ISO, whole numbers without a decimal point, TRUE and FALSE.

A workbook has no dates: it has numbers of days, and a format of display that makes a number look like a date.
"""

import math
import re
from datetime import datetime, timedelta

from sightline.workbooks.archive import Archive, Attributes
from sightline.workbooks.refusals import UNREADABLE, Refusal

DAY, ELAPSED = "day", "elapsed"
BUILT_IN_DAYS = {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)}
BUILT_IN_ELAPSED = {46}
NOT_OF_FORMAT = re.compile(r'"[^"]*"?|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]?', re.IGNORECASE)
ELAPSED_PART = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
DAY_SIGNS = re.compile("[dmyhs]", re.IGNORECASE)
MOST_STYLES = 100_000
EPOCH_1900, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - days as written, of no zone
FALSE_LEAP_DAY = 60  # the format's makers took 1900 for a leap year: days before its 29 February are one off
LAST_DAY = 2_958_466
SECONDS = 86_400


def read_styles(archive: Archive, part: str) -> list[str]:
    """For each style number: DAY, ELAPSED, or empty where its numbers are numbers."""
    if not part or not archive.has(part):
        return []
    formats: dict[int, str] = {}
    styles: list[str] = []
    inside: list[bool] = [False]

    def take(element: str, attributes: Attributes) -> None:
        if element == "numFmt":
            formats[_number(attributes, "numFmtId")] = kind_of_format(attributes.get("formatCode", "")[:500])
        elif element in ("cellXfs", "cellStyles", "dxfs"):
            inside[0] = element == "cellXfs"
        elif element == "xf" and inside[0]:
            if len(styles) >= MOST_STYLES:
                raise Refusal(UNREADABLE)
            styles.append(_kind(_number(attributes, "numFmtId"), formats))

    archive.elements(part, take)
    return styles


def _number(attributes: Attributes, name: str) -> int:
    text = attributes.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _kind(format_id: int, formats: dict[int, str]) -> str:
    if format_id in formats:
        return formats[format_id]
    return DAY if format_id in BUILT_IN_DAYS else ELAPSED if format_id in BUILT_IN_ELAPSED else ""


def kind_of_format(code: str) -> str:
    """What a format of display makes of a number."""
    bare = NOT_OF_FORMAT.sub("", code)
    if ELAPSED_PART.search(bare):
        return ELAPSED
    return DAY if DAY_SIGNS.search(bare) else ""


def number_text(text: str, kind: str, *, from_1904: bool) -> str:
    """A number as text, or the day, time or duration that its format shows. What is no number stays as written."""
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    if kind and 0 <= number < LAST_DAY:
        return _duration(number) if kind == ELAPSED else _moment(number, from_1904)
    return plain_number(number)


def plain_number(number: float) -> str:
    """A number that is finite, without a decimal point where it is whole."""
    return str(int(number)) if number.is_integer() else repr(number)


def _moment(number: float, from_1904: bool) -> str:
    seconds = round(number * SECONDS)
    if number < 1 and seconds < SECONDS:
        return _clock(seconds)
    epoch = EPOCH_1904 if from_1904 else EPOCH_1900
    shift = 1 if not from_1904 and number < FALSE_LEAP_DAY else 0
    try:
        found = epoch + timedelta(days=shift, seconds=seconds)
    except OverflowError:
        return repr(number)
    return found.date().isoformat() if not seconds % SECONDS else found.isoformat(sep=" ", timespec="minutes")


def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours:02d}:{minutes:02d}" + (f":{left:02d}" if left else "")


def _duration(number: float) -> str:
    minutes = round(number * SECONDS) // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def iso_text(text: str) -> str:
    """A cell that is written as an ISO date: without a midnight that nobody wrote."""
    day, sign, time = text.partition("T")
    if not sign:
        return text
    return day if time.rstrip("Z").replace(":", "").strip("0.") == "" else f"{day} {time[:5]}"
