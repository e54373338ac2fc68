"""The days that the rules of Sightline give: who looks them up could work out by how much a file is moved."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from sightline.review.anonymous.details import find_days
from sightline.rulebook.files import read_toml, read_toml_folder

FOLDERS = tuple(
    ("england", *one)
    for one in (
        ("timescales",),
        ("patterns",),
        ("curiosity",),
        ("review",),
        ("review", "identifiable"),
        ("review", "missed"),
    )
)
FILES = (("linkage", "measured.toml"),)


@cache
def read_rule_days() -> frozenset[date]:
    """Every day that a rule was made, read or measured on, or names in its words."""
    tables = [*(read_toml(*file) for file in FILES), *(read_toml_folder(*folder) for folder in FOLDERS)]
    return frozenset(_days_in(tables))


def _days_in(said: object) -> Iterator[date]:
    match said:
        case date():
            yield date(said.year, said.month, said.day)
        case str():
            yield from (one.day for one in find_days(said) if one.day)
        case dict():
            for name, one in said.items():
                if name not in ("examples", "counter_examples"):  # invented, and never printed
                    yield from _days_in(one)
        case list():
            for one in said:
                yield from _days_in(one)
