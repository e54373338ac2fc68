"""Reads the clocks of `serve.sqlite`. Every function about what a reader sees asks for a RowFilter.

No state is kept here. A page works it out with `timescales.read_state` at the present moment; a clock of whose basis
one record may not be seen does not exist for that reader, and is in no count.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sightline.model.rows.clocks import (
    ServedAwaitedAgency,
    ServedClock,
    ServedClockBasis,
    ServedClockId,
    ServedDelayAgency,
    ServedDelayAgencyMonth,
    ServedDelayMonth,
    ServedLateClock,
    ServedPagedClock,
    ServedStatedStart,
    ServedStoppedClock,
)
from sightline.model.visibility import RowFilter
from sightline.store.serve.own_people import own_people
from sightline.store.serve.rows import RowReader


@dataclass(frozen=True, slots=True)
class ClocksWanted:
    """Which clocks of a list: of a child, a record, an agency that must answer; answers due before a moment; open.

    `also`: clocks of other agencies that count as this agency's, for it was asked to answer too. `late_too`: beside
    answers due before the moment those of what arrived late, whenever they are due.
    """

    person_id: str = ""
    record_id: str = ""
    agency: str = ""
    also: tuple[str, ...] = ()
    rule_ids: tuple[str, ...] = ()
    due_before: str = ""
    due_from: str = ""
    open_only: bool = False
    without_backlog: bool = False
    backlog_only: bool = False
    late_only: bool = False
    late_too: bool = False


class ClimbingClock(ServedClock):
    """An open clock with the records that it is based on."""

    basis: list[ServedClockBasis]


class Conclusions(RowReader):
    """The reading functions over one open `serve.sqlite`."""

    def clocks(
        self, *, wanted: ClocksWanted, sight: RowFilter, after: str = "", size: int = 50
    ) -> list[ServedPagedClock]:
        """Clocks, the first due first; each has `cursor`, which is `after` of the next page."""
        conditions, values = _chosen(wanted)
        seen, parameters = _seen(sight)
        if after:
            due_at, _, clock_id = after.partition(" ")
            conditions.append("(answer_due_at, clock_id) > (?, ?)")
            values += [due_at, clock_id]
        return self._read_declared(
            ServedPagedClock,
            "SELECT *, answer_due_at || ' ' || clock_id AS cursor FROM clock "
            f"WHERE {' AND '.join(conditions)} AND {seen} ORDER BY answer_due_at, clock_id LIMIT ?",
            [*values, *parameters, size],
        )

    def count_clocks(self, *, wanted: ClocksWanted, sight: RowFilter) -> int:
        """How many clocks there are of the kind wanted."""
        conditions, values = _chosen(wanted)
        seen, parameters = _seen(sight)
        return self._number(
            f"SELECT count(*) FROM clock WHERE {' AND '.join(conditions)} AND {seen}", [*values, *parameters]
        )

    def clock_ids(self, *, wanted: ClocksWanted, sight: RowFilter) -> list[ServedClockId]:
        """All clocks of the kind wanted: clock_id, rule_id, due_at and who answers; the first due first."""
        conditions, values = _chosen(wanted)
        seen, parameters = _seen(sight)
        return self._read_declared(
            ServedClockId,
            "SELECT clock_id, rule_id, due_at, answering_agency FROM clock "
            f"WHERE {' AND '.join(conditions)} AND {seen} "
            "ORDER BY due_at, clock_id",
            [*values, *parameters],
        )

    def clock(self, *, clock_id: str, sight: RowFilter) -> ServedClock | None:
        """One clock; None where there is none of which the reader may see the whole basis."""
        seen, parameters = _seen(sight)
        sql = f"SELECT * FROM clock WHERE clock_id = ? AND {seen}"
        return self._one(ServedClock, sql, [clock_id, *parameters])

    def basis(self, *, clock_ids: Sequence[str], sight: RowFilter) -> list[ServedClockBasis]:
        """The records that these clocks rest on: conclusion_id, record_id, agency, organisation, layout."""
        placeholders = ", ".join("?" * len(clock_ids))
        return self._read_declared(
            ServedClockBasis,
            f"SELECT * FROM clock_basis WHERE conclusion_id IN ({placeholders}) AND {sight.sql} "
            "ORDER BY conclusion_id, record_id",
            [*clock_ids, *sight.parameters],
        )

    def stated_starts(self, *, clock_ids: Sequence[str], sight: RowFilter) -> list[ServedStatedStart]:
        """What records that the reader may see say of the start of these clocks, where days differ; earliest first."""
        placeholders = ", ".join("?" * len(clock_ids))
        return self._read_declared(
            ServedStatedStart,
            f"SELECT * FROM stated_start WHERE clock_id IN ({placeholders}) AND {sight.sql} "
            "ORDER BY clock_id, counts DESC, stated_at, record_id",
            [*clock_ids, *sight.parameters],
        )

    def climbing_clocks(self, *, due_before: str, at_once: Sequence[str] = ()) -> list[ClimbingClock]:
        """As the house, for no reader: open clocks that climb, whose answer was due before a moment and is known.

        Of the rules `at_once` all that are open. Each has `basis`, its records with what the filter reads. For the
        ticker alone.
        """
        rules = ", ".join("?" * len(at_once))
        rows = self._read_declared(
            ServedClock,
            "SELECT * FROM clock WHERE stopped_at IS NULL AND climbs AND (answer_due_at < ? AND known_through > due_at "
            f"OR rule_id IN ({rules})) ORDER BY answer_due_at, clock_id",
            [due_before, *at_once],
        )
        basis = "SELECT * FROM clock_basis WHERE conclusion_id = ?"
        return [{**row, "basis": self._read_declared(ServedClockBasis, basis, [row["clock_id"]])} for row in rows]

    def awaited_agencies(self, *, due_before: str) -> list[ServedAwaitedAgency]:
        """As the house, for no reader: agencies whose data open clocks await, since when, and until when they reach."""
        return self._read_declared(
            ServedAwaitedAgency,
            "SELECT answering_agency AS agency, min(due_at) AS due_at, max(known_through) AS known_through FROM clock "
            "WHERE stopped_at IS NULL AND climbs AND due_at < ? AND (known_through IS NULL OR known_through <= due_at) "
            "GROUP BY answering_agency ORDER BY answering_agency",
            [due_before],
        )

    def late_counts(self) -> list[ServedLateClock]:
        """As the house, for counts alone: open clocks that arrived late, whose record came late and who answers."""
        return self._read_declared(
            ServedLateClock,
            "SELECT clock.clock_id, rule_id, clock.record_id, person_id, due_at, known_through, answering_agency, "
            "answer_due_at, clock_basis.agency AS delivered_by FROM clock "
            "JOIN clock_basis ON conclusion_id = clock.clock_id AND clock_basis.record_id = clock.record_id "
            "WHERE stopped_at IS NULL AND arrived_late AND NOT backlog",
        )

    def delay_months(self) -> list[ServedDelayMonth]:
        """As the house, for counts alone: how deadlines stood in each of the last months, the oldest first."""
        return self._read_declared(ServedDelayMonth, "SELECT * FROM delay_month ORDER BY month")

    def delay_agencies(self) -> list[ServedDelayAgency]:
        """As the house, for counts alone: how each agency's deadlines stand."""
        return self._read_declared(ServedDelayAgency, "SELECT * FROM delay_agency ORDER BY agency")

    def delay_agency_months(self) -> list[ServedDelayAgencyMonth]:
        """As the house, for counts alone: how each agency's deadlines stood in each of the last months."""
        return self._read_declared(ServedDelayAgencyMonth, "SELECT * FROM delay_agency_month ORDER BY month, agency")

    def stopped_clocks(self, *, clock_ids: Sequence[str]) -> dict[str, ServedStoppedClock]:
        """As the house, for no reader: of these clocks those that are here, stopped or not, by id."""
        placeholders = ", ".join("?" * len(clock_ids))
        rows = self._read_declared(
            ServedStoppedClock,
            f"SELECT clock_id, due_at, stopped_at, stopped_by_record_id, known_through, climbs FROM clock "
            f"WHERE clock_id IN ({placeholders})",
            clock_ids,
        )
        return {row["clock_id"]: row for row in rows}


