"""The numbers by which groups are found: those of the pattern that says when a group must be met about.

The windows find, and the rule for a whole group removes what is false. Neither does without the other.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from sightline.model.analysis_tables.connections import GROUP_RULE
from sightline.model.rules import Rule
from sightline.rulebook.files import read_toml
from sightline.rulebook.rules import read_rule

FILE = ("england", "patterns", f"{GROUP_RULE}.toml")


@dataclass(frozen=True, slots=True)
class GroupRule:
    """How a group is found: days and numbers, as the rule names them."""

    rule: Rule
    step_days: int
    in_common: int
    most_people: int
    entities: int
    members_each: int
    within_days: int
    children: int


@cache
def read_group_rule(day: date) -> GroupRule:
    """The rule as it stands on a day."""
    rule = read_rule(read_toml(*FILE), where="/".join(FILE))
    numbers = {name: int(rule.value_at(name, day)) for name in GroupRule.__slots__ if name != "rule"}
    return GroupRule(rule=rule, **numbers)
