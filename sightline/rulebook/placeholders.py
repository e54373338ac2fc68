"""Reads the birth dates that people type where none is known, 01/01/1900 and its like, from the rules.

Such a date is no old person. Whoever takes it for one makes an adult of a child; so a row's mention never carries it as
a birth date. What was written stays beside it, as written.
"""

from datetime import date
from functools import cache

from sightline.rulebook.files import read_toml


@cache
def read_no_birth_dates() -> frozenset[date]:
    """The dates of `birth_dates` in rules/linkage/placeholders.toml."""
    return frozenset(map(date.fromisoformat, read_toml("linkage", "placeholders.toml")["birth_dates"]))
