"""What rules/linkage/noted.toml says: which namings are compared, by which rules, and from when nobody could tell.

The order of the rules is their meaning. Of several that hold of a naming and a record the first is the one that is
asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sightline.linkage.note_forms import Form
from sightline.rulebook.files import read_toml

IN_NOTES = "same_in_notes"
CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class NotedRules:
    """The rules by which what notes name is put to people. `most`: by rule, in their order."""

    roles_left_out: frozenset[str]
    shortest: Mapping[str, int]
    no_part_of_mark: tuple[str, ...]
    many_people: int
    most_notes: int
    most_forename_notes: int
    most: Mapping[str, int]
    says: Mapping[str, str]


@cache
def read_noted_rules() -> NotedRules:
    """The rules of rules/linkage/noted.toml."""
    table = read_toml("linkage", "noted.toml")
    return NotedRules(
        roles_left_out=frozenset(table["roles_left_out"]),
        shortest={
            Form.PART_OF_MARK: table["shortest_part_of_mark"],
            Form.PART_OF_NUMBER: table["shortest_part_of_number"],
            Form.NICKNAME: table["shortest_nickname"],
            Form.ACCOUNT: table["shortest_nickname"],
            Form.FORENAME: table["shortest_nickname"],
        },
        no_part_of_mark=tuple(table["no_part_of_mark"]),
        many_people=table["many_people"],
        most_notes=table["most_notes"],
        most_forename_notes=table["most_forename_notes"],
        most=table["most"],
        says=table["says"],
    )