def _chosen(wanted: ClocksWanted) -> tuple[list[str], list[Any]]:
    conditions, values = ["1 = 1"], list[Any]()
    tests = (
        ("person_id = ?", wanted.person_id), ("record_id = ?", wanted.record_id),
        ("(answer_due_at < ? OR arrived_late)" if wanted.late_too else "answer_due_at < ?", wanted.due_before),
        ("answer_due_at >= ?", wanted.due_from),
    )  # fmt: skip
    for condition, value in tests:
        if value:
            conditions.append(condition)
            values.append(value)
    if wanted.agency:
        conditions.append("(answering_agency = ? OR clock_id IN (SELECT value FROM json_each(?)))")
        values += [wanted.agency, json.dumps(wanted.also)]
    if wanted.rule_ids:
        conditions.append(f"rule_id IN ({', '.join('?' * len(wanted.rule_ids))})")
        values += wanted.rule_ids
    conditions += ["stopped_at IS NULL"] if wanted.open_only else []
    conditions += ["NOT backlog"] if wanted.without_backlog else []
    conditions += ["backlog"] if wanted.backlog_only else []
    conditions += ["arrived_late"] if wanted.late_only else []
    return conditions, values


def _seen(sight: RowFilter) -> tuple[str, list[Any]]:
    """The whole basis may be seen, and the child is one whom the reader may open, or the records are their own body's.

    Of somebody who is in no other records one of its own is enough.
    """
    condition = (
        f"NOT EXISTS (SELECT 1 FROM clock_basis WHERE conclusion_id = clock.clock_id AND ({sight.sql}) IS NOT TRUE)"
    )
    if sight.only_people_of is None:
        return condition, [*sight.parameters]
    own, whose = own_people(sight=sight, column="clock.person_id")
    based = "SELECT 1 FROM clock_basis AS based WHERE based.conclusion_id = clock.clock_id"
    theirs = "based.agency = ? AND based.organisation = ?"
    records = f"NOT EXISTS ({based} AND NOT ({theirs})) OR (clock.person_id IS NULL AND EXISTS ({based} AND {theirs}))"
    parameters = [*sight.parameters, *whose, *sight.only_people_of, *sight.only_people_of]
    return f"{condition} AND ({own} OR {records})", parameters
