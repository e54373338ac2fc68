"""What people had answered by a day about records of one event, for rules that count contacts.

An answer counts from its day on, and for readers alone who see every record that it names. What nobody has answered
counts by records: a proposal lowers no count.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypedDict

from sightline.known_facts.event_verdicts import DatedVerdict, join_confirmed, settle_pairs
from sightline.known_facts.row_types import ScopeRow
from sightline.model.visibility import Scope
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)
ScopedVerdicts = Sequence["ScopedVerdict"]


class VerdictScopesRow(TypedDict):
    """An answer as a run holds it, all of whose records are here, with what decides who sees them."""

    decision: int
    record_ids: list[str]
    is_same: bool
    given_on: date
    scopes: list[ScopeRow]


@dataclass(frozen=True, slots=True)
class ScopedVerdict:
    """An answer, and the scopes of every record that it names."""

    verdict: DatedVerdict
    scopes: frozenset[Scope]


class EventVerdicts:
    """Every answer of a run, read once. An answer one of whose records is not here counts for nobody."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @cached_property
    def _verdicts(self) -> ScopedVerdicts:
        # What is asked of a part of a run's tables, such as a story of the tests, has no answers.
        held = "SELECT count(*) FROM information_schema.tables WHERE table_name = 'event_verdict'"
        if not self._engine.query(held).column(0)[0].as_py():
            return ()
        rows = read_rows(self._engine, VerdictScopesRow, SQL.fill("verdicts"))
        return tuple(map(_seen, rows))

    @cached_property
    def _neighbours(self) -> Mapping[str, frozenset[str]]:
        """By record all that any answers join to it, whatever people said last."""
        pairs = [(min(ids), one) for ids in (each.verdict.event_ids for each in self._verdicts) for one in sorted(ids)]
        return {one: frozenset(some) for some in join_confirmed(pairs) for one in some}

    def about(self, record_ids: Iterable[str]) -> ScopedVerdicts:
        """The answers by which some two of these records may count once, in the order in which people gave them."""
        if not self._verdicts:
            return ()
        asked = set(record_ids)
        near = {some for one in asked if (some := self._neighbours.get(one)) and len(some & asked) > 1}
        named = frozenset().union(*near)
        return tuple(one for one in self._verdicts if one.verdict.event_ids <= named)


def _seen(row: VerdictScopesRow) -> ScopedVerdict:
    verdict = DatedVerdict(row["decision"], frozenset(row["record_ids"]), row["is_same"], row["given_on"])
    scopes = (Scope(one["agency"], one["organisation"], one["layout"], one["restricted"]) for one in row["scopes"])
    return ScopedVerdict(verdict, frozenset(scopes))


def events_on(verdicts: Collection[ScopedVerdict], day: date) -> dict[str, str]:
    """By record the event that people had confirmed by a day, named by its first record; none of other records."""
    given = sorted((one.verdict for one in verdicts if one.verdict.given_on <= day), key=lambda one: one.decision)
    same, _ = settle_pairs(given)
    return {one: some[0] for some in join_confirmed(same) for one in some}
