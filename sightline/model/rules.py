"""A rule as data: what it says, why, on what authority, from when, with worked examples.

"Statutory" is a claim about law and needs a citation that somebody read. "Official" is what a public body's own page
says, with its citation, and is no law. Everything else is local, measured, or openly unverified.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sightline.translation.messages import gettext_noop


class RuleStatus(StrEnum):
    """On what authority a rule stands."""

    STATUTORY = gettext_noop("statutory")
    OFFICIAL = gettext_noop("official")
    LOCAL = gettext_noop("local")
    MEASURED = gettext_noop("measured")
    UNVERIFIED = gettext_noop("unverified")


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statutory or official rule is written, and when somebody read it there."""

    title: str
    url: str
    edition: str
    read_on: date
    paragraph: str = ""
    check_again_on: date | None = None


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value of a rule from a day on; a repealed rule gets a last value of None, and nothing is deleted."""

    name: str
    effective_from: date
    value: Any


@dataclass(frozen=True, slots=True)
class ValueForDay:
    """A value with which a day is looked at. `made_on`: from when it holds, where it was not in force on that day."""

    value: Any
    made_on: date | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `authority` says in words who decided, what was measured, or what was looked for.

    `beside_chance`: what was measured of how often chance alone meets it; empty where that says nothing against it.
    `version` is a hash of all that its file says: every conclusion keeps it.
    """

    id: str
    label: str
    says: str
    why: str
    status: RuleStatus
    authority: str
    decided_on: date | None
    citation: Citation | None
    values: tuple[DatedValue, ...]
    examples: tuple[dict[str, Any], ...]
    version: str
    beside_chance: str = ""

    def made_after(self, day: date) -> date | None:
        """The day on which a local rule was decided, where that is later. Law and guidance have dates of their own."""
        is_later = self.status is RuleStatus.LOCAL and self.decided_on is not None and self.decided_on > day
        return self.decided_on if is_later else None

    def value_or_first(self, name: str, day: date) -> "ValueForDay":
        """The value in force on a day; where none was, the first that it ever had, with the day from which that is."""
        value = self.value_at(name, day)
        if value is not None:
            return ValueForDay(value, None)
        every = [one for one in self.values if one.name == name and one.value is not None]
        first = min(every, key=lambda one: one.effective_from, default=None)
        return ValueForDay(first.value, first.effective_from) if first else ValueForDay(None, None)

    def changed_after(self, day: date, *, by: date) -> date | None:
        """The last day after a day, up to another, from which a value of it holds."""
        return max((one.effective_from for one in self.values if day < one.effective_from <= by), default=None)

    def value_at(self, name: str, day: date) -> Any:
        """The value in force on a day; None before its first, or once repealed."""
        in_force = [value for value in self.values if value.name == name and value.effective_from <= day]
        return max(in_force, key=lambda value: value.effective_from).value if in_force else None
