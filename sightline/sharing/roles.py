"""What `rules/sharing/roles.toml` says of each role.

A role is no rank. A senior officer sees no more of other agencies' restricted records than anybody else does.
"""

from dataclasses import dataclass
from functools import cache

from sightline.model.errors import OurFault
from sightline.model.nouns import Role
from sightline.rulebook.files import read_toml


@dataclass(frozen=True, slots=True)
class RoleRule:
    """What `rules/sharing/roles.toml` says of one role."""

    people: bool
    restricted: str
    not_layouts: tuple[str, ...]
    own_people: bool
    files: bool
    answers_same_person: bool
    enters_concerns: bool
    wording_counts: str
    working_files: str
    gives_sight: str


@cache
def role_rules() -> dict[Role, RoleRule]:
    """The rules by role; OurFault where a role has none."""
    tables = read_toml("sharing", "roles.toml")["roles"]
    missing = set(Role) - set(tables)
    if missing:
        raise OurFault(f"No visibility rule for {', '.join(sorted(missing))}.", code="role_without_rule")
    return {role: RoleRule(**{**tables[role], "not_layouts": tuple(tables[role]["not_layouts"])}) for role in Role}
