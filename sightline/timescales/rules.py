"""A timescale as a rule: which facts start it, which stop it, how long it is, who answers, and whether it climbs.

A rule that names a fact which no layout gives today is still a rule. It starts no clock until a form or an export gives
the fact; it is never guessed from something near it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from sightline.model.calendar import Unit
from sightline.model.errors import OurFault
from sightline.model.nouns import Agency
from sightline.model.rules import Rule
from sightline.rulebook.files import read_toml_folder
from sightline.rulebook.rules import read_rule

FOLDER = "timescales"
SETTINGS = "settings"
LIMIT = "limit"
EVENT, REACHED = "event", "reached"
CHILD, ROW, EPISODE = "child", "row", "episode"
OWN_LAYOUTS = frozenset({"sightline_concerns", "sightline_professional_concerns"})
LISTS = frozenset({"layout", "type", "person", "role", "passage"})
TESTS = frozenset({"where", "where_not", "words", "words_not"})
PLAIN = frozenset({"fact", "same", "later", "at", "entered_here", "without_child", "followed_by", "while_open"})


@dataclass(frozen=True, slots=True)
class Limit:
    """How long, from a day on; None where there is no limit any more."""

    effective_from: date
    amount: int | None
    unit: Unit | None

    def __str__(self) -> str:
        return (
            "no limit" if self.amount is None else f"{self.amount} {self.unit}".removesuffix("s" * (self.amount == 1))
        )


@dataclass(frozen=True, slots=True)
class NamedFact:
    """A fact that a rule names: in which layouts, of what type, about whom, with what in its details.

    A stop: `same` says whether it must be of the same child, row or missing episode; `later`, that it must be of a
    later day; `at` "recorded", that it counts when it was written down. A start: `entered_here`, that it was entered in
    Sightline itself; `without_child`, that it need name no child; `followed_by`, what must follow it before the next
    such start; `while_open` (opens, closes, days), that it counts only while something is open; `passage`, that the
    row's words were read as one of these signs, said to be so of the child and not only as a plan. Such a start of a
    record that names no child is one clock of the record.
    """

    layout: tuple[str, ...]
    fact: str
    type: tuple[str, ...] = ()
    person: tuple[str, ...] = ("subject",)
    role: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    where_not: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words_not: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    same: str = CHILD
    later: bool = False
    at: str = EVENT
    entered_here: bool = False
    without_child: bool = False
    passage: tuple[str, ...] = ()
    followed_by: "NamedFact | None" = None
    while_open: "OpenWhile | None" = None


@dataclass(frozen=True, slots=True)
class OpenWhile:
    """Something that is open between two facts, for so many days at most."""

    opens: NamedFact
    closes: NamedFact
    days: int


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One timescale. `answered_here`: the answer may be given in Sightline, so that silence is always known.

    `on_arrival`: an item is opened when the record arrives, one a record and agency; the limit is the deadline shown.
    `told` are the agencies that each have such an item; with `any_child` what is done for one child of the record
    answers it for all.
    """

    rule: Rule
    starts: tuple[NamedFact, ...]
    stops: tuple[NamedFact, ...]
    limits: tuple[Limit, ...]
    counts_from: str
    answering_agency: Agency
    climbs: bool
    urgent: bool
    on: bool
    confirmed_by: str
    version: str
    note: str = ""
    on_arrival: bool = False
    told: tuple[Agency, ...] = ()
    any_child: bool = False

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.rule.id

    @property
    def answered_here(self) -> bool:
        """True for response clocks, and where only what is entered in Sightline stops it: silence is known there."""
        return self.counts_from == REACHED or all(set(stop.layout) <= OWN_LAYOUTS for stop in self.stops)

    def limit_at(self, day: date) -> Limit | None:
        """The limit in force on a day; None before the first, or once there is none."""
        in_force = [limit for limit in self.limits if limit.effective_from <= day]
        last = max(in_force, key=lambda limit: limit.effective_from, default=None)
        return None if last is None or last.amount is None else last


