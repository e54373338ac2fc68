"""What `rules/sharing/roles.toml` says of each role, and of Sightline itself where it works for nobody.

A role is no rank. A senior officer sees no more of other agencies' restricted records than anybody else does.
"""

from functools import cache
from typing import Literal

from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.rulebook.files import read_toml
from sightline.rulebook.rules import WrittenRule
from sightline.rulebook.schema import Written, read_table


class RoleRule(Written, frozen=True):
    """What `rules/sharing/roles.toml` says of one role."""

    people: bool
    restricted: Literal["none", "own organisation", "own body", "all"]
    not_layouts: tuple[str, ...]
    own_people: bool
    files: bool
    answers_same_person: bool
    proposes_same_person: bool
    enters_concerns: bool
    wording_counts: Literal["none", "own agency", "all"]
    working_files: Literal["decides", "reviews", "own", "none"]
    gives_sight: Literal["none", "own agency", "all"]


class WrittenRoles(WrittenRule, frozen=True):
    """The rule with one table a role, and one of the house."""

    house: RoleRule
    roles: dict[Role, RoleRule]

    def __post_init__(self) -> None:
        """Refuse a role without a rule."""
        super().__post_init__()
        if missing := set(Role) - set(self.roles):
            raise ValueError(f"there is no visibility rule for {', '.join(sorted(missing))}")


@cache
def role_rules() -> dict[Role, RoleRule]:
    """The rules by role; OurFault where a role has none."""
    return _written().roles


def rule_of(reader: Reader) -> RoleRule:
    """The rule of whoever reads: of their role, or of the house."""
    return _written().house if reader.is_house else role_rules()[reader.role]


@cache
def _written() -> WrittenRoles:
    return read_table(WrittenRoles, read_toml("sharing", "roles.toml"), where="sharing/roles")
