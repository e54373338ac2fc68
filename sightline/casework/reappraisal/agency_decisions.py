"""Lists an agency's own decision of no further action after which a record says harm of the same child.

The decision is in the agency's rows: nobody answered anything in Sightline. The list says nothing of a connection.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TypedDict

from sightline.casework.audit.trail import audited
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.response_samples import check_review
from sightline.escalation import read_decided_nfa, read_says_so
from sightline.known_facts.outcomes import is_closed
from sightline.known_facts.rows import detail
from sightline.sharing import can_see_people
from sightline.store import DuckDBEngine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

MOST_SHOWN = 200
OUTCOME = detail("outcome", "f.details")
SQL = SqlSteps(__name__)


@dataclass(frozen=True, slots=True)
class DecisionHarmedAfter:
    """An agency's decision and the first later record of harm. `record_id` is empty for those who open no people."""

    agency: str
    outcome: str
    decided_on: str
    later_on: str
    later_agency: str
    later_says: str
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class DecisionsHarmedAfter:
    """The decisions whose harm was recorded last, and how many there are in all."""

    lines: tuple[DecisionHarmedAfter, ...]
    count: int


def list_decisions_harmed_after(session: ReaderSession) -> DecisionsHarmedAfter:
    """Agencies' decisions of no further action, and harm recorded on a later day: for a second look."""
    with audited(session, action="list_decisions_harmed_after") as trail:
        check_review(session)
        opens = can_see_people(reader=session.actor.reader)
        sight, snapshot = session.sight if opens else THE_HOUSE, session.snapshot
        found = (
            _read_decisions_harmed_after(snapshot.analysis, sight.sql, sight.parameters, session.hidden)
            if snapshot
            else DecisionsHarmedAfter((), 0)
        )
        if not opens:
            found = replace(found, lines=tuple(replace(line, record_id="") for line in found.lines))
        trail.add("record", [line.record_id for line in found.lines if line.record_id])
        trail.details = {"decisions": found.count}
        return found


@lru_cache(maxsize=16)
def _read_decisions_harmed_after(
    analysis: Path, seen: str, parameters: tuple[str, ...], hidden: frozenset[str]
) -> DecisionsHarmedAfter:
    """From one snapshot, which never changes, what a filter shows, without records that people keep from the reader."""
    decided, says = _decided(), _says()
    shown = Fragment(f"{seen} AND NOT list_contains(?, record_id)")
    sql = SQL.fill("harmed_after", sight=shown, decided=Fragment(decided[0]), says=Fragment(says[0]))
    engine = DuckDBEngine(analysis, read_only=True)
    try:
        rows = read_rows(engine, _HarmedAfter, sql, [*parameters, sorted(hidden), *decided[1], *says[1], *says[1]])
    finally:
        engine.close()
    return DecisionsHarmedAfter(tuple(_make_decision_harmed_after(row) for row in rows[:MOST_SHOWN]), len(rows))


def _decided() -> tuple[str, list[str]]:
    """The condition of a fact that is such a decision, with its parameters."""
    parts, given = [], []
    for each in read_decided_nfa():
        parts.append(
            f"(s.layout = ? AND f.name = ? AND lower(s.as_role) IN ({_placeholders(each.as_role)})"
            f" AND {is_closed(each.no_further_action, OUTCOME)})"
        )
        given += [each.layout, each.fact, *each.as_role]
    return " OR ".join(parts), given


def _says() -> tuple[str, list[str]]:
    """What a line says of harm, as an expression that is null where it says none, with its parameters."""
    cases, given = [], []
    for each in read_says_so():
        conditions = ["TRUE"]
        for value, column in (
            (each.layout, "layout"),
            (each.kind, "lower(split_part(kind, '/', 2))"),
            (each.as_role, "lower(as_role)"),
        ):
            if value:
                conditions.append(f"{column} = ?")
                given.append(value)
        if each.words:
            conditions.append("childs_words <> ''")
        cases.append(f"WHEN {' AND '.join(conditions)} THEN ?")
        given.append(each.says)
    return f"(CASE {' '.join(cases)} END)", given


def _placeholders(values: Iterable[str]) -> str:
    return ", ".join("?" for _ in values)


class _HarmedAfter(TypedDict):
    """What the query gives of a decision."""

    agency: str
    outcome: str | None
    decided_on: str
    later_on: str
    later_agency: str
    later_says: str
    record_id: str


def _make_decision_harmed_after(row: _HarmedAfter) -> DecisionHarmedAfter:
    return DecisionHarmedAfter(
        agency=row["agency"],
        outcome=row["outcome"] or "",
        decided_on=row["decided_on"],
        later_on=row["later_on"],
        later_agency=row["later_agency"],
        later_says=row["later_says"],
        record_id=row["record_id"],
    )