@cache
def load_clock_rules(nation: str = "england") -> tuple[ClockRule, ...]:
    """The timescales of a nation as they ship, by id."""
    tables = read_toml_folder(nation, FOLDER)
    return tuple(
        read_clock_rule(table, where=f"{nation}/{FOLDER}/{name}") for name, table in tables.items() if name != SETTINGS
    )


def starting_in(rules: Iterable[ClockRule], layout: str) -> tuple[ClockRule, ...]:
    """The rules that a row of a layout can start, with those starts alone: all that one record by itself can begin."""
    found = (replace(rule, starts=tuple(one for one in rule.starts if layout in one.layout)) for rule in rules)
    return tuple(rule for rule in found if rule.starts)


@cache
def recorded_older_than_days(nation: str = "england") -> int:
    """From how many days on a layout's newest recorded moment counts instead of the day its file was received."""
    return int(read_toml_folder(nation, FOLDER)[SETTINGS]["recorded_older_than_days"])


def read_clock_rule(table: Mapping[str, Any], *, where: str) -> ClockRule:
    """One timescale from its TOML table; OurFault naming the file and what is wrong."""
    rule = read_rule(dict(table), where=where)
    if table.get("counts_from") not in (EVENT, REACHED) or not table.get("starts") or table.get("stops") is None:
        raise OurFault("The rule does not say what starts, stops and counts.", code="bad_rule", where=where)
    return ClockRule(
        rule=rule,
        starts=tuple(_read_fact(fact, where) for fact in table["starts"]),
        stops=tuple(_read_fact(fact, where) for fact in table["stops"]),
        limits=_read_limits(rule, where),
        counts_from=table["counts_from"],
        answering_agency=Agency(table["answering_agency"]),
        climbs=bool(table["climbs"]),
        urgent=bool(table["urgent"]),
        on=bool(table["on"]),
        confirmed_by=str(table.get("confirmed_by", "")),
        version=rule.version,
        note=str(table.get("note", "")),
        on_arrival=bool(table.get("on_arrival", False)),
        told=tuple(Agency(one) for one in table.get("told", [table["answering_agency"]])),
        any_child=bool(table.get("any_child", False)),
    )


def _read_fact(table: Mapping[str, Any], where: str) -> NamedFact:
    unknown = set(table) - LISTS - TESTS - PLAIN
    if unknown:
        raise OurFault(f"A fact has the unknown words {', '.join(sorted(unknown))}.", code="bad_rule", where=where)
    follows = _read_fact(table["followed_by"], where) if "followed_by" in table else None
    written: dict[str, Any] = {
        name: _tuple(value) if name in LISTS else _tuples(value) if name in TESTS else value
        for name, value in table.items()
    }
    return NamedFact(**written | {"followed_by": follows, "while_open": _read_open(table, where)})


def _read_open(table: Mapping[str, Any], where: str) -> OpenWhile | None:
    written = table.get("while_open")
    if written is None:
        return None
    return OpenWhile(_read_fact(written["opens"], where), _read_fact(written["closes"], where), int(written["days"]))


def _tuples(tests: Mapping[str, str | list[str]]) -> dict[str, tuple[str, ...]]:
    return {column: _tuple(values) for column, values in tests.items()}


def _tuple(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _read_limits(rule: Rule, where: str) -> tuple[Limit, ...]:
    limits = [read_limit(value.effective_from, value.value, where) for value in rule.values if value.name == LIMIT]
    if not limits:
        raise OurFault("The rule has no limit.", code="bad_rule", where=where)
    return tuple(sorted(limits, key=lambda limit: limit.effective_from))


def read_limit(effective_from: date, written: Any, where: str) -> Limit:
    """A limit as a rule writes it: {amount, unit}; None where the rule was repealed on that day."""
    if written is None:
        return Limit(effective_from, None, None)
    amount, unit = written.get("amount"), written.get("unit")
    if not isinstance(amount, int) or amount < 1 or unit not in list(Unit):
        raise OurFault("A limit needs a whole amount and a known unit.", code="bad_rule", where=where)
    return Limit(effective_from, amount, Unit(unit))
