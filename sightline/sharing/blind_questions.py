"""Who asks about a child without learning what is restricted, how often, and for how long the answer is kept."""

from datetime import date
from functools import cache

from sightline.model.nouns import Role
from sightline.rulebook.files import read_toml
from sightline.rulebook.rules import Rulebook, WrittenRule
from sightline.rulebook.schema import read_table
from sightline.sharing.need_to_know import FOLDER

NAME = "blind_questions"


class WrittenBlindQuestions(WrittenRule, frozen=True):
    """The rule: whose accounts may ask."""

    roles: frozenset[Role]


@cache
def read_blind_questions() -> WrittenBlindQuestions:
    """What the rule says."""
    return read_table(WrittenBlindQuestions, read_toml(*FOLDER, f"{NAME}.toml"), where="/".join((*FOLDER, NAME)))


def asks_blindly(*, role: Role) -> bool:
    """Whether accounts of this role may ask."""
    return role in read_blind_questions().roles


def blind_value(name: str, *, on: date) -> int:
    """A number of the rule, in force on a day."""
    return int(Rulebook.as_at(on, *FOLDER).value(NAME, name))
