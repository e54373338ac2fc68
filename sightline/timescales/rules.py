"""A timescale as a rule: which facts start it, which stop it, how long it is, who answers, and whether it climbs.

A rule that names a fact which no layout gives today is still a rule. It starts no clock until a form or an export gives
the fact; it is never guessed from something near it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Literal

from sightline.model.calendar import Unit
from sightline.model.nouns import Agency
from sightline.model.rules import Rule
from sightline.rulebook.closed_outcomes import ClosedOutcome
from sightline.rulebook.files import read_toml_folder
from sightline.rulebook.rules import WrittenRule, read_written
from sightline.rulebook.schema import Positive, TextList, Written, bad_rule, read_table

FOLDER = "timescales"
SETTINGS = "settings"
LIMIT = "limit"
EVENT, REACHED = "event", "reached"
CHILD, ROW, EPISODE = "child", "row", "episode"
OWN_LAYOUTS = frozenset({"sightline_concerns", "sightline_professional_concerns"})


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


class NamedFact(Written, frozen=True, kw_only=False):
    """A fact that a rule names: in which layouts, of what type, about whom, with what in its details.

    `no_further_action`: its outcome takes none; `other_outcome_than`: it has an outcome, and that takes some action.
    A stop: `same` says whether it must be of the same child, row or missing episode; `later`, that it must be of a
    later day; `at` "recorded", that it counts when it was written down. A start: `entered_here`, that it was entered in
    Sightline itself; `without_child`, that it need name no child; `followed_by`, what must follow it before the next
    such start; `while_open` (opens, closes, days), that it counts only while something is open; `passage`, that the
    row's words were read as one of these signs, said to be so of the child and not only as a plan. Such a start of a
    record that names no child is one clock of the record.
    """

    layout: TextList
    fact: str
    type: TextList = TextList()
    person: TextList = TextList(("subject",))
    role: TextList = TextList()
    where: dict[str, TextList] = {}
    where_not: dict[str, TextList] = {}
    no_further_action: ClosedOutcome | None = None
    other_outcome_than: ClosedOutcome | None = None
    words: dict[str, TextList] = {}
    words_not: dict[str, TextList] = {}
    same: str = CHILD
    later: bool = False
    at: str = EVENT
    entered_here: bool = False
    without_child: bool = False
    passage: TextList = TextList()
    followed_by: "NamedFact | None" = None
    while_open: "OpenWhile | None" = None


class OpenWhile(Written, frozen=True, kw_only=False):
    """Something that is open between two facts, for so many days at most."""

    opens: NamedFact
    closes: NamedFact
    days: int


class WrittenLimit(Written, frozen=True, kw_only=True):
    """How long, as a rule writes it."""

    amount: Positive
    unit: Unit


class WrittenClock(WrittenRule, frozen=True, kw_only=True):
    """A timescale as its file writes it; `ClockRule` says what each key means."""

    counts_from: Literal["event", "reached"]
    answering_agency: Agency
    climbs: bool
    urgent: bool
    on: bool
    starts: tuple[NamedFact, ...]
    stops: tuple[NamedFact, ...]
    confirmed_by: str = ""
    note: str = ""
    on_arrival: bool = False
    told: tuple[Agency, ...] = ()
    any_child: bool = False
    counted_with: str = ""

    def __post_init__(self) -> None:
        """Refuse a timescale that nothing starts or that has no limit."""
        super().__post_init__()
        if not self.starts:
            raise ValueError("it does not say what starts it")
        if not any(value.name == LIMIT for value in self.values):
            raise ValueError("it has no limit")


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One timescale. `answered_here`: the answer may be given in Sightline, so that silence is always known.

    `on_arrival`: an item is opened when the record arrives, one a record and agency; the limit is the deadline shown.
    `told` are the agencies that each have such an item; with `any_child` what is done for one child of the record
    answers it for all. `counted_with` is another rule, with whose deadline of one record its own counts as one.
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
    counted_with: str = ""

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


def find_counted_with(rules: Iterable[ClockRule]) -> dict[str, str]:
    """As which rule each of these counts, where several rules count as one thing; the others count by themselves."""
    counted = {rule.id: rule.counted_with for rule in rules if rule.counted_with}
    return counted | {one: one for one in counted.values()}


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
    said, rule = read_written(WrittenClock, dict(table), where=where)
    limits = [read_limit(value.effective_from, value.value, where) for value in rule.values if value.name == LIMIT]
    return ClockRule(
        rule=rule,
        starts=said.starts,
        stops=said.stops,
        limits=tuple(sorted(limits, key=lambda limit: limit.effective_from)),
        counts_from=said.counts_from,
        answering_agency=said.answering_agency,
        climbs=said.climbs,
        urgent=said.urgent,
        on=said.on,
        confirmed_by=said.confirmed_by,
        version=rule.version,
        note=said.note,
        on_arrival=said.on_arrival,
        told=said.told or (said.answering_agency,),
        any_child=said.any_child,
        counted_with=said.counted_with,
    )


def read_limit(effective_from: date, written: object, where: str) -> Limit:
    """A limit as a rule writes it: {amount, unit}; None where the rule was repealed on that day."""
    if written is None:
        return Limit(effective_from, None, None)
    said = read_table(WrittenLimit, written, where=where, refuse=lambda what, at: bad_rule(f"in a limit, {what}", at))
    return Limit(effective_from, said.amount, said.unit)
