"""A rule of counting: which named lists there are, how records put a child on each, and what being on one means.

A rule counts children that somebody wrote something of. It makes nobody a victim, and a child on no list of it is not
thereby safe.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from sightline.model.errors import BadInput, OurFault
from sightline.model.nouns import Agency
from sightline.model.rules import Rule
from sightline.rulebook.files import read_toml
from sightline.rulebook.rules import WrittenRule, read_written
from sightline.rulebook.schema import Text, Written, load_toml

FOLDER = ("england", "counts")
MOST_LISTS = 16  # the table of who is on which together has 2 to this power
FOLDED = ("kinds", "roles", "slots", "facts", "says")  # compared in small letters


class ListMeaning(StrEnum):
    """What being on a list means. `patterns` is of rules met, by which nobody has classified anybody."""

    HARMED = "harmed"
    AT_RISK = "at_risk"
    PATTERNS = "patterns"


class NamedList(Written, frozen=True, kw_only=False):
    """One list. Of `patterns` its members met one of these; else a row of `layout` fulfils every condition given.

    `kinds` are the row's own types and `roles` how it names the child, in small letters; `details` are words of which a
    field holds one; `says` are words of which the row's own text holds one.
    """

    id: Text
    label: Text
    agency: Agency
    means: ListMeaning
    layout: str = ""
    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    details: dict[str, tuple[str, ...]] = {}
    says: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a list that nothing or two things put a child on; the words as they are compared."""
        if bool(self.patterns) == bool(self.layout) or bool(self.patterns) != (self.means is ListMeaning.PATTERNS):
            raise ValueError(f"the list '{self.id}' needs a layout, or patterns and the meaning 'patterns'")
        for name in FOLDED:
            msgspec.structs.force_setattr(self, name, tuple(word.casefold() for word in getattr(self, name)))
        for words in self.details:
            self.details[words] = tuple(word.casefold() for word in self.details[words])


class WrittenCount(WrittenRule, frozen=True, kw_only=True):
    """A rule of counting as its file writes it."""

    lists: tuple[NamedList, ...]
    under: int = 18

    def __post_init__(self) -> None:
        """Refuse a rule without lists, with two of one id, or with more than can be counted together."""
        super().__post_init__()
        if not self.lists or len({one.id for one in self.lists}) != len(self.lists):
            raise ValueError("it has no lists, or two lists with the same id")
        if len(self.lists) > MOST_LISTS:
            raise ValueError(f"it has more than {MOST_LISTS} lists")


@dataclass(frozen=True, slots=True)
class CountRule:
    """A rule of counting: its lists, and under what age somebody is counted."""

    rule: Rule
    lists: tuple[NamedList, ...]
    under: int

    @property
    def named(self) -> tuple[NamedList, ...]:
        """The lists of children whom somebody named as harmed or at risk."""
        return tuple(one for one in self.lists if one.means is not ListMeaning.PATTERNS)

    @property
    def patterns(self) -> frozenset[str]:
        """The rules of patterns by which its lists are made."""
        return frozenset(name for one in self.lists for name in one.patterns)


def leave_out(*, rule: CountRule, patterns: Collection[str]) -> CountRule:
    """The rule without these patterns. A list that was made by them alone is not in it: nought would mislead."""
    kept = ((one, tuple(name for name in one.patterns if name not in patterns)) for one in rule.lists)
    lists = (msgspec.structs.replace(one, patterns=left) for one, left in kept if left or not one.patterns)
    return replace(rule, lists=tuple(lists))


def read_count_rule(*, path: Path) -> CountRule:
    """A partnership's own rule from a file; BadInput where it is not whole. A shipped rule's id is read as that."""
    if not path.suffix:
        return read_shipped(path.name)
    try:
        return _read_count_rule(load_toml(path, refuse=_bad), path.name)
    except OurFault as error:
        raise _bad(error.what, path.name) from error


def read_shipped(rule_id: str) -> CountRule:
    """A rule that comes with Sightline; BadInput where there is none of that id."""
    try:
        table = read_toml(*FOLDER, f"{rule_id}.toml")
    except FileNotFoundError as error:
        raise _bad("There is no such rule", rule_id) from error
    return _read_count_rule(table, f"{rule_id}.toml")


def _read_count_rule(table: dict[str, Any], where: str) -> CountRule:
    said, rule = read_written(WrittenCount, table, where=where)
    return CountRule(rule, said.lists, said.under)


def _bad(what: str, where: str) -> BadInput:
    return BadInput(
        f"{what.removesuffix('.')}.",
        code="bad_count_rule",
        where=where,
        what_to_do="See docs/reference/scale.md for the contents of a counting rule.",
    )
