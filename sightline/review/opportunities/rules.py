"""What calls for an action, by whom and in which time, and what counts as the action: one file a kind.

rules/england/review/missed, and rules/england/review/afterwards.toml for what counts as harm afterwards.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from sightline.model.calendar import Calendar, Unit
from sightline.model.nouns import Agency
from sightline.model.rules import Rule
from sightline.rulebook.closed_outcomes import ClosedOutcome
from sightline.rulebook.files import read_toml, read_toml_folder
from sightline.rulebook.local_lists import read_decided
from sightline.rulebook.rules import WrittenRule, read_named, read_rule
from sightline.rulebook.schema import Positive, Text, TextList, Written, read_table

FOLDER = ("england", "review", "missed")
LIMIT = "limit"


class CallSource(StrEnum):
    """Where a call for action is found: in records, as a deadline, as a pattern, or as an unanswered question."""

    RECORDS = "records"
    DEADLINE = "deadline"
    PATTERN = "pattern"
    QUESTIONS = "questions"


class RecordTest(Written, frozen=True, kw_only=True):
    """Which facts of records count. What is empty holds for every fact.

    `kind` is the kind of record as its layout types it, `role` that of the child in it. `no_further_action`: its
    outcome is one of these. `least_words`: how many words a detail has that are not `standard_words`. `passage`: signs
    of which the row's words have one.
    """

    layout: TextList
    fact: Text
    kind: TextList = TextList()
    role: TextList = TextList()
    no_further_action: ClosedOutcome | None = None
    least_words: dict[str, int] = {}
    standard_words: TextList = TextList()
    passage: TextList = TextList()


class CountedAct(RecordTest, frozen=True, kw_only=True):
    """An action that counts. `same_row`: it must be told by the row that called for it.

    `before_days`: an action so many days before counts too. `optional`: its data need not have been received.
    """

    same_row: bool = False
    before_days: int = 0
    optional: bool = False


class WrittenCall(Written, frozen=True, kw_only=True):
    """What calls for an action. `of` is the deadline's or pattern's id. `who` is the role that had to act.

    `agency` is the agency that must act; empty: the agency whose record it is. `hears_of` are agencies whose records
    reach the agency by a standing arrangement. `beside` are signs of which another agency must hold one by that day,
    at most `beside_days` old: the other half. `acts` of a deadline: what of its ends is good practice.
    """

    id: Text
    who: Text
    says: Text
    source: CallSource
    of: str = ""
    agency: Agency | None = None
    hears_of: tuple[Agency, ...] = ()
    agencies: tuple[Agency, ...] = ()
    tests: tuple[RecordTest, ...] = ()
    beside: TextList = TextList()
    beside_days: int = 0
    acts: tuple[CountedAct, ...] = ()
    limit: str = LIMIT


class WrittenKind(WrittenRule, frozen=True, kw_only=True):
    """A kind of possible missed opportunity as its file writes it."""

    calls: tuple[WrittenCall, ...]

    def __post_init__(self) -> None:
        """Refuse a call that lacks what its source needs."""
        super().__post_init__()
        for one in self.calls:
            needs_of = one.source in (CallSource.DEADLINE, CallSource.PATTERN)
            if needs_of != bool(one.of) or (one.source is CallSource.RECORDS) != bool(one.tests):
                raise ValueError(f"call '{one.id}' does not say what its source needs")


class CallLimit(Written, frozen=True, kw_only=True):
    """How long."""

    amount: Positive
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}".removesuffix("s" * (self.amount == 1))


@dataclass(frozen=True, slots=True)
class OpportunityCall:
    """A call for action with its kind, and the rule that it cites: the kind's own, a deadline's or a pattern's."""

    kind: Rule
    said: WrittenCall = field(repr=False)
    cited: Rule

    @property
    def call_id(self) -> str:
        """Its id, with that of its kind."""
        return f"{self.kind.id}/{self.said.id}"

    @property
    def timed(self) -> Rule:
        """The rule that gives the time: a deadline's own, or that of the kind."""
        return self.cited if self.said.source is CallSource.DEADLINE else self.kind

    def limit_on(self, day: date) -> CallLimit | None:
        """The time that the rule gave on a day; None where it never gave one.

        A deadline began on the day. Any other rule may give it only later: then it is the first that it ever gave.
        """
        if self.said.source is CallSource.DEADLINE:
            value = self.cited.value_at(LIMIT, day)
        else:
            value = self.kind.value_or_first(self.said.limit, day).value
        return read_table(CallLimit, value, where=self.call_id) if value else None

    def made_on(self, day: date) -> date | None:
        """From when the rule gives that time, where it was not in force on the day; a local deadline: its decision."""
        if self.said.source is CallSource.DEADLINE:
            return self.cited.made_after(day)
        return self.kind.value_or_first(self.said.limit, day).made_on

    def due_on(self, day: date, calendar: Calendar) -> date | None:
        """The last day in time of what was known on a day; None where there is no limit."""
        limit = self.limit_on(day)
        if limit is None or day.year < calendar.first_year:
            return None
        return calendar.due_on(day, amount=limit.amount, unit=limit.unit)


class AfterwardsRules(Written, frozen=True):
    """What counts as harm afterwards, for how long, and when data are too old to say that nothing was done.

    `events`: of children's services. `signs`: of notes about the child. `roles`: of the child in a police record.
    `late_days` after its time an action is late, and from then on none. A layout whose newest record is
    `data_lag_days` older than its newest file is known up to that record.
    """

    within_days: int
    events: tuple[str, ...]
    signs: tuple[str, ...]
    roles: tuple[str, ...]
    late_days: int
    data_lag_days: int


@cache
def read_afterwards() -> AfterwardsRules:
    """What counts as harm afterwards."""
    return read_decided(AfterwardsRules, "england", "review", "afterwards.toml")


@cache
def read_kinds() -> tuple[Rule, ...]:
    """The nine kinds, by id."""
    return tuple(rule for _, rule in _read_files())


def read_calls(*, off: Collection[str] = ()) -> tuple[OpportunityCall, ...]:
    """Every call, without those of rules that are switched `off`."""
    found = (
        OpportunityCall(rule, one, _cited(rule, one)) for said, rule in _read_files() if rule.id not in off
        for one in said.calls if one.of not in off
    )  # fmt: skip
    return tuple(found)


@cache
def _read_files() -> tuple[tuple[WrittenKind, Rule], ...]:
    tables: dict[str, dict[str, Any]] = read_toml_folder(*FOLDER)
    return tuple(read_named(WrittenKind, table, name=name, folder=FOLDER) for name, table in sorted(tables.items()))


def _cited(rule: Rule, call: WrittenCall) -> Rule:
    folder = {CallSource.DEADLINE: "timescales", CallSource.PATTERN: "patterns"}.get(call.source)
    return _read_other(folder, call.of) if folder else rule


@cache
def _read_other(folder: str, rule_id: str) -> Rule:
    file = ("england", folder, f"{rule_id}.toml")
    return read_rule(read_toml(*file), where="/".join(file))
