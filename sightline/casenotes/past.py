"""A year or a month that was over long before the note was written.

A newcomer would get this wrong: four figures are mostly an hour (2010 hrs), and `since March` is not over.
"""

import re
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
_IN_MONTH = re.compile(rf"\b(last|back in)\s+(?:early |late |mid )?({_MONTH})\b(?!\s+(?:19|20)\d\d)")
LONG_AGO_MONTHS = 3
DIGITS = re.compile(r"\d")


def find_past(*, folded: str, sentence: Range, written_on: date | None) -> Range | None:
    """Where the sentence names a time that was over long before `written_on`; None where it does not."""
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
    for found in _IN_MONTH.finditer(folded, *sentence):
        months = (written_on.month - 1 - MONTHS.index(found[2][:3])) % 12
        if months >= LONG_AGO_MONTHS:
            return found.span()
    return None


def _year_of(day: str) -> int:
    year = int(day.rsplit("/", 1)[1])
    return year if year > 99 else 2000 + year
