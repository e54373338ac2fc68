"""Reads recognised patterns from `serve.sqlite`. Every function about what a reader sees asks for a RowFilter.

Where a reader does not see all records behind a pattern, they are shown what holds among those that they see, if
anything does; and nothing says that there is more.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sightline.model.analysis_tables.connections import TOGETHER_RULE
from sightline.model.rows.patterns import ServedRecognised, ServedRecognisedBasis, ServedRecognisedPerson
from sightline.model.rows.people import ServedEntry, ServedFullEntry
from sightline.model.visibility import RowFilter
from sightline.store.serve.rows import RowReader

MOST_ASKED = 400  # ids in one question, twice each: a query has so many places and no more


def _batches(wanted: Iterable[tuple[str, int]]) -> Iterator[list[str]]:
    """The keys of some instances, as many as one question may have."""
    keys = sorted({key for key, _ in wanted})
    for start in range(0, len(keys), MOST_ASKED):
        yield keys[start : start + MOST_ASKED]


def _placeholders(some: Sequence[str]) -> str:
    return ", ".join("?" * len(some))


class PatternsReader(RowReader):
    """The reading functions over one open `serve.sqlite`. What a rule that is `withdrawn` recognised is not read."""

    def __init__(self, connection: sqlite3.Connection, withdrawn: frozenset[str] = frozenset()) -> None:
        super().__init__(connection)
        self._withdrawn = withdrawn

    def of_all_rules(self) -> "PatternsReader":
        """The same for what withdrawn rules recognised too: for what they asked before, and nothing else."""
        return PatternsReader(self._connection)

    def is_withdrawn(self, *, row: ServedRecognised) -> bool:
        """Whether the rule of a row was withdrawn, or that of the nights on which its group rests."""
        if row["pattern_id"] in self._withdrawn:
            return True
        return bool(TOGETHER_RULE in self._withdrawn and row["group_id"]) and bool(self._number(
            "SELECT 1 FROM main.network_group WHERE group_id = ? AND view_no = ? AND on_together",
            [row["group_id"], row["view_no"]],
        ))  # fmt: skip

    def of_person(self, *, person_id: str, sight: RowFilter) -> list[ServedRecognised]:
        """What was recognised about a person, must-answer first, then by day. What is for supervisors is not here."""
        rows = self._judged(
            "SELECT recognised.* FROM recognised_person AS about JOIN recognised USING (instance_key, view_no) "
            "WHERE about.person_id = ? AND class <> 'supervisor'",
            [person_id],
            sight,
        )
        return sorted(rows, key=lambda row: (row["class"] != "must", row["first_true_on"], row["instance_key"]))

    def one(self, *, instance_key: str, sight: RowFilter) -> ServedRecognised | None:
        """One instance, as this reader may see it."""
        rows = self._judged("SELECT * FROM recognised WHERE instance_key = ?", [instance_key], sight)
        return rows[0] if rows else None

    def about(self, *, ids: Sequence[str], sight: RowFilter) -> list[ServedRecognised]:
        """What was recognised about these adults, things and groups, must-answer first, then by day."""
        rows: list[ServedRecognised] = []
        for start in range(0, len(ids), MOST_ASKED):
            some = ids[start : start + MOST_ASKED]
            placeholders = ", ".join("?" * len(some))
            rows += self._judged(
                f"SELECT * FROM recognised WHERE entity_id IN ({placeholders}) AND class <> 'supervisor' "
                f"UNION SELECT * FROM recognised WHERE group_id IN ({placeholders}) AND class <> 'supervisor'",
                [*some, *some],
                sight,
            )
        return sorted(rows, key=lambda row: (row["class"] != "must", row["first_true_on"], row["instance_key"]))

    def must_about(self, *, kind: str, sight: RowFilter) -> list[ServedRecognised]:
        """What must be answered about adults, or about things of a kind, by day."""
        rows = self._judged("SELECT * FROM recognised WHERE class = 'must' AND entity_kind = ?", [kind], sight)
        return sorted(rows, key=lambda row: (row["first_true_on"], row["instance_key"]))

    def of_rule(self, *, rule_id: str, until: str, sight: RowFilter) -> list[ServedRecognised]:
        """What was recognised by one rule and first true by a day."""
        return self._judged(
            "SELECT * FROM recognised WHERE pattern_id = ? AND first_true_on <= ? AND class <> 'supervisor'",
            [rule_id, until],
            sight,
        )

    def for_supervisors(self, *, sight: RowFilter) -> list[ServedRecognised]:
        """What is for a team's supervisor alone, of all teams whose records the reader may see."""
        return self._judged("SELECT * FROM recognised WHERE class = 'supervisor'", [], sight)

    def must(self) -> list[ServedRecognised]:
        """As the house, for no reader: every must-answer instance among all records, oldest first."""
        rows = self._read_declared(
            ServedRecognised,
            "SELECT * FROM main.recognised WHERE class = 'must' AND view_no = 0 ORDER BY first_true_on, instance_key",
        )
        return [row for row in rows if not self.is_withdrawn(row=row)]

    def must_seen(self, *, sight: RowFilter) -> list[ServedRecognised]:
        """Every must-answer instance as it was drawn for this reader."""
        return self._judged("SELECT * FROM recognised WHERE class = 'must'", [], sight)

    def must_of_one_or_two(self, *, sight: RowFilter) -> list[ServedRecognised]:
        """Of these only what holds if two who may be one person are two."""
        return self._judged("SELECT * FROM recognised WHERE class = 'must' AND may_be_one", [], sight)

    def keys_of_rule(self, *, rule_id: str) -> list[str]:
        """As the house, for no reader: every instance of a rule, withdrawn or not."""
        return self._texts("SELECT DISTINCT instance_key FROM main.recognised WHERE pattern_id = ?", [rule_id])

    def groups_of_rule(self, *, rule_id: str) -> list[str]:
        """As the house, for no reader: every group of a rule, withdrawn or not."""
        return self._texts(
            "SELECT DISTINCT group_id FROM main.recognised WHERE pattern_id = ? AND group_id IS NOT NULL", [rule_id]
        )

    def basis(self, *, rows: Iterable[ServedRecognised], sight: RowFilter) -> list[ServedRecognisedBasis]:
        """The records that these instances rest on."""
        found: list[ServedRecognisedBasis] = []
        wanted = {(row["instance_key"], row["view_no"]) for row in rows}
        for some in _batches(wanted):
            found += self._read_declared(
                ServedRecognisedBasis,
                f"SELECT * FROM recognised_basis WHERE instance_key IN ({_placeholders(some)}) AND {sight.sql} "
                "ORDER BY instance_key, record_id",
                [*some, *sight.parameters],
            )
        return [one for one in found if (one["instance_key"], one["view_no"]) in wanted]

    def people(self, *, row: ServedRecognised) -> list[str]:
        """The ids of those whom an instance is about."""
        return self.people_of(rows=[row])[row["instance_key"]]

    def people_of(self, *, rows: Sequence[ServedRecognised]) -> dict[str, list[str]]:
        """The same of many instances, by their keys; each instance once."""
        found: dict[str, list[str]] = {row["instance_key"]: [] for row in rows}
        wanted = {(row["instance_key"], row["view_no"]) for row in rows}
        for some in _batches(wanted):
            for one in self._read_declared(
                ServedRecognisedPerson,
                f"SELECT * FROM recognised_person WHERE instance_key IN ({_placeholders(some)}) ORDER BY person_id",
                some,
            ):
                if (one["instance_key"], one["view_no"]) in wanted:
                    found[one["instance_key"]].append(one["person_id"])
        return found

    def entries_of(self, *, person_id: str, record_ids: Sequence[str], sight: RowFilter) -> list[ServedFullEntry]:
        """What some records say of a person, by day: record_id, what, as_role, source_file, source_rows and others."""
        found: list[ServedEntry] = []
        for start in range(0, len(record_ids), MOST_ASKED):
            some = record_ids[start : start + MOST_ASKED]
            found += self._read_declared(
                ServedEntry,
                "SELECT * FROM entry WHERE person_id = ? "
                f"AND json_extract(body, '$.record_id') IN ({', '.join('?' * len(some))}) AND {sight.sql}",
                [person_id, *some, *sight.parameters],
            )
        rows = [self._as(ServedFullEntry, {**row, **json.loads(row["body"])}) for row in found]
        return sorted(rows, key=lambda row: (row["sort_key"], row["entry_id"]))

    def _judged(self, sql: str, parameters: Sequence[Any], sight: RowFilter) -> list[ServedRecognised]:
        """Those of these rows that were drawn for this reader, who sees every record that they rest on."""
        drawn, names = sight.seen("shown")
        rows = self._read_declared(
            ServedRecognised,
            f"SELECT shown.* FROM ({sql}) AS shown WHERE {drawn} AND NOT EXISTS (SELECT 1 FROM recognised_basis "
            f"AS basis WHERE basis.instance_key = shown.instance_key AND basis.view_no = shown.view_no "
            f"AND ({sight.sql}) IS NOT TRUE)",
            [*parameters, *names, *sight.parameters],
        )
        return [row for row in rows if not self.is_withdrawn(row=row)]
