"""A rule of counting: which named lists there are, how records put a child on each, and what being on one means.

A rule counts children that somebody wrote something of. It makes nobody a victim, and a child on no list of it is not
thereby safe.
"""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from sightline.model.errors import BadInput, OurFault
from sightline.model.nouns import Agency
from sightline.model.rules import Rule
from sightline.rulebook.files import read_toml
from sightline.rulebook.rules import read_rule

FOLDER = ("england", "counts")
MOST_LISTS = 16  # the table of who is on which together has 2 to this power
CONDITIONS = ("layout", "kinds", "roles", "slots", "facts", "details", "says")


class Means(StrEnum):
    """What being on a list means. `patterns` is of rules met, by which nobody has classified anybody."""

    HARMED = "harmed"
    AT_RISK = "at_risk"
    PATTERNS = "patterns"


@dataclass(frozen=True, slots=True)
class NamedList:
    """One list. Of `patterns` its members met one of these; else a row of `layout` fulfils every condition given.

    `kinds` are the row's own types and `roles` how it names the child, in small letters; `details` are words of which a
    field holds one; `says` are words of which the row's own text holds one.
    """

    id: str
    label: str
    agency: Agency
    means: Means
    layout: str = ""
    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    details: dict[str, tuple[str, ...]] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountRule:
    """A rule of counting: its lists, and under what age somebody is counted."""

    rule: Rule
    lists: tuple[NamedList, ...]
    under: int

    @property
    def named(self) -> tuple[NamedList, ...]:
        """The lists of children whom somebody named as harmed or at risk."""
        return tuple(one for one in self.lists if one.means is not Means.PATTERNS)

    @property
    def patterns(self) -> frozenset[str]:
        """The rules of patterns by which its lists are made."""
        return frozenset(name for one in self.lists for name in one.patterns)


def leave_out(*, rule: CountRule, patterns: Collection[str]) -> CountRule:
    """The rule without these patterns. A list that was made by them alone is not in it: nought would mislead."""
    lists = tuple(
        replace(one, patterns=tuple(name for name in one.patterns if name not in patterns)) for one in rule.lists
    )
    kept = (one for one, before in zip(lists, rule.lists, strict=True) if one.patterns or not before.patterns)
    return replace(rule, lists=tuple(kept))


def read_count_rule(*, path: Path) -> CountRule:
    """A partnership's own rule from a file; BadInput where it is not whole. A shipped rule's id is read as that."""
    if not path.suffix:
        return read_shipped(path.name)
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _bad("It cannot be read as TOML.", path.name) from error
    try:
        return _read(table, path.name)
    except OurFault as error:
        raise _bad(error.what, path.name) from error


def read_shipped(rule_id: str) -> CountRule:
    """A rule that comes with Sightline; BadInput where there is none of that id."""
    try:
        table = read_toml(*FOLDER, f"{rule_id}.toml")
    except FileNotFoundError as error:
        raise _bad("There is no such rule.", rule_id) from error
    return _read(table, f"{rule_id}.toml")


def _read(table: dict[str, Any], where: str) -> CountRule:
    rule = read_rule(table, where=where)
    lists = tuple(_read_list(one, where) for one in table.get("lists", ()))
    if not lists or len({one.id for one in lists}) != len(lists):
        raise OurFault("The rule has no lists, or two of one id.", code="bad_rule", where=where)
    if len(lists) > MOST_LISTS:
        raise OurFault(f"The rule has more than {MOST_LISTS} lists.", code="bad_rule", where=where)
    return CountRule(rule, lists, int(table.get("under", 18)))


def _read_list(table: dict[str, Any], where: str) -> NamedList:
    strange = sorted(set(table) - {"id", "label", "agency", "means", "patterns", *CONDITIONS})
    if strange:
        raise OurFault(f"A list says '{strange[0]}', which is not known.", code="bad_rule", where=where)
    try:
        made = NamedList(
            id=str(table["id"]),
            label=str(table["label"]),
            agency=Agency(table["agency"]),
            means=Means(table["means"]),
            layout=str(table.get("layout", "")),
            kinds=_words(table, "kinds"),
            roles=_words(table, "roles"),
            slots=_words(table, "slots"),
            facts=_words(table, "facts"),
            details={name: _words(table["details"], name) for name in table.get("details", {})},
            says=_words(table, "says"),
            patterns=tuple(table.get("patterns", ())),
        )
    except (KeyError, ValueError, AttributeError) as error:
        raise OurFault("A list lacks its id, label, agency or means.", code="bad_rule", where=where) from error
    if bool(made.patterns) == bool(made.layout) or bool(made.patterns) != (made.means is Means.PATTERNS):
        raise OurFault(
            f"The list '{made.id}' needs a layout, or patterns and the meaning 'patterns'.",
            code="bad_rule",
            where=where,
        )
    return made


def _words(table: dict[str, Any], name: str) -> tuple[str, ...]:
    return tuple(str(word).casefold() for word in table.get(name, ()))


def _bad(what: str, where: str) -> BadInput:
    return BadInput(
        what, code="bad_count_rule", where=where, what_to_do="See docs/scale.md for what a rule of counting says."
    )
