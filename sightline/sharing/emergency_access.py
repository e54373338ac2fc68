"""Who opens a child's restricted records in an emergency, what for, and how long they stay open, by the rule."""

from datetime import date, datetime, timedelta
from functools import cache

from sightline.model.nouns import Role
from sightline.model.when import london_day, utc_text
from sightline.rulebook.files import read_toml
from sightline.rulebook.rules import Rulebook, WrittenRule
from sightline.rulebook.schema import read_table
from sightline.sharing.need_to_know import FOLDER

NAME = "emergency_access"


class WrittenEmergencyAccess(WrittenRule, frozen=True):
    """The rule: whose accounts may, and for which purposes."""

    roles: frozenset[Role]
    purposes: tuple[str, ...]


@cache
def read_emergency_access() -> WrittenEmergencyAccess:
    """What the rule says."""
    return read_table(WrittenEmergencyAccess, read_toml(*FOLDER, f"{NAME}.toml"), where="/".join((*FOLDER, NAME)))


def opens_in_emergency(*, role: Role) -> bool:
    """Whether accounts of this role may."""
    return role in read_emergency_access().roles


def emergency_until(*, opened_at: str) -> str:
    """The last moment at which records that were opened then can be read."""
    hours = emergency_value("hours", on=london_day(opened_at))
    return utc_text(datetime.fromisoformat(opened_at) + timedelta(hours=hours))


def emergency_value(name: str, *, on: date) -> int:
    """A number of the rule, in force on a day."""
    return int(Rulebook.as_at(on, *FOLDER).value(NAME, name))
