"""What rules/linkage/noted.toml says: which namings are compared, by which rules, and from when nobody could tell.

The order of the rules is their meaning. Of several that hold of a naming and a record the first is the one that is
asked.
"""

from functools import cache

from sightline.linkage.notes.forms import ComparedForm
from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Positive, Text, WrittenPart, read_table

IN_NOTES = "same_in_notes"
CONFLICT = "conflict"


class NotedRules(WrittenPart, frozen=True):
    """The rules by which what notes name is put to people. `most`: by rule, in their order."""

    roles_left_out: frozenset[str]
    shortest_part_of_mark: Positive
    shortest_part_of_number: Positive
    shortest_nickname: Positive
    no_part_of_mark: tuple[str, ...]
    many_people: Positive
    most_notes: Positive
    most_forename_notes: Positive
    most: dict[str, Positive]
    says: dict[str, Text]

    @property
    def shortest(self) -> dict[ComparedForm, int]:
        """The fewest letters by which a form may be compared."""
        return {
            ComparedForm.PART_OF_REGISTRATION: self.shortest_part_of_mark,
            ComparedForm.PART_OF_NUMBER: self.shortest_part_of_number,
            **dict.fromkeys(
                (ComparedForm.NICKNAME, ComparedForm.ACCOUNT, ComparedForm.FORENAME), self.shortest_nickname
            ),
        }


@cache
def read_noted_rules() -> NotedRules:
    """The rules of rules/linkage/noted.toml."""
    return read_table(NotedRules, read_toml("linkage", "noted.toml"), where="linkage/noted")
