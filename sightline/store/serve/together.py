"""Reads which children were missing together more often than chance gives, from `serve.sqlite`, for one reader.

Such a tie is counted from every episode of both children. Whoever does not see one of these is told what holds among
those that they see, if anything does, and never that there is more.
"""

import sqlite3
from collections.abc import Iterable, Sequence

from sightline.model.analysis_tables.connections import TOGETHER_RULE
from sightline.model.rows.groups import ServedShownTogether, ServedTimeTogether
from sightline.model.visibility import RowFilter
from sightline.store.serve.own_people import list_own_people
from sightline.store.serve.rows import RowReader

MOST_ASKED = 300
# A tie in the form of a connection: of a child with a child.
AS_CONNECTION = "1 AS is_child, 'child' AS entity_kind, 0 AS graded_low, 0 AS is_copy, '' AS grade"


class TogetherReader(RowReader):
    """The reading functions over one open `serve.sqlite`. Of a rule that is `withdrawn` nothing is read."""

    def __init__(self, connection: sqlite3.Connection, withdrawn: frozenset[str] = frozenset()) -> None:
        super().__init__(connection)
        self._is_withdrawn = TOGETHER_RULE in withdrawn

    def pairs(self, *, sight: RowFilter, ids: Sequence[str] | None = None) -> list[ServedShownTogether]:
        """The ties as this reader sees them, the newest first; of these people alone, if they are given.

        person_id and entity_id are the children; occasions, expected, first_on, last_on, records; unsure where one of
        these is joined to a child's others by likeness alone.
        """
        if self._is_withdrawn:
            return []
        if ids is None:
            return _newest(self._drawn("1 = 1", [], sight))
        found: dict[str, ServedShownTogether] = {}
        every = sorted(set(ids))
        for start in range(0, len(every), MOST_ASKED):
            some = every[start : start + MOST_ASKED]
            placeholders = ", ".join("?" * len(some))
            of_these = f"(shown.person_id IN ({placeholders}) OR shown.entity_id IN ({placeholders}))"
            found |= {row["together_id"]: row for row in self._drawn(of_these, [*some, *some], sight)}
        return _newest(found.values())

    def times(self, *, ids: Sequence[str], sight: RowFilter) -> list[ServedTimeTogether]:
        """The same as connections: a row for each record of each time, by day, with `occasions` and `expected`.

        They are counted together, so each is known from the last of these times on.
        """
        rows: list[ServedTimeTogether] = []
        for pair in self.pairs(ids=ids, sight=sight):
            rows += self._read_declared(
                ServedTimeTogether,
                f"SELECT DISTINCT ? || ' ' || occurred_on || ' ' || record_id AS connection_id, {AS_CONNECTION}, "
                "? AS person_id, ? AS entity_id, ? AS occasions, ? AS expected, ? AS known_from, "
                "record_id, occurred_on, unsure, agency, organisation, layout, restricted, sealed "
                "FROM network_together_basis WHERE together_id = ? AND view_no = ? AND at_once",
                [
                    pair["together_id"],
                    *(pair["person_id"], pair["entity_id"], pair["occasions"], pair["expected"]),
                    pair["last_on"],
                    *(pair["together_id"], pair["view_no"]),
                ],
            )
        return sorted(rows, key=lambda row: (row["occurred_on"], row["connection_id"]))

    def _drawn(self, condition: str, parameters: Sequence[str], sight: RowFilter) -> list[ServedShownTogether]:
        """Those drawn for this reader, who sees every record that they are counted from and may open both."""
        drawn, names = sight.seen("shown")
        openable, own = "1 = 1", list[str]()
        if sight.only_people_of is not None:
            named, whose = list_own_people(sight=sight)
            openable = f"shown.person_id IN ({named}) AND shown.entity_id IN ({named})"
            own = [*whose, *whose]
        return self._read_declared(
            ServedShownTogether,
            "SELECT shown.*, (SELECT count(DISTINCT record_id) FROM network_together_basis AS of_both "
            "WHERE of_both.together_id = shown.together_id AND of_both.view_no = shown.view_no AND at_once) "
            "AS records, (SELECT max(unsure) FROM network_together_basis AS of_both "
            "WHERE of_both.together_id = shown.together_id AND of_both.view_no = shown.view_no AND at_once) AS unsure "
            f"FROM network_together AS shown WHERE {condition} AND {drawn} AND {openable} AND NOT EXISTS ("
            "SELECT 1 FROM network_together_basis AS basis WHERE basis.together_id = shown.together_id "
            f"AND basis.view_no = shown.view_no AND ({sight.sql}) IS NOT TRUE)",
            [*parameters, *names, *own, *sight.parameters],
        )


def _newest(rows: Iterable[ServedShownTogether]) -> list[ServedShownTogether]:
    return sorted(rows, key=lambda row: (row["last_on"], row["together_id"]), reverse=True)
