"""Reads rules and refuses those that are not whole: the same check for every room, before any rule is used.

A TOML file without `says` is a list or a setting that a room reads itself, not a rule. A room whose rules say more
declares a struct of its own under `WrittenRule` and reads it by `read_written`.
"""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar, cast

import msgspec

from sightline.model.errors import OurFault
from sightline.model.ids import make_id
from sightline.model.nouns import Agency, EntityKind, HandlingMarking, Role
from sightline.model.rules import Citation, DatedValue, Rule, RuleStatus
from sightline.rulebook.closed_outcomes import OUTCOME_KEYS, read_closing_lists
from sightline.rulebook.files import read_toml_texts
from sightline.rulebook.schema import Text, Written, bad_rule, must_be_known, read_table
from sightline.translation.messages import lazy

NOUNS: dict[str, frozenset[str]] = {
    "roles": frozenset(Role),
    "agencies": frozenset(Agency),
    "markings": frozenset(HandlingMarking),
    "entity_kinds": frozenset(EntityKind),
}
AUTHORITY = {RuleStatus.LOCAL: "decided_by", RuleStatus.MEASURED: "measured", RuleStatus.UNVERIFIED: "looked_for"}
# What pages show of a rule: kept and hashed in English, translated where it is shown. `make docs` writes them
# where translators find them.
SHOWN = (
    "label", "says", "why", "beside_chance", "misses", "note", "prefer", "basis", "who", "ask", "decided_by",
    "measured", "looked_for", "post",
)  # fmt: skip
CITED = (RuleStatus.STATUTORY, RuleStatus.OFFICIAL)
VERSION_LENGTH = 12
Of = TypeVar("Of", bound="WrittenRule")


class WrittenCitation(Written, frozen=True, kw_only=True):
    """Where a statutory or official rule is written."""

    title: Text
    url: Text
    edition: Text
    read_on: date
    paragraph: str = ""
    check_again_on: date | None = None


class WrittenValue(Written, frozen=True, kw_only=True):
    """A value from a day on; without `value` the rule was repealed on that day."""

    name: Text
    effective_from: date
    value: Any = None


class WrittenRule(Written, frozen=True, kw_only=True):
    """The keys that every rule may have, whatever its room."""

    id: Text
    label: Text
    says: Text
    why: Text
    status: RuleStatus
    examples: tuple[dict[str, Any], ...]
    decided_by: str = ""
    measured: str = ""
    looked_for: str = ""
    decided_on: date | None = None
    citation: WrittenCitation | None = None
    values: tuple[WrittenValue, ...] = ()
    beside_chance: str = ""

    def __post_init__(self) -> None:
        """Refuse a rule that has no example, or that does not say on whose authority it stands."""
        if not self.examples:
            raise ValueError("it has no example")
        if self.status in CITED and self.citation is None:
            raise ValueError(f"it is {self.status} and has no citation")
        if self.status not in CITED and not self.authority:
            raise ValueError(f"it is {self.status} and does not say '{AUTHORITY[self.status]}'")
        if self.status is RuleStatus.LOCAL and self.decided_on is None:
            raise ValueError("it is local and does not say 'decided_on'")
        dates = [(value.name, value.effective_from) for value in self.values]
        if len(set(dates)) != len(dates):
            raise ValueError("it has two values of one date")

    @property
    def authority(self) -> str:
        """Who decided, what was measured or what was looked for; empty where a citation says it."""
        authority: str = "" if self.status in CITED else getattr(self, AUTHORITY[self.status])
        return authority


class AnyRule(WrittenRule, frozen=True, kw_only=True, forbid_unknown_fields=False):
    """A rule with further keys that another reader checks."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules as they stand on a day."""

    day: date
    rules: tuple[Rule, ...]

    @classmethod
    def as_at(cls, day: date, *folder: str) -> "Rulebook":
        """The rules of a folder of `sightline.rules`, as at a day."""
        return cls(day, load_rules(*folder))

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id; OurFault where there is none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise OurFault(f"There is no rule '{rule_id}'.", code="no_rule")

    def value(self, rule_id: str, name: str) -> Any:
        """A value in force on the day."""
        return self.rule(rule_id).value_at(name, self.day)


def load_rules(*folder: str) -> tuple[Rule, ...]:
    """Every rule of a folder, checked, by file name. Files are read each time, and parsed where they changed."""
    return _read_rules(folder, read_toml_texts(*folder))


@lru_cache(maxsize=32)
def _read_rules(folder: tuple[str, ...], texts: tuple[tuple[str, str], ...]) -> tuple[Rule, ...]:
    tables = ((name, tomllib.loads(text)) for name, text in texts)
    return tuple(read_rule(table, where="/".join((*folder, name))) for name, table in tables if "says" in table)


def read_rule(table: dict[str, Any], *, where: str) -> Rule:
    """One rule from its TOML table; OurFault naming the file and what it lacks. Further keys are not looked at."""
    return read_written(AnyRule, table, where=where)[1]


def read_named(kind: type[Of], table: dict[str, Any], *, name: str, folder: Sequence[str]) -> tuple[Of, Rule]:
    """As `read_written`, for a rule in a file of its own: OurFault too where its id is not the file's name."""
    where = "/".join((*folder, name))
    written, rule = read_written(kind, table, where=where)
    if rule.id != name:
        raise bad_rule("its id is not its file's name", where)
    return written, rule


def read_written(kind: type[Of], table: dict[str, Any], *, where: str) -> tuple[Of, Rule]:
    """A rule with all that its room declares, and the rule itself; OurFault naming the file and the key."""
    written = _translated(read_table(kind, table, where=where))
    try:
        for name, known in NOUNS.items():
            must_be_known(table.get(name, ()), known, what=name)
    except ValueError as error:
        raise bad_rule(str(error), where) from error
    citation = Citation(**msgspec.structs.asdict(written.citation)) if written.citation else None
    rule = Rule(
        id=written.id,
        label=written.label,
        says=written.says,
        why=written.why,
        status=written.status,
        authority=written.authority,
        decided_on=written.decided_on,
        citation=citation,
        values=tuple(DatedValue(value.name, value.effective_from, value.value) for value in written.values),
        examples=written.examples,
        beside_chance=written.beside_chance,
        version=_version_of(json.dumps(table, sort_keys=True, default=str)),
    )
    return written, rule


def _version_of(said: str) -> str:
    """A hash of all that a rule says, and of the list of outcomes where it reads that."""
    lists = msgspec.json.encode(read_closing_lists()).decode() if any(key in said for key in OUTCOME_KEYS) else ""
    return make_id(said, *([lists] if lists else []))[:VERSION_LENGTH]


def _translated(written: Of) -> Of:
    """The same with a message for each text that is shown, also in the parts of a rule."""
    return cast("Of", _with_messages(written))


def _with_messages(part: Any, name: str = "") -> Any:
    if isinstance(part, msgspec.Struct):
        texts = {field: _with_messages(getattr(part, field), field) for field in part.__struct_fields__}
        return msgspec.structs.replace(part, **{field: text for field, text in texts.items() if text})
    if isinstance(part, tuple):
        return tuple(_with_messages(one) for one in part if not isinstance(one, str)) or part
    return lazy(part) if name in SHOWN and isinstance(part, str) and part else part
