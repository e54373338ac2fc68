"""Reads the birth dates that people type where none is known, 01/01/1900 and its like, from the rules.

Such a date is no old person. Whoever takes it for one makes an adult of a child; so a row's mention never carries it as
a birth date. What was written stays beside it, as written.
"""

from datetime import date
from functools import cache

from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import WrittenPart, read_table

FILE = ("linkage", "placeholders.toml")


class NoBirthDates(WrittenPart, frozen=True):
    """What the file says of birth dates."""

    birth_dates: frozenset[date]


@cache
def read_no_birth_dates() -> frozenset[date]:
    """The dates of `birth_dates` in rules/linkage/placeholders.toml."""
    return read_table(NoBirthDates, read_toml(*FILE), where="/".join(FILE)).birth_dates
