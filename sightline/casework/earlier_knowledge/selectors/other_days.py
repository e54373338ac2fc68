"""Reads from which days signs and patterns are known of people outside a review: counts alone, for its pictures."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import TypedDict

from sightline.casework.audit.trail import audited
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.export_queries import query_of
from sightline.casework.earlier_knowledge.opened_tables import open_tables
from sightline.casework.earlier_knowledge.pages import OtherDays
from sightline.casework.earlier_knowledge.scopes import KnowledgeScope, scope_of_children
from sightline.casework.reviews.selectors.terms import open_audited
from sightline.review.notes import SignOfNotes, find_notes
from sightline.store import DuckDBEngine
from sightline.store.sql.rows import read_rows

PATTERNS = """
SELECT pattern_id, who AS person_id, min(first_true_on) AS first_on
FROM (SELECT pattern_id, first_true_on, unnest(CASE WHEN person_id IS NULL THEN people ELSE
          list_filter([person_id, other_person_id], lambda one: one IS NOT NULL) END) AS who
      FROM pattern WHERE instance_key IN (SELECT instance_key FROM ({rows})))
GROUP BY ALL
"""
INDICATORS = "SELECT DISTINCT indicator FROM passage"


class PatternOfPersonRow(TypedDict):
    """A pattern, a person whom it applies to, and the first day of it."""

    pattern_id: str
    person_id: str
    first_on: date


def read_other_days(session: ReaderSession, *, review_id: str) -> OtherDays:
    """The days of people outside a review, in its frozen data; NotHere where the account may not read the review."""
    with audited(session, action="count_outside_review") as trail:
        found = open_audited(session, trail, review_id)
        _people, scope = scope_of_children(session, trail, found)
        if scope is None:
            return OtherDays((), {})
        built = scope.snapshot.analysis.stat()
        return _find(scope, session.withdrawn, frozenset(session.disputed), (built.st_mtime_ns, built.st_size))


@lru_cache(maxsize=32)
def _find(scope: KnowledgeScope, off: frozenset[str], disputed: frozenset[str], built: tuple[int, int]) -> OtherDays:
    """Kept, because frozen data stay as they are until they are `built` again, for readers who may see the same."""
    del built
    with open_tables(scope, of_others=True) as engine:
        return OtherDays(_days_of_signs(engine, scope.own), _days_of_patterns(engine, scope, off, disputed))


def _days_of_signs(engine: DuckDBEngine, own: frozenset[str]) -> tuple[date, ...]:
    indicators = tuple(sorted(engine.query(INDICATORS).column(0).to_pylist()))
    notes = find_notes(engine=engine, sign=SignOfNotes(indicators, of_child_alone=True)) if indicators else []
    return tuple(sorted(min(one.days()) for one in notes if not own.intersection(one.people)))


def _days_of_patterns(
    engine: DuckDBEngine, scope: KnowledgeScope, off: Collection[str], disputed: Collection[str]
) -> dict[str, tuple[date, ...]]:
    rows, values = query_of("patterns", scope.others, withdrawn=off, disputed=disputed)
    found: dict[str, list[date]] = defaultdict(list)
    for row in read_rows(engine, PatternOfPersonRow, PATTERNS.format(rows=rows), list(values)):
        if row["person_id"] not in scope.own:
            found[row["pattern_id"]].append(row["first_on"])
    return {pattern: tuple(sorted(days)) for pattern, days in found.items()}
