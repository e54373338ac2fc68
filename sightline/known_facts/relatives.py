"""Who may be the same person by a possible match that is still open, and who is called by which surname.

Records of one parent may stand as two people until somebody answers. Nobody may become an outside adult by that.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import TypedDict

from sightline.known_facts.row_types import OfPerson
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows

ASKED = """
SELECT DISTINCT one.person_id AS one, other.person_id AS other
FROM question JOIN resolved AS one ON one.mention_id = question.mention_id_a
JOIN resolved AS other ON other.mention_id = question.mention_id_b
WHERE one.person_id <> other.person_id
"""

SURNAMES = """
SELECT DISTINCT person_id, lower(strip_accents(trim(surname))) AS surname
FROM mention JOIN resolved USING (mention_id) WHERE trim(surname) <> '' AND person_id IS NOT NULL
"""


class PairRow(TypedDict):
    """Two people."""

    one: str
    other: str


class SurnameRow(OfPerson):
    """A surname of a person."""

    surname: str


def read_possible_matches(*, engine: Engine) -> Mapping[str, frozenset[str]]:
    """By person: the others whom a person is asked about, and who may therefore be the same. Never passed on."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_rows(engine, PairRow, ASKED):
        found[row["one"]].add(row["other"])
        found[row["other"]].add(row["one"])
    return {one: frozenset(others) for one, others in found.items()}


def read_surnames(*, engine: Engine) -> Mapping[str, frozenset[str]]:
    """By person: the surnames in their records, in small letters."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_rows(engine, SurnameRow, SURNAMES):
        found[row["person_id"]].add(row["surname"])
    return {one: frozenset(names) for one, names in found.items()}
