"""The patterns as this room reads them: class, shape, numbers and lists of words, one file a pattern.

The meaning of a shape is code here, once; every number and every word that a rule looks for stands in
`rules/england/patterns`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

import msgspec

from sightline.model.errors import OurFault
from sightline.model.rules import Rule
from sightline.rulebook.closed_outcomes import ClosedOutcome, DecisionKind
from sightline.rulebook.files import read_toml_folder
from sightline.rulebook.rules import WrittenRule, read_named
from sightline.rulebook.schema import Text

FOLDER = ("england", "patterns")
# What is counted so that records which people confirmed as one event count once.
COUNTED_BY_EVENT = (
    "episodes", "long_episodes", "overlapping_episodes", "absence_after_missing", "emergency_days", "not_brought",
    "no_further_action",
)  # fmt: skip


class PatternClass(StrEnum):
    """`must` climbs until somebody answers it; `context` is shown and never climbs; `supervisor` goes to the team."""

    MUST = "must"
    CONTEXT = "context"
    SUPERVISOR = "supervisor"


class PatternShape(StrEnum):
    """The six ways in which a condition can be met."""

    COUNT = "count"
    SHARED = "shared"
    SEQUENCE = "sequence"
    SHARE = "share"
    PASSAGES = "passages"
    WAITING = "waiting"


class WrittenPattern(WrittenRule, frozen=True, kw_only=True):
    """A pattern as its file writes it. `misses` says what it cannot find.

    `answered_by` to `on_arrival` say how it is answered. `no_further_action`: the outcomes that it counts as such.
    """

    pattern_class: PatternClass = msgspec.field(name="class")
    shape: PatternShape
    of: Text
    misses: str = ""
    answered_by: tuple[Any, ...] = ()
    by_meeting: bool = False
    clock: str = ""
    on_arrival: bool = False
    no_further_action: tuple[ClosedOutcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """One rule as it stands on a day. `of` says what is counted, in the words of its shape."""

    rule: Rule
    pattern_class: PatternClass
    shape: PatternShape
    of: str
    values: dict[str, Any]
    no_further_action: tuple[ClosedOutcome, ...] = ()

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.rule.id

    @property
    def counts_events(self) -> bool:
        """Whether records that people confirmed as one event count once."""
        return self.of in COUNTED_BY_EVENT

    def number(self, name: str) -> int:
        """A number in force; OurFault where the rule has none."""
        return int(self._value(name))

    def share(self, name: str) -> float:
        """A share in force, in hundredths in the file, as a fraction."""
        return int(self._value(name)) / 100

    def words(self, name: str) -> tuple[str, ...]:
        """A list in force."""
        return tuple(str(word) for word in self._value(name))

    def closed(self, of: DecisionKind) -> ClosedOutcome:
        """Which outcomes of a kind of decision take no further action; OurFault where the rule does not say."""
        for one in self.no_further_action:
            if one.of is of:
                return one
        raise OurFault(f"The rule does not say which outcome of a {of} it means.", code="no_value", where=self.rule.id)

    def _value(self, name: str) -> Any:
        if self.values.get(name) is None:
            raise OurFault(f"The rule has no value '{name}' on this day.", code="no_value", where=self.rule.id)
        return self.values[name]


def read_patterns(*, day: date) -> tuple[Pattern, ...]:
    """Every pattern in force on a day, by id. One whose `on` has ended as at that day is not looked for."""
    found = [_read_pattern(name, table, day) for name, table in _tables().items()]
    return tuple(pattern for pattern in found if pattern.values.get("on", True) is True)


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return {name: table for name, table in read_toml_folder(*FOLDER).items() if "says" in table}


def _read_pattern(name: str, table: dict[str, Any], day: date) -> Pattern:
    said, rule = read_named(WrittenPattern, table, name=name, folder=FOLDER)
    return Pattern(
        rule=rule,
        pattern_class=said.pattern_class,
        shape=said.shape,
        of=said.of,
        values={each: rule.value_at(each, day) for each in {value.name for value in rule.values}},
        no_further_action=said.no_further_action,
    )
