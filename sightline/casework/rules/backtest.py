"""Counts what each rule would have brought in the last twelve months of the current snapshot, by ladder.

It reads as the house and gives counts alone. It counts what a rule would have opened, a first load included, and so
says nothing of how many children there are.
"""

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypedDict

from sightline.casework.core.house_reader import OWN_LAYOUTS
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import calendar
from sightline.casework.late.delivery import late_since
from sightline.casework.rule_switches.catalogue import LATE
from sightline.casework.rule_switches.selectors import read_answered_by
from sightline.casework.straight_line.arrival_rules import straight_clocks
from sightline.escalation import LATE_DELIVERY, choose_ladder, late_from
from sightline.model.calendar import end_of_day
from sightline.model.nouns import ClockState
from sightline.store import DuckDBEngine
from sightline.store.snapshots import Snapshot
from sightline.store.sql.rows import read_rows

YEAR = timedelta(days=365)
Counts = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class BacktestResult:
    """By rule and ladder, what the last twelve months through a day would have brought."""

    through: date | None = None
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def of(self, rule_id: str) -> Mapping[str, int]:
        """Of one rule, by ladder."""
        return self.counts.get(rule_id, {})


CLOCKS = """
SELECT rule_id, answering_agency AS agency, count(*) AS n FROM clock
WHERE due_at > ? AND due_at <= ? AND state IN (?, ?) GROUP BY ALL
"""
ARRIVED = """
SELECT rule_id, count(DISTINCT record_id) AS n FROM clock
WHERE rule_id IN ({placeholders}) AND reached_at > ? AND reached_at <= ? GROUP BY ALL
"""
QUESTIONS = """
SELECT rule_id, agency, count(*) AS n FROM unanswered WHERE urgent AND raised_on > ? AND raised_on <= ? GROUP BY ALL
"""
PATTERNS = """
SELECT pattern_id, count(*) AS n FROM pattern
WHERE class = 'must' AND view_no = 0 AND completed_by <> 'time' AND first_true_on > ? AND first_true_on <= ?
GROUP BY ALL
"""
FILES = """
SELECT DISTINCT agency, organisation, received_at FROM received_file
WHERE agency <> '' AND mapping <> '' AND mapping NOT IN (?, ?) ORDER BY ALL
"""


class CountOfRuleRow(TypedDict):
    """How often a rule was met."""

    rule_id: str
    n: int


class CountOfAgencyRow(CountOfRuleRow):
    """The same, by the agency that must answer."""

    agency: str


class CountOfPatternRow(TypedDict):
    """How often a pattern was found."""

    pattern_id: str
    n: int


class ReceivedAtRow(TypedDict):
    """A moment at which a file of a body was received."""

    agency: str
    organisation: str
    received_at: str


def measure(session: ReaderSession) -> BacktestResult:
    """Count over the current snapshot; nothing where there is none."""
    snapshot = session.snapshot
    if snapshot is None:
        return BacktestResult()
    through = date.fromisoformat(snapshot.manifest()["as_at"])
    return BacktestResult(through, _count(snapshot, through))


def _count(snapshot: Snapshot, through: date) -> Counts:
    counts: Counts = {}
    with closing(DuckDBEngine(snapshot.analysis, read_only=True)) as engine:
        _count_clocks(counts, engine, through)
        _count_days(counts, engine, through)
        files = read_rows(engine, ReceivedAtRow, FILES, OWN_LAYOUTS)
    received = ((row["agency"], row["organisation"], row["received_at"]) for row in files)
    for agency in late_times(received, through=through):
        _add(counts, LATE, agency, 1)
    for agency in late_since(snapshot=snapshot, since=through - YEAR):
        _add(counts, LATE_DELIVERY, agency, 1)
    return counts


def _count_clocks(counts: Counts, engine: DuckDBEngine, through: date) -> None:
    """Deadlines that were missed, and what the straight line tells at once."""
    year, straight = [end_of_day(through - YEAR), end_of_day(through)], straight_clocks()
    over = [str(ClockState.BREACHED), str(ClockState.MET_LATE)]
    for row in read_rows(engine, CountOfAgencyRow, CLOCKS, [*year, *over]):
        if row["rule_id"] not in straight:
            _add(counts, row["rule_id"], row["agency"], row["n"])
    arrived = ARRIVED.format(placeholders=", ".join("?" * len(straight)))
    for reached in read_rows(engine, CountOfRuleRow, arrived, [*straight, *year]):
        for told in straight[reached["rule_id"]].told:
            _add(counts, reached["rule_id"], told.value, reached["n"])


def _count_days(counts: Counts, engine: DuckDBEngine, through: date) -> None:
    """Urgent questions that were raised, and patterns that were first to be seen."""
    year = [through - YEAR, through]
    for row in read_rows(engine, CountOfAgencyRow, QUESTIONS, year):
        if row["rule_id"] not in straight_clocks():
            _add(counts, row["rule_id"], row["agency"], row["n"])
    for found in read_rows(engine, CountOfPatternRow, PATTERNS, year):
        for agency in read_answered_by(found["pattern_id"]):
            _add(counts, found["pattern_id"], agency, found["n"])


def late_times(files: Iterable[tuple[str, str, str]], *, through: date) -> list[str]:
    """The agency of each time in the year that its next file came later than its local value, or has not come."""
    by_body: dict[tuple[str, str], list[str]] = {}
    for agency, organisation, received_at in files:
        by_body.setdefault((agency, organisation), []).append(received_at)
    since, until = end_of_day(through - YEAR), end_of_day(through)
    late: list[str] = []
    for (agency, _), received in by_body.items():
        for one, following in zip(received, [*received[1:], until], strict=True):
            due = late_from(agency=agency, last_received_at=one, calendar=calendar())
            if due < following and since < due <= until:
                late.append(agency)
    return late


def _add(counts: Counts, rule_id: str, agency: str, number: int) -> None:
    by_ladder = counts.setdefault(rule_id, {})
    ladder = choose_ladder(agency=agency)
    by_ladder[ladder] = by_ladder.get(ladder, 0) + number
