"""Counts the mentions whose surname or forename is a word for an empty cell, such as NA, and is read as none."""

import re
from typing import TypedDict

from sightline.linkage.normal_forms.name_cells import read_name_cells
from sightline.linkage.settings import Placeholders
from sightline.store import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)
WORDS = re.compile(r"[^\W\d_]+")


class WrittenNameRow(TypedDict):
    """A name with such a word as its cells write it, and how many mentions have it."""

    surname: str
    forename: str
    whole: str
    mentions: int


def count_missing(*, engine: Engine, placeholders: Placeholders) -> int:
    """How many mentions of people have such a word beside another name, and are read without it."""
    words = sorted(placeholders.missing)
    sql = SQL.fill("doubtful_name", words=words, any_word="|".join(words))
    return sum(row["mentions"] for row in read_rows(engine, WrittenNameRow, sql) if _is_read_without(row, placeholders))


def _is_read_without(row: WrittenNameRow, placeholders: Placeholders) -> bool:
    surname, forename, whole = row["surname"], row["forename"], row["whole"]
    read = read_name_cells(surname=surname, forename=forename, whole=whole, placeholders=placeholders)
    written = _words(surname, forename, whole) & placeholders.missing
    return bool(written - _words(read.surname, read.forename))


def _words(*cells: str) -> set[str]:
    return {word for cell in cells for word in WORDS.findall(cell.lower())}
