"""The statements of which a review asks how early they could have been seen: one file each.

rules/england/review/identifiable
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from sightline.model.rules import Rule
from sightline.review.acts import check_acts
from sightline.review.notes import SignOfNotes
from sightline.rulebook.files import read_toml_folder
from sightline.rulebook.rules import WrittenRule, read_named

FOLDER = ("england", "review", "identifiable")
ACTED_BY = "acted_by"


class SeenIn(StrEnum):
    """Where a statement is seen: in one note that says it, as a pattern of several records, or as a group of people."""

    NOTES = "notes"
    PATTERNS = "patterns"
    GROUPS = "groups"


class WrittenStatement(WrittenRule, frozen=True, kw_only=True):
    """A statement as its file writes it."""

    of: SeenIn


@dataclass(frozen=True, slots=True)
class ReviewStatement:
    """A statement as it is on a day: where it is seen, and what counts as it.

    `made_on`: from when it holds, where it was not in force on that day. What it says of the day is hindsight.
    """

    rule: Rule
    of: SeenIn
    values: dict[str, Any] = field(repr=False)
    made_on: date | None = None

    def on_day(self, day: date) -> "ReviewStatement":
        """The same with the values in force on an earlier day; before them the first, and since when."""
        values, made_on = _values_on(self.rule, day)
        return replace(self, values=values, made_on=made_on)

    @property
    def patterns(self) -> tuple[str, ...]:
        """The patterns of which one is enough; none where it is seen in notes."""
        return tuple(self.values.get("patterns") or ())

    @property
    def sign(self) -> SignOfNotes:
        """The sign that a note must have."""
        return SignOfNotes(tuple(self.values["indicators"]), of_child_alone=bool(self.values["of_child_alone"]))

    @property
    def harm_events(self) -> tuple[str, ...]:
        """The kinds of events of children's services that count as harm recorded later."""
        return tuple(self.values["harm_events"])

    @property
    def harm_signs(self) -> tuple[str, ...]:
        """The signs of notes that count as harm recorded later."""
        return tuple(self.values["harm_signs"])

    @property
    def acted_by(self) -> tuple[str, ...]:
        """The acts, by id, that count as acting on it."""
        return tuple(self.values[ACTED_BY])

    @property
    def open_days(self) -> int:
        """For how many days after it was first seen it counts as true."""
        return int(self.values["open_days"])


def read_statements(*, day: date) -> tuple[ReviewStatement, ...]:
    """Every statement with the values in force on a day, by id."""
    return tuple(_read_statement(name, table, day) for name, table in sorted(_tables().items()))


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return read_toml_folder(*FOLDER)


def _read_statement(name: str, table: dict[str, Any], day: date) -> ReviewStatement:
    said, rule = read_named(WrittenStatement, table, name=name, folder=FOLDER)
    for value in rule.values:
        if value.name == ACTED_BY:
            check_acts(value.value, where="/".join((*FOLDER, f"{name}.toml")))
    values, made_on = _values_on(rule, day)
    return ReviewStatement(rule, said.of, values, made_on)


def _values_on(rule: Rule, day: date) -> tuple[dict[str, Any], date | None]:
    """Every value for a day, and the last day from which one of them holds that was not in force on it."""
    found = {name: rule.value_or_first(name, day) for name in {value.name for value in rule.values}}
    made_on = max((one.made_on for one in found.values() if one.made_on), default=None)
    return {name: one.value for name, one in found.items()}, made_on
