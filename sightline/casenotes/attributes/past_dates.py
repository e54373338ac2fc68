"""A year or a month that was over long before the note was written.

Four figures are mostly an hour (2010 hrs), and `since March` is not over.
"""

import re
from collections.abc import Sequence
from datetime import date

Range = tuple[int, int]
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = re.compile(
    rf"\b(?:in|during|of|from|early|late|mid|summer|spring|autumn|winter|{_MONTH},?|back in|since|\()\s+"
    r"((?:19|20)\d\d)\b(?!\s*(?:hrs|hours|h\b))|(?<=\()((?:19|20)\d\d)\b|\b(\d{1,2}/\d{1,2}/(?:19|20)?\d\d)\b"
)
_IN_MONTH = re.compile(rf"\b(last|back in|in|since|by)\s+(?:early |late |mid )?({_MONTH})\b(?!\s+(?:19|20)\d\d)")
# A month and year that stands as the date of an entry within a line: 09/2008, Jan 2019:
_ENTRY = re.compile(rf"\b(?:(?:0?[1-9]|1[0-2])/((?:19|20)\d\d)\b|{_MONTH}\s+((?:19|20)\d\d):)")
# So many of these make a chronology: each date holds until the next.
CHRONOLOGY = 3
TO_COME = re.compile(r"\b(?:will|due|starts?|planned|booked|next|appointment|hopes?|plans?|moving|arranged|from)\b")
MOST_MONTHS_BACK = 8
LONG_AGO_MONTHS = 3
DIGITS = re.compile(r"\d")


def list_entries(folded: str) -> list[re.Match[str]]:
    """The dates that stand as those of entries within lines, if they are enough to make a chronology."""
    if "/" not in folded and ":" not in folded:
        return []
    entries = list(_ENTRY.finditer(folded))
    return entries if len(entries) >= CHRONOLOGY else []


def find_past(
    *,
    folded: str,
    sentence: Range,
    written_on: date | None,
    entries: Sequence[re.Match[str]] = (),
    with_months: bool = True,
) -> Range | None:
    """Where the sentence names a time that was over long before `written_on`; None where it does not.

    `entries`: those of the whole text.
    """
    if written_on is None:
        return None
    for found in _YEAR.finditer(folded, *sentence) if DIGITS.search(folded, *sentence) else ():
        year = int(found[1] or found[2] or _year_of(found[3]))
        if (
            year < written_on.year
            and not found[0].startswith("since")
            and (written_on.year - year > 1 or written_on.month > LONG_AGO_MONTHS)
        ):
            return found.span()
    for found in _IN_MONTH.finditer(folded, *sentence) if with_months else ():
        if _is_long_past(found[1], found[2], written_on, folded, sentence):
            return found.span()
    return _find_entry(entries, sentence, written_on)


def _is_long_past(word: str, month: str, written_on: date, folded: str, sentence: Range) -> bool:
    """`last May` is the last one; `in May` may be to come, and is past only where nothing says that."""
    months = (written_on.month - 1 - MONTHS.index(month[:3])) % 12
    if word in ("last", "back in"):
        return months >= LONG_AGO_MONTHS
    is_past = word == "in" and not TO_COME.search(folded, *sentence)
    return is_past and LONG_AGO_MONTHS <= months <= MOST_MONTHS_BACK


def _find_entry(entries: Sequence[re.Match[str]], sentence: Range, written_on: date) -> Range | None:
    """In a chronology, the date of the entry that a sentence belongs to, where that was long before."""
    before = [entry for entry in entries if entry.start() < sentence[1]]
    if not before or written_on.year - int(before[-1][1] or before[-1][2]) < 1:
        return None
    return before[-1].span()


def _year_of(day: str) -> int:
    year = int(day.rsplit("/", 1)[1])
    return year if year > 99 else 2000 + year
