"""Reads ids, and whose records are, from `serve.sqlite`. Whoever shows them asks for a RowFilter."""

import json
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from sightline.model.visibility import PROTECTED_WORDS, RowFilter, Scope
from sightline.store.serve.rows import RowReader

NO_SUCCESSORS: Mapping[str, str] = MappingProxyType({})
MOST_ASKED = 500  # ids in one question: a query has so many places and no more
# Where the ids of a kind are: a table and a column of each. Kinds are the words of the audit log.
RECORDS, PEOPLE = ("record", "record_id"), ("record_naming", "person_id")
MENTIONS, THINGS, GROUPS = ("record_naming", "mention_id"), ("around", "entity_id"), ("network_group", "group_id")
COLUMNS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "record": (RECORDS,),
    "evidence": (RECORDS,),
    "person": (PEOPLE,),
    "mention": (MENTIONS,),
    "opened_for": (MENTIONS, THINGS),
    "about": (RECORDS, PEOPLE),
    "thing": (THINGS,),
    "group": (GROUPS,),
    "node": (PEOPLE, THINGS, GROUPS),
    "clock": (("clock", "clock_id"),),
    "pattern": (("recognised", "instance_key"),),
    "question": (("question", "question_id"),),
    "unanswered": (("unanswered", "question_id"),),
    "proposal": (("proposal", "proposal_id"),),
    "passage": (("sign", "passage_id"),),
}


