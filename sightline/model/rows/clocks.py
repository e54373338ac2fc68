"""Rows of `serve.sqlite`, as `sightline/model/serve_tables/clocks.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from typing import TypedDict


class ServedClock(TypedDict):
    """One running or stopped clock of a child; its state is worked out when it is read."""

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
    stopped_at: str | None
    stopped_by_record_id: str | None
    known_through: str | None
    answering_agency: str
    climbs: int
    backlog: int
    arrived_late: int
    urgent: int


class ServedClockBasis(TypedDict):
    """A record that a clock is based on."""

    conclusion_id: str
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int


class ServedStatedStart(TypedDict):
    """What each record says of the start of a clock, where records of one missing episode give different days."""

    clock_id: str
    record_id: str
    stated_at: str
    counts: int
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int


class ServedDelayMonth(TypedDict):
    """How deadlines stood in a month, and at its end: counts over the whole partnership."""

    month: str
    through: str
    fell_due: int
    met: int
    met_late: int
    not_met: int
    not_known: int
    overdue: int
    arrived_late: int
    backlog: int


class ServedDelayAgency(TypedDict):
    """How deadlines of an agency stand at the end of the day before the run."""

    agency: str
    open: int
    overdue: int
    arrived_late: int
    backlog: int
    not_known: int
    oldest_days: int | None
    oldest_late_days: int | None
    answered: int
    half_days: int | None
    most_days: int | None


class ServedDelayAgencyMonth(TypedDict):
    """How deadlines of an agency stood at the end of a month."""

    month: str
    agency: str
    overdue: int
    arrived_late: int
    backlog: int


class ServedPagedClock(TypedDict):
    """A clock of a page of them."""

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
    stopped_at: str | None
    stopped_by_record_id: str | None
    known_through: str | None
    answering_agency: str
    climbs: int
    backlog: int
    arrived_late: int
    urgent: int
    cursor: str


class ServedClockId(TypedDict):
    """A clock by its id, when it is due, and who answers."""

    clock_id: str
    rule_id: str
    due_at: str
    answering_agency: str


class ServedAwaitedAgency(TypedDict):
    """An agency whose data open deadlines await."""

    agency: str
    due_at: str
    known_through: str | None


class ServedLateClock(TypedDict):
    """An open clock that arrived late."""

    clock_id: str
    rule_id: str
    record_id: str
    person_id: str | None
    due_at: str
    known_through: str | None
    answering_agency: str
    answer_due_at: str
    delivered_by: str


class ServedStoppedClock(TypedDict):
    """Whether and by what a clock is stopped."""

    clock_id: str
    due_at: str
    stopped_at: str | None
    stopped_by_record_id: str | None
    known_through: str | None
    climbs: int
