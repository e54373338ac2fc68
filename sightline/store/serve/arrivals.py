"""Reads what came lately, who is missing, and whom a body's records name, from `serve.sqlite`.

An episode is open for a reader to whom no visible record tells of a return. A return that they may not see changes
nothing on their page, or its absence would tell of it.
"""

from collections.abc import Sequence
from typing import Any

from sightline.model.rows.arrivals import ServedArrivalCount, ServedNewThing, ServedShownEpisode
from sightline.model.rows.people import ServedPersonCount
from sightline.model.rows.records import ServedNamingInRecord
from sightline.model.visibility import RowFilter
from sightline.store.serve.own_people import list_own_people, own_people
from sightline.store.serve.rows import RowReader

MOST_COUNTED = 20_000


class Arrivals(RowReader):
    """The reading functions over one open `serve.sqlite`."""

    def through(self) -> int:
        """The last batch that the snapshot holds; 0 where it holds none."""
        return self._number("SELECT batch FROM arrived_through")

    def counts(self, *, after: int, sight: RowFilter) -> list[ServedArrivalCount]:
        """Records that came after a batch: agency, kind, `added` and `changed`. At most MOST_COUNTED are looked at."""
        chosen, values = _came(after, sight)
        return self._read_declared(
            ServedArrivalCount,
            "SELECT agency, kind, sum(version = 1) AS added, sum(version > 1) AS changed "
            f"FROM (SELECT agency, kind, version FROM arrival WHERE {chosen} LIMIT {MOST_COUNTED}) "
            "GROUP BY agency, kind ORDER BY agency, kind",
            values,
        )

    def people(self, *, after: int, sight: RowFilter, among: Sequence[str] = ()) -> list[ServedPersonCount]:
        """Whom records that came after a batch are about: person_id, kind, records; all of them, or `among` these."""
        chosen, values = _came(after, sight)
        placeholders = ", ".join("?" * len(among))
        only = f"AND naming.person_id IN ({placeholders})" if among else ""
        return self._read_declared(
            ServedPersonCount,
            "SELECT naming.person_id, came.kind, count(DISTINCT came.record_id) AS records "
            f"FROM (SELECT record_id, kind FROM arrival WHERE {chosen} LIMIT {MOST_COUNTED}) AS came "
            "JOIN record_naming AS naming ON naming.record_id = came.record_id "
            f"WHERE naming.entity_kind = 'person' AND naming.person_id <> '' AND naming.slot = 'subject' {only} "
            "GROUP BY naming.person_id, came.kind ORDER BY naming.person_id, came.kind",
            [*values, *among],
        )

    def first_named(self, *, after: int, sight: RowFilter, size: int) -> list[str]:
        """People with a birth date whom no visible record named before that batch, by id."""
        chosen, values = _came(after, sight)
        return self._texts(
            f"WITH came AS (SELECT record_id FROM arrival WHERE {chosen} LIMIT {MOST_COUNTED}), "
            "named AS (SELECT person_id, count(DISTINCT record_id) AS records FROM came JOIN record_naming AS naming "
            "USING (record_id) WHERE naming.entity_kind = 'person' AND naming.person_id <> '' GROUP BY person_id) "
            "SELECT person_id FROM named "
            f"WHERE records >= (SELECT sum(said.records) FROM said WHERE {_says('in records', sight)}) "
            f"AND EXISTS (SELECT 1 FROM said WHERE {_says('birth date', sight)}) ORDER BY person_id LIMIT ?",
            [*values, *sight.parameters, *sight.parameters, size],
        )

    def first_named_things(self, *, after: int, sight: RowFilter, size: int) -> list[ServedNewThing]:
        """Vehicles, phones and places that no visible record named before that batch, and one beside a child names now.

        entity_kind, record_id, text as that record writes it; by kind, then text.
        """
        return self._read_declared(
            ServedNewThing,
            "WITH seen AS (SELECT thing_id, entity_kind, batch, with_child, record_id, mention_id FROM thing_naming "
            f"WHERE {sight.sql}), new AS (SELECT thing_id, entity_kind, min(mention_id) FILTER (WHERE with_child) AS "
            "mention_id FROM seen GROUP BY thing_id, entity_kind HAVING min(batch) > ? AND max(with_child)) "
            "SELECT new.entity_kind, naming.record_id, naming.text FROM new JOIN record_naming AS naming "
            "USING (mention_id) ORDER BY new.entity_kind, naming.text, naming.record_id LIMIT ?",
            [*sight.parameters, after, size],
        )

    def missing(self, *, sight: RowFilter, among: Sequence[str] = ()) -> list[ServedShownEpisode]:
        """Episodes of which no visible record tells the return, and those whose return is lately told, newest first.

        Of all people, or `among` these. `back_at` is None while missing.
        """
        own, mine = _of_own_people(sight, "missing_episode")
        only = f"AND person_id IN ({', '.join('?' * len(among))})" if among else ""
        return self._read_declared(
            ServedShownEpisode,
            f"SELECT *, coalesce(found_at, (SELECT max(returned_at) FROM missing_return WHERE {_same_episode(sight)})) "
            f"AS back_at FROM missing_episode WHERE {sight.sql} {own} {only} "
            "ORDER BY missing_from DESC, record_id",
            [*sight.parameters, *sight.parameters, *mine, *among],
        )

    def named_in_missing_reports(self, *, sight: RowFilter) -> list[ServedNamingInRecord]:
        """Of every visible report of a missing child: the child, their home, and where they were found.

        `slot` says which of these; `body` is the record's, as JSON. No child whom the reader may not open.
        """
        own, mine = own_people(sight=sight, column="record_naming.person_id")
        return self._read_declared(
            ServedNamingInRecord,
            "SELECT named.*, (SELECT body FROM record WHERE record.record_id = named.record_id AND latest "
            f"AND {sight.sql}) AS body FROM (SELECT * FROM record_naming WHERE layout = 'police_missing' "
            f"AND slot IN ('subject', 'home', 'place') AND (slot <> 'subject' OR {own}) AND {sight.sql}) AS named "
            "WHERE body IS NOT NULL ORDER BY named.record_id, named.mention_id",
            [*sight.parameters, *mine, *sight.parameters],
        )

    def missing_file_at(self) -> str:
        """When the newest file about missing people came; empty where none did."""
        return next(iter(self._texts("SELECT received_at FROM missing_file")), "")

    def own_people(self, *, sight: RowFilter, size: int) -> list[str]:
        """The people of the body that the reader is kept to, by id, at most `size`; nobody of a sealed record."""
        if sight.only_people_of is None:
            return []
        own, whose = list_own_people(sight=sight)
        return self._texts(f"SELECT DISTINCT person_id FROM ({own}) ORDER BY person_id LIMIT ?", [*whose, size])


def _came(after: int, sight: RowFilter) -> tuple[str, list[Any]]:
    """What came after a batch and may be seen; for whoever is kept to own people, what names one of them."""
    if sight.only_people_of is None:
        return f"batch > ? AND {sight.sql}", [after, *sight.parameters]
    own, whose = own_people(sight=sight, column="named.person_id")
    named = f"EXISTS (SELECT 1 FROM record_naming AS named WHERE named.record_id = arrival.record_id AND {own})"
    return f"batch > ? AND {sight.sql} AND {named}", [after, *sight.parameters, *whose]


def _says(what: str, sight: RowFilter) -> str:
    """What visible records say of one who is named."""
    return f"said.person_id = named.person_id AND said.what = '{what}' AND {sight.sql}"


def _same_episode(sight: RowFilter) -> str:
    same = (
        "missing_return.reference = missing_episode.reference AND missing_return.person_id = missing_episode.person_id"
    )
    return f"{same} AND {sight.sql}"


def _of_own_people(sight: RowFilter, table: str) -> tuple[str, list[Any]]:
    own, whose = own_people(sight=sight, column=f"{table}.person_id")
    return f"AND {own}", [*whose]
