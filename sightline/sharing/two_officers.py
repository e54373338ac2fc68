"""Which two officers together see a sealed identity or a protected address, and how long each has, by the rule."""

from datetime import date, datetime, timedelta
from functools import cache

from sightline.model.nouns import Role
from sightline.model.when import london_day, utc_text
from sightline.rulebook.files import read_toml
from sightline.rulebook.rules import Rulebook, WrittenRule
from sightline.rulebook.schema import read_table
from sightline.sharing.need_to_know import FOLDER

NAME = "two_officers"


class WrittenTwoOfficers(WrittenRule, frozen=True):
    """The rule: whose accounts take part, and on which rotas they must be."""

    roles: frozenset[Role]
    ladders: tuple[str, ...]


@cache
def read_two_officers() -> WrittenTwoOfficers:
    """What the rule says."""
    return read_table(WrittenTwoOfficers, read_toml(*FOLDER, f"{NAME}.toml"), where="/".join((*FOLDER, NAME)))


def officer_minutes_end(*, since: str, name: str) -> str:
    """The last moment of a number of minutes of the rule."""
    minutes = officers_value(name, on=london_day(since))
    return utc_text(datetime.fromisoformat(since) + timedelta(minutes=minutes))


def officers_value(name: str, *, on: date) -> int:
    """A number of the rule, in force on a day."""
    return int(Rulebook.as_at(on, *FOLDER).value(NAME, name))
