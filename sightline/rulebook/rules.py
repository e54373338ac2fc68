"""Reads rules and refuses those that are not whole: the same check for every room, before any rule is used.

A TOML file without `says` is a list or a setting that a room reads itself, not a rule.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.model.errors import OurFault
from sightline.model.ids import make_id
from sightline.model.nouns import Agency, EntityKind, Marking, Role
from sightline.model.rules import Citation, DatedValue, Rule, Status
from sightline.rulebook.files import read_toml_folder

NOUNS: dict[str, frozenset[str]] = {
    "roles": frozenset(Role),
    "agencies": frozenset(Agency),
    "markings": frozenset(Marking),
    "entity_kinds": frozenset(EntityKind),
}
AUTHORITY = {Status.LOCAL: "decided_by", Status.MEASURED: "measured", Status.UNVERIFIED: "looked_for"}
WORDS = ("id", "label", "says", "why")
CITED = (Status.STATUTORY, Status.OFFICIAL)
VERSION_LENGTH = 12
CITATION_WORDS = ("title", "url", "edition", "read_on")


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
    """Every rule of a folder, checked, by file name."""
    tables = read_toml_folder(*folder)
    return tuple(read_rule(table, where="/".join((*folder, name))) for name, table in tables.items() if "says" in table)


def read_rule(table: dict[str, Any], *, where: str) -> Rule:
    """One rule from its TOML table; OurFault naming the file and what it lacks."""
    for word in WORDS:
        _must(bool(table.get(word)), where, f"has no '{word}'")
    _must(table.get("status") in list(Status), where, f"has the unknown status '{table.get('status')}'")
    _must(bool(table.get("examples")), where, "has no example")
    _check_nouns(table, where)
    status = Status(table["status"])
    return Rule(
        **{word: table[word] for word in WORDS},
        status=status,
        authority=_read_authority(table, status, where),
        decided_on=_read_day(table.get("decided_on"), where),
        citation=_read_citation(table, status, where),
        values=_read_values(table, where),
        examples=tuple(table["examples"]),
        beside_chance=str(table.get("beside_chance", "")),
        version=make_id(json.dumps(table, sort_keys=True, default=str))[:VERSION_LENGTH],
    )


def _must(holds: bool, where: str, what: str) -> None:
    if not holds:
        raise OurFault(f"The rule {what}.", code="bad_rule", where=where)


def _check_nouns(table: dict[str, Any], where: str) -> None:
    for name, known in NOUNS.items():
        unknown = sorted(set(table.get(name, ())) - known)
        _must(not unknown, where, f"names unknown {name}: {', '.join(unknown)}")


def _read_authority(table: dict[str, Any], status: Status, where: str) -> str:
    if status in CITED:
        return ""
    word = AUTHORITY[status]
    _must(bool(table.get(word)), where, f"is {status} and does not say '{word}'")
    _must(status is not Status.LOCAL or "decided_on" in table, where, "is local and does not say 'decided_on'")
    return str(table[word])


def _read_citation(table: dict[str, Any], status: Status, where: str) -> Citation | None:
    written = table.get("citation")
    if written is None:
        _must(status not in CITED, where, f"is {status} and has no citation")
        return None
    for word in CITATION_WORDS:
        _must(bool(written.get(word)), where, f"has a citation without '{word}'")
    return Citation(**written)


def _read_values(table: dict[str, Any], where: str) -> tuple[DatedValue, ...]:
    values = tuple(
        DatedValue(written["name"], written["effective_from"], written.get("value"))
        for written in table.get("values", ())
    )
    dates = [(value.name, value.effective_from) for value in values]
    _must(len(set(dates)) == len(dates), where, "has two values of one date")
    return values


def _read_day(written: date | str | None, where: str) -> date | None:
    """TOML has dates; a date written as text is taken too."""
    try:
        return date.fromisoformat(written) if isinstance(written, str) else written
    except ValueError as error:
        raise OurFault("The rule has a date that is none.", code="bad_rule", where=where) from error
