"""Reads `serve.sqlite` for pages. Every function about people or records asks for a RowFilter.

One connection a thread, read-only and immutable, closed after use: a snapshot never changes, so nothing needs a lock.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from sightline.model.rows.index import ServedIndexRow
from sightline.model.rows.people import (
    ServedAsOf,
    ServedCountedEntries,
    ServedCountedJoins,
    ServedEntry,
    ServedPagedEntry,
    ServedSaidOfPerson,
    ServedSaidOfSide,
    ServedSaidValue,
)
from sightline.model.rows.records import (
    ServedFullRecord,
    ServedFullRecordRow,
    ServedRecord,
    ServedRecordNaming,
    ServedRecordRow,
)
from sightline.model.visibility import EVERYTHING_SHARED, NotShared, RowFilter
from sightline.store.search.reader import SearchReader
from sightline.store.serve.arrivals import Arrivals
from sightline.store.serve.clocks import Conclusions
from sightline.store.serve.holdings import HeldReader
from sightline.store.serve.ids import MOST_ASKED, NO_SUCCESSORS, IdsReader
from sightline.store.serve.key_facts import FactsReader
from sightline.store.serve.listed_people import ListedReader
from sightline.store.serve.namesakes import NamesakesReader
from sightline.store.serve.namesakes import QuestionGroup as QuestionGroup
from sightline.store.serve.networks import NetworksReader
from sightline.store.serve.opened_children import cut_snapshot
from sightline.store.serve.own_people import own_people
from sightline.store.serve.patterns import PatternsReader
from sightline.store.serve.proposals import NotedReader, SameEventsReader
from sightline.store.serve.protection import ProtectedReader
from sightline.store.serve.questions import UnansweredReader
from sightline.store.serve.shared_records import RestatedRows
from sightline.store.serve.signs import SentencesReader, SignsReader
from sightline.store.serve.together import TogetherReader
from sightline.store.sql.cut_connection import CutConnection

Said = TypeVar("Said", bound=ServedSaidValue)
Withdrawn = frozenset[str] | Callable[[], frozenset[str]]
SEEN_COLUMNS = ("agency", "organisation", "layout", "restricted", "sealed")
JOIN_COLUMNS = ", ".join(
    (
        *(f"{side}_{name}" for side in ("a", "b") for name in SEEN_COLUMNS),
        "decided_by",
        "rule_id",
        "reason",
        "place",
        "joins",
    )
)


@dataclass(frozen=True, slots=True)
class EntryQuery:
    """Which entries of a person, in which order, from where on, and how many."""

    person_id: str
    agencies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    from_on: str = ""
    to_on: str = ""
    words_only: bool = False
    oldest_first: bool = True
    after: str = ""
    size: int = 50


@contextmanager
def open_store(
    path: Path,
    *,
    withdrawn: Withdrawn = frozenset(),
    cut_to: RowFilter | None = None,
    not_shared: NotShared = EVERYTHING_SHARED,
    disputed: frozenset[str] = frozenset(),
    restricted: frozenset[str] = frozenset(),
    successors: Mapping[str, str] = NO_SUCCESSORS,
) -> Iterator["SnapshotReader"]:
    """A reader of one `serve.sqlite`. What these withdrawn rules recognised is not read; asked where that matters.

    `cut_to`: the sight of somebody who opens children for a reason. Then it holds nothing of anybody else. Nor does
    it hold what is `not_shared`. Records that are `disputed` are left out of connections, groups, places and what
    nobody must answer. Records that are `restricted` are left out of everything: this reader may not see them.
    `successors`: the mention that is read in place of one that the snapshot has no more.
    """
    connection = sqlite3.connect(
        f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False, factory=CutConnection
    )
    try:
        cut_snapshot(
            connection, cut_to=cut_to, not_shared=not_shared, disputed=disputed, restricted=restricted,
            restated=_restate(path, restricted) if restricted else None,
        )  # fmt: skip
        connection.row_factory = sqlite3.Row
        yield SnapshotReader(connection, withdrawn, successors)
    finally:
        connection.close()


def _restate(path: Path, restricted: frozenset[str]) -> RestatedRows:
    from sightline.store.layout.restated_rows import (
        restate_without,  # not at the top: most readers are kept from nothing
    )

    return restate_without(serve_file=path, record_ids=tuple(sorted(restricted)))


class SnapshotReader(IdsReader, NamesakesReader, SearchReader, ListedReader):
    """The reading functions over one open `serve.sqlite`."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        withdrawn: Withdrawn = frozenset(),
        successors: Mapping[str, str] = NO_SUCCESSORS,
    ) -> None:
        super().__init__(connection)
        self._asked, self._successors = withdrawn, successors

    @cached_property
    def _withdrawn(self) -> frozenset[str]:
        return self._asked() if callable(self._asked) else self._asked

    @property
    def conclusions(self) -> Conclusions:
        """The clocks."""
        return Conclusions(self._connection)

    @property
    def arrivals(self) -> Arrivals:
        """What came lately, and who is missing."""
        return Arrivals(self._connection)

    @property
    def noted(self) -> NotedReader:
        """What notes name, and what it may be the same as."""
        return NotedReader(self._connection)

    @property
    def patterns(self) -> PatternsReader:
        """What was recognised."""
        return PatternsReader(self._connection, self._withdrawn)

    @property
    def networks(self) -> NetworksReader:
        """Connections and groups."""
        return NetworksReader(self._connection, self._withdrawn)

    @property
    def together(self) -> TogetherReader:
        """Children missing together more often than chance gives."""
        return TogetherReader(self._connection, self._withdrawn)

    @property
    def facts(self) -> FactsReader:
        """What a person's page says first."""
        return FactsReader(self._connection)

    @property
    def held(self) -> HeldReader:
        """What is held of whom, for how long it is kept."""
        return HeldReader(self._connection)

    @property
    def signs(self) -> SignsReader:
        """Signs noted in records, and whom and what they name."""
        return SignsReader(self._connection)

    @property
    def same_events(self) -> SameEventsReader:
        """Records that may tell of one event."""
        return SameEventsReader(self._connection)

    @property
    def sentences(self) -> SentencesReader:
        """Sentences of notes that the model marked and no rule did."""
        return SentencesReader(self._connection)

    @property
    def protected(self) -> ProtectedReader:
        """What is protected, sealed."""
        return ProtectedReader(self._connection)

    @property
    def unanswered(self) -> UnansweredReader:
        """The questions that nobody has answered."""
        return UnansweredReader(self._connection)

    def entries(self, *, query: EntryQuery, sight: RowFilter) -> list[ServedPagedEntry]:
        """Entries of a person, at most `size`; each has `cursor`, which is `after` of the next page."""
        conditions, parameters = _entry_conditions(query, sight)
        order = "ASC" if query.oldest_first else "DESC"
        if query.after:
            sort_key, _, entry_id = query.after.partition(" ")
            conditions.append(f"(sort_key, entry_id) {'>' if query.oldest_first else '<'} (?, ?)")
            parameters += [sort_key, entry_id]
        rows = self._read_declared(
            ServedEntry,
            f"SELECT * FROM entry WHERE {' AND '.join(conditions)} AND {sight.sql} "
            f"ORDER BY sort_key {order}, entry_id {order} LIMIT ?",
            [*parameters, *sight.parameters, query.size],
        )
        cursors = [{"cursor": f"{row['sort_key']} {row['entry_id']}"} for row in rows]
        return [
            self._as(ServedPagedEntry, {**row, **json.loads(row["body"]), **cursor})
            for row, cursor in zip(rows, cursors, strict=True)
        ]

    def entry_counts(self, *, person_id: str, sight: RowFilter) -> list[ServedCountedEntries]:
        """How many records: agency, organisation, kind, month ('' where not known), entries."""
        own, whose = own_people(sight=sight, column="entry_count.person_id")
        return self._read_declared(
            ServedCountedEntries,
            "SELECT agency, organisation, kind, month, sum(entries) AS entries FROM entry_count "
            f"WHERE person_id = ? AND {sight.sql} AND {own} "
            "GROUP BY agency, organisation, kind, month ORDER BY month, agency, kind",
            [person_id, *sight.parameters, *whose],
        )

    def said(self, *, person_ids: Sequence[str], sight: RowFilter) -> list[ServedSaidOfPerson]:
        """What visible records say of these people: person_id, agency, organisation, what, value, records, dates."""
        return self._said(ServedSaidOfPerson, "said", "person_id", person_ids, sight)

    def said_on_sides(
        self, *, question_ids: Sequence[str], sight: RowFilter
    ) -> dict[tuple[str, str], list[ServedSaidOfSide]]:
        """What visible records of each side (question_id, a or b) say, as `said`, where both are of one person today.

        Nothing of questions about two people.
        """
        halves = [f"{question_id} {side}" for question_id in question_ids for side in ("a", "b")]
        found: dict[tuple[str, str], list[ServedSaidOfSide]] = {}
        for row in self._said(ServedSaidOfSide, "question_said", "half_id", halves, sight):
            question_id, _, side = row["half_id"].partition(" ")
            found.setdefault((question_id, side), []).append(row)
        return found

    def _said(self, row_type: type[Said], table: str, column: str, ids: Sequence[str], sight: RowFilter) -> list[Said]:
        if not ids:
            return []
        own, whose = own_people(sight=sight, column=f"{table}.{column}")
        return self._read_declared(
            row_type,
            f"SELECT {column}, agency, organisation, what, value, sum(records) AS records, min(first_on) AS first_on, "
            f"max(last_on) AS last_on, max(record_id) AS record_id FROM {table} "
            f"WHERE {column} IN ({', '.join('?' * len(ids))}) AND {sight.sql} AND {own} "
            f"GROUP BY {column}, agency, organisation, what, value ORDER BY {column}, what, records DESC, value",
            [*ids, *sight.parameters, *whose],
        )

    def join_reasons(self, *, person_id: str, sight: RowFilter) -> list[ServedCountedJoins]:
        """Why records are taken to be about one person: agency_a, agency_b, decided_by, rule_id, reason, joins.

        Only joins of which a row of each side may be seen. Of alike rows, one less than are seen.
        """
        if not self.is_own(person_id=person_id, sight=sight):
            return []
        sides = [
            "SELECT *, " + ", ".join(f"{side}_{name} AS {name}" for name in SEEN_COLUMNS) + " FROM ({})"
            for side in ("a", "b")
        ]
        by_a = f"{sides[0].format('SELECT * FROM join_reason WHERE person_id = ?')}"
        by_b = sides[1].format(f"SELECT {JOIN_COLUMNS} FROM ({by_a}) WHERE {sight.sql}")
        return self._read_declared(
            ServedCountedJoins,
            "SELECT agency_a, agency_b, decided_by, rule_id, reason, sum(joins) AS joins FROM ("
            "SELECT a_agency AS agency_a, b_agency AS agency_b, decided_by, rule_id, reason, place, "
            "CASE WHEN place = 0 THEN sum(joins) WHEN rule_id = 'same_details' THEN sum(joins) - 1 ELSE 1 END AS joins "
            f"FROM ({by_b}) WHERE {sight.sql} GROUP BY 1, 2, 3, 4, 5, 6) "
            "WHERE joins > 0 GROUP BY 1, 2, 3, 4, 5 ORDER BY joins DESC, reason, 1, 2",
            [person_id, *sight.parameters, *sight.parameters],
        )

    def is_own(self, *, person_id: str, sight: RowFilter) -> bool:
        """Whether the reader may open the person, where the reader is kept to their own body's people; else always."""
        if sight.only_people_of is None:
            return True
        own, whose = own_people(sight=sight, column="asked.person_id")
        return bool(self._number(f"SELECT 1 FROM (SELECT ? AS person_id) AS asked WHERE {own}", [person_id, *whose]))

    def index_rows(self, *, key_hash: int, sight: RowFilter, limit: int) -> list[ServedIndexRow]:
        """Lines of the live index under one key: profile, person, oldest mention and `body`, as live_build.FIELDS."""
        return self._read_declared(
            ServedIndexRow,
            "SELECT profile_id, person_id, mention_id, protected, first_seen_on, body FROM live_key "
            f"CROSS JOIN live_profile USING (place) WHERE key_hash = ? AND {sight.sql} LIMIT ?",
            [key_hash, *sight.parameters, limit],
        )

    def live_check(self) -> str:
        """What the secret of the live index makes of an empty word; empty text where there is no index."""
        if not self._number("SELECT 1 FROM sqlite_master WHERE name = 'live_check'"):
            return ""
        return self._texts("SELECT secret_hash FROM live_check")[0]

    def record(self, *, record_id: str, sight: RowFilter) -> list[ServedFullRecord]:
        """The versions of a record, newest first; empty where there is none that may be seen."""
        return self.records(record_ids=[record_id], sight=sight).get(record_id, [])

    def records(self, *, record_ids: Sequence[str], sight: RowFilter) -> dict[str, list[ServedFullRecord]]:
        """The same of many records, by their ids; of none that may not be seen."""
        found: dict[str, list[ServedFullRecord]] = {}
        for start in range(0, len(record_ids), MOST_ASKED):
            some = record_ids[start : start + MOST_ASKED]
            placeholders = ", ".join("?" * len(some))
            rows = self._read_declared(
                ServedRecord,
                f"SELECT * FROM record WHERE record_id IN ({placeholders}) AND {sight.sql} "
                "ORDER BY record_id, version DESC",
                [*some, *sight.parameters],
            )
            for row in rows:
                full = self._as(ServedFullRecord, {**row, **json.loads(row["body"])})
                found.setdefault(row["record_id"], []).append(full)
        return found

    def record_rows(self, *, record_id: str, sight: RowFilter) -> list[ServedFullRecordRow]:
        """The rows of a record as they came, all versions, protected things taken out of `original`."""
        sql = f"SELECT * FROM record_row WHERE record_id = ? AND {sight.sql}"
        return [
            self._as(ServedFullRecordRow, {**row, **json.loads(row["body"]), "original": json.loads(row["original"])})
            for row in self._read_declared(ServedRecordRow, sql, [record_id, *sight.parameters])
        ]

    def record_namings(self, *, record_id: str, sight: RowFilter) -> list[ServedRecordNaming]:
        """Who and what is named on a record: slot, source_role, text, entity_kind, person_id."""
        sql = f"SELECT * FROM record_naming WHERE record_id = ? AND {sight.sql}"
        return self._read_declared(ServedRecordNaming, sql, [record_id, *sight.parameters])

    def naming(self, *, mention_id: str, sight: RowFilter) -> ServedRecordNaming | None:
        """Whom a mention names: record_id, person_id; None where it is not there or its record may not be seen."""
        return self._one(
            ServedRecordNaming,
            f"SELECT * FROM record_naming WHERE mention_id = ? AND entity_kind = 'person' AND {sight.sql} AND EXISTS "
            f"(SELECT 1 FROM record WHERE record.record_id = record_naming.record_id AND latest AND {sight.sql})",
            [mention_id, *sight.parameters, *sight.parameters],
        )

    def judgements(self) -> dict[int, str]:
        """What became of each answer that the snapshot was made with, by the number of its decision."""
        return dict(self._connection.execute("SELECT sequence, became FROM judgement"))

    def as_of(self) -> list[ServedAsOf]:
        """How fresh each agency's data are. Counts only; nobody is named."""
        return self._read_declared(ServedAsOf, "SELECT * FROM as_of ORDER BY agency, organisation")

    def summary(self) -> dict[str, int]:
        """Counts over all: people (with a birth date or a number), named_only, people_held_by_several, records."""
        return dict(self._connection.execute("SELECT name, value FROM summary"))


def _entry_conditions(query: EntryQuery, sight: RowFilter) -> tuple[list[str], list[Any]]:
    own, whose = own_people(sight=sight, column="entry.person_id")
    conditions, parameters = ["person_id = ?", own], [query.person_id, *whose]
    for column, chosen in (("agency", query.agencies), ("kind", query.kinds)):
        if chosen:
            either = " OR layout IN" if column == "kind" else ""
            placeholders = ", ".join("?" * len(chosen))
            conditions.append(f"({column} IN ({placeholders}){f'{either} ({placeholders})' if either else ''})")
            parameters += [*chosen, *(chosen if either else ())]
    if query.from_on:
        conditions.append("sort_key >= ?")
        parameters.append(query.from_on)
    if query.to_on:
        conditions.append("sort_key < ?")
        parameters.append(query.to_on + "U")  # after every time of that day, which begin with T
    if query.words_only:
        conditions.append("has_words")
    return conditions, parameters