class IdsReader(RowReader):
    """The reading functions over one open `serve.sqlite`."""

    _successors = NO_SUCCESSORS

    def people_of(self, *, mention_ids: Sequence[str]) -> dict[str, str]:
        """Which person each mention is of. Ids alone: whoever shows anything of them reads it through the filter.

        A mention that is here no more is of the person of its successor, where it has one.
        """
        found = self._people_named(mention_ids)
        gone = {one: self._successors[one] for one in mention_ids if one not in found and one in self._successors}
        now = self._people_named(sorted(set(gone.values())))
        return found | {one: now[other] for one, other in gone.items() if other in now}

    def _people_named(self, mention_ids: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for start in range(0, len(mention_ids), MOST_ASKED):
            some = mention_ids[start : start + MOST_ASKED]
            places = ", ".join("?" * len(some))
            sql = f"SELECT mention_id, person_id FROM main.record_naming WHERE mention_id IN ({places})"
            found |= {mention: person for mention, person in self._connection.execute(sql, list(some)) if person}
        return found

    def records_of_mentions(self, *, mention_ids: Sequence[str]) -> dict[str, str]:
        """The record that each mention is on. Ids alone: whoever shows anything of them reads it through the filter."""
        found: dict[str, str] = {}
        for start in range(0, len(mention_ids), MOST_ASKED):
            some = mention_ids[start : start + MOST_ASKED]
            places = ", ".join("?" * len(some))
            sql = f"SELECT mention_id, record_id FROM main.record_naming WHERE mention_id IN ({places})"
            found |= dict(self._connection.execute(sql, list(some)))
        return found

    def mentions_of(self, *, person_ids: Sequence[str]) -> list[str]:
        """All mentions of some people. Ids alone: whoever shows anything of them reads it through the filter."""
        placeholders = ", ".join("?" * len(person_ids))
        return self._texts(
            f"SELECT DISTINCT mention_id FROM main.record_naming WHERE person_id IN ({placeholders})", person_ids
        )

    def holders_of(self, *, record_ids: Sequence[str]) -> dict[str, Scope]:
        """Whose each record is, of which layout, and whether it is restricted: its newest version."""
        found: dict[str, Scope] = {}
        for start in range(0, len(record_ids), MOST_ASKED):
            some = record_ids[start : start + MOST_ASKED]
            places = ", ".join("?" * len(some))
            sql = (
                "SELECT record_id, agency, organisation, layout, restricted FROM main.record "
                f"WHERE latest AND record_id IN ({places})"
            )
            for record_id, agency, organisation, layout, restricted in self._connection.execute(sql, list(some)):
                found[record_id] = Scope(agency, organisation or "", layout, bool(restricted))
        return found

    def headings_filled(self, *, record_ids: Sequence[str]) -> dict[str, list[tuple[str, ...]]]:
        """By record, of each version of its rows the headings of cells that say something; no cell is read out."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for start in range(0, len(record_ids), MOST_ASKED):
            some = record_ids[start : start + MOST_ASKED]
            places = ", ".join("?" * len(some))
            sql = (
                "SELECT record_id, json_group_array(cell.key) "
                "FROM main.record_row AS row, json_each(row.original) AS cell "
                f"WHERE cell.value <> ? AND record_id IN ({places}) GROUP BY row.rowid"
            )
            for record_id, headings in self._connection.execute(sql, [PROTECTED_WORDS, *some]):
                found.setdefault(record_id, []).append(tuple(json.loads(headings)))
        return found

    def organisations_of(self, *, agency: str) -> set[str]:
        """The organisations that records of an agency name."""
        return set(self._texts("SELECT DISTINCT organisation FROM main.record WHERE latest AND agency = ?", [agency]))

    def bodies_of_people(self, *, person_ids: Sequence[str], sight: RowFilter) -> dict[str, set[Scope]]:
        """Whose visible records name each of these people: each agency, organisation and layout."""
        return self._bodies("record_naming", "person_id", person_ids, sight)

    def bodies_at_things(self, *, thing_ids: Sequence[str], sight: RowFilter) -> dict[str, set[Scope]]:
        """The same of the people whom visible records name together with one of these places or other things."""
        return self._bodies("around", "entity_id", thing_ids, sight)

    def _bodies(self, table: str, column: str, ids: Sequence[str], sight: RowFilter) -> dict[str, set[Scope]]:
        found: dict[str, set[Scope]] = {}
        for start in range(0, len(ids), MOST_ASKED):
            some = ids[start : start + MOST_ASKED]
            places = ", ".join("?" * len(some))
            sql = (
                f"SELECT DISTINCT person_id, agency, organisation, layout, restricted FROM {table} "
                f"WHERE {column} IN ({places}) AND {sight.sql}"
            )
            for person_id, agency, organisation, layout, restricted in self._connection.execute(
                sql, [*some, *sight.parameters]
            ):
                if person_id:
                    found.setdefault(person_id, set()).add(Scope(agency, organisation or "", layout, bool(restricted)))
        return found

    def list_ids(self, *, kind: str) -> Iterator[str]:
        """Every id of a kind, for an audit row that has hashes of ids. A kind that no table has gives none."""
        for table, column in COLUMNS.get(kind, ()):
            for (one,) in self._connection.execute(f'SELECT DISTINCT {column} FROM main."{table}"'):
                if one:
                    yield one

    def records_of(self, *, person_ids: Sequence[str]) -> list[str]:
        """The records that name one of these people. Ids alone, as in `people_on`."""
        places = ", ".join("?" * len(person_ids))
        sql = f"SELECT DISTINCT record_id FROM main.record_naming WHERE person_id IN ({places})"
        return self._texts(sql, person_ids)

    def records_naming(self, *, person_id: str, sight: RowFilter) -> list[str]:
        """The records that name a person and may be seen, by their ids."""
        sql = f"SELECT DISTINCT record_id FROM record_naming WHERE person_id = ? AND {sight.sql}"
        return self._texts(sql, [person_id, *sight.parameters])

    def records_held(self, *, person_id: str, sight: RowFilter) -> list[str]:
        """The same of every record in the snapshot, also of one that no reader is shown any more.

        Ids alone, for whoever looks after what was shared and who looked: what a record says is read by the filter.
        """
        sql = f"SELECT DISTINCT record_id FROM main.record_naming WHERE person_id = ? AND {sight.sql}"
        return self._texts(sql, [person_id, *sight.parameters])

    def people_on(self, *, record_ids: Sequence[str]) -> dict[str, set[str]]:
        """The people whom each record names, by their ids."""
        found: dict[str, set[str]] = {}
        for start in range(0, len(record_ids), MOST_ASKED):
            some = record_ids[start : start + MOST_ASKED]
            places = ", ".join("?" * len(some))
            sql = f"SELECT record_id, person_id FROM main.record_naming WHERE record_id IN ({places})"
            for record_id, person_id in self._connection.execute(sql, list(some)):
                found.setdefault(record_id, set()).add(person_id or "")
        return found

    def named_from(self, *, record_ids: Sequence[str]) -> dict[str, dict[str, str | None]]:
        """The people whom each record names, with the first day from which a row that does so was known, where known.

        By ids, as above. The day of a row is a day of the record, whatever else the row says.
        """
        found: dict[str, dict[str, str | None]] = {}
        for start in range(0, len(record_ids), MOST_ASKED):
            some = record_ids[start : start + MOST_ASKED]
            places = ", ".join("?" * len(some))
            sql = (
                "SELECT record_id, person_id, min(known_from) FROM main.record_naming "
                f"WHERE record_id IN ({places}) AND person_id <> '' GROUP BY record_id, person_id"
            )
            for record_id, person_id, known_from in self._connection.execute(sql, list(some)):
                found.setdefault(record_id, {})[person_id] = known_from
        return found
