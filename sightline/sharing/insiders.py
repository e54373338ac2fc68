"""What is compared with the details that staff declare, and for how long information governance may watch a person."""

from datetime import date
from functools import cache

from sightline.rulebook.files import read_toml
from sightline.rulebook.rules import Rulebook, WrittenRule
from sightline.rulebook.schema import read_table
from sightline.sharing.need_to_know import FOLDER

NAME = "insiders"


class WrittenInsiders(WrittenRule, frozen=True):
    """The rule: which details take an action away from its answerer, and which alone only ask about them.

    `other_posts` are stages of the ladder of information governance, to whose posts it answers.
    """

    leaves_line: frozenset[str]
    asks: frozenset[str]
    other_posts: tuple[str, ...]


@cache
def read_insiders() -> WrittenInsiders:
    """What the rule says."""
    return read_table(WrittenInsiders, read_toml(*FOLDER, f"{NAME}.toml"), where="/".join((*FOLDER, NAME)))


def most_watch_days(*, on: date) -> int:
    """For how many days a person may be watched before the watch is reviewed, in force on a day."""
    return int(Rulebook.as_at(on, *FOLDER).value(NAME, "most_watch_days"))
