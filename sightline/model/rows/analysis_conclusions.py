"""Rows of `analysis.duckdb`, as `sightline/model/analysis_tables/conclusions.py` declares them.

Those of `sightline/model/analysis_tables/same_events.py` are here too.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from datetime import date
from typing import TypedDict


class ClockRow(TypedDict):
    """One running or stopped clock: a rule, a child and the fact that started it. Its basis is in clock_basis."""

    clock_id: str
    rule_id: str
    rule_version: str
    person_id: str | None
    mention_id: str | None
    record_id: str
    started_at: str
    known_from: str
    reached_at: str
    due_at: str
    was_due_at: str
    answer_due_at: str
    deadline_at: str
    stopped_at: str | None
    stopped_by_record_id: str | None
    state: str
    overdue: bool | None
    days_overdue: int | None
    as_at: str
    known_through: str | None
    answering_agency: str
    climbs: bool
    backlog: bool
    arrived_late: bool
    urgent: bool


class ClockBasisRow(TypedDict):
    """The records that each row of `clock` depends on, each with what the visibility filter reads."""

    conclusion_id: str
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: bool
    markings: list[str]


class StatedStartRow(TypedDict):
    """What each record says of the start of a clock, where records of one missing episode give different days."""

    clock_id: str
    record_id: str
    stated_at: str
    counts: bool
    agency: str
    organisation: str
    layout: str
    restricted: bool
    markings: list[str]


class UnansweredRow(TypedDict):
    """A question that a curious professional would ask of the records and that no record answers."""

    question_id: str
    rule_id: str
    rule_version: str
    person_id: str
    mention_id: str
    record_id: str
    asks: str
    raised_on: date
    urgent: bool
    agency: str
    organisation: str
    worker: str
    recent: bool
    place_of_child: int


class UnansweredBasisRow(TypedDict):
    """The records that each row of `unanswered` depends on, each with what the visibility filter reads."""

    conclusion_id: str
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: bool
    markings: list[str]


class SameEventRow(TypedDict):
    """Two records of two agencies that may tell of one event of a child: a question for people, and no join."""

    record_id_a: str
    record_id_b: str
    rule_id: str
    rule_version: str
    shared: list[str]
    differs: list[str]


class EventVerdictRow(TypedDict):
    """An answer of people whether records tell of one event: rules that count contacts obey it from its day on."""

    decision: int
    record_ids: list[str]
    is_same: bool
    given_on: date
