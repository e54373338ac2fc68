"""What "who knows" may tell of people: from records of bodies that agreed to be listed, and from no other record.

A body or kind of record that did not agree counts neither for a name nor for a birth date, a match or a month.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sightline.model.nouns import RowStatus
from sightline.model.visibility import WRITTEN_HERE, RowFilter
from sightline.store.serve.rows import RowReader

SAID = ("name", "other name", "birth date", "NHS number")


@dataclass(frozen=True, slots=True)
class ListedSaid:
    """One thing that records of a body say of a person, and how many say so."""

    what: str
    value: str = field(repr=False)
    records: int
    record_id: str
    of: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """One entry of a person: its record, its kind and month, and the body and layout that it is of."""

    record_id: str
    kind: str
    month: str
    of: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class RowAbout:
    """One current row of a list, with the person whom it is about and its cells as one JSON text."""

    person_id: str
    mention_id: str
    of: tuple[str, str, str]
    received_at: str
    cells: str = field(repr=False)


class ListedReader(RowReader):
    """The reading functions over one open `serve.sqlite`."""

    def said_of(self, *, person_id: str, sight: RowFilter) -> list[ListedSaid]:
        """Names, birth dates and NHS numbers, each of one body and layout."""
        rows = self._connection.execute(
            "SELECT what, value, records, record_id, agency, organisation, layout FROM said "
            f"WHERE person_id = ? AND what IN ({', '.join('?' * len(SAID))}) AND {sight.sql}",
            [person_id, *SAID, *sight.parameters],
        )
        return [
            ListedSaid(what, value, records, record, (body[0], body[1], body[2]))
            for what, value, records, record, *body in rows
        ]

    def entries_to_list(self, *, person_id: str, sight: RowFilter) -> list[ListedEntry]:
        """The entries of a person, each with its kind."""
        rows = self._connection.execute(
            "SELECT json_extract(body, '$.record_id'), kind, CASE WHEN json_extract(body, '$.occurred_from') IS NULL "
            "THEN '' ELSE substr(sort_key, 1, 7) END, agency, organisation, layout FROM entry "
            f"WHERE person_id = ? AND {sight.sql}",
            [person_id, *sight.parameters],
        )
        return [ListedEntry(record, kind, month, (body[0], body[1], body[2])) for record, kind, month, *body in rows]

    def children_by_record(self, *, person_ids: Sequence[str], layouts: Collection[str], sight: RowFilter) -> set[str]:
        """Those of these people whom a record of such a layout is about, or who are named there beside its child."""
        people, of = (", ".join("?" * len(some)) for some in (person_ids, layouts))
        return set(self._texts(
            f"SELECT DISTINCT person_id FROM record_naming WHERE person_id IN ({people}) AND {sight.sql} "
            f"AND ((slot = 'subject' AND layout IN ({of})) OR slot = 'linked' OR slot GLOB 'linked#*')",
            [*person_ids, *sight.parameters, *layouts],
        ))  # fmt: skip

    def recorded_by(self, *, person_ids: Sequence[str], body: tuple[str, str], sight: RowFilter) -> set[str]:
        """Those of these people whom a body's own systems record, also in a list of everybody."""
        people = ", ".join("?" * len(person_ids))
        return set(self._texts(
            f"SELECT DISTINCT person_id FROM said WHERE person_id IN ({people}) AND agency = ? AND organisation = ? "
            f"AND substr(layout, 1, {len(WRITTEN_HERE)}) <> '{WRITTEN_HERE}' AND {sight.sql}",
            [*person_ids, *body, *sight.parameters],
        ))  # fmt: skip

    def own_cells(self, *, person_id: str, agency: str, since_at: str, sight: RowFilter) -> list[tuple[str, str]]:
        """The layout, and the cells as one JSON text, of each of an agency's own rows that name a person.

        Of rows alone that were received since a moment.
        """
        return self._connection.execute(
            "SELECT layout, original FROM record_row WHERE agency = ? AND json_extract(body, '$.received_at') >= ? "
            f"AND record_id IN (SELECT record_id FROM record_naming WHERE person_id = ?) AND {sight.sql}",
            [agency, since_at, person_id, *sight.parameters],
        ).fetchall()

    def rows_about(self, *, layouts: Collection[str], sight: RowFilter) -> list[RowAbout]:
        """The current rows of some layouts, each with the person whom it is about."""
        of = f"layout IN ({', '.join('?' * len(layouts))}) AND {sight.sql}"
        said = [*layouts, *sight.parameters]
        about = self._connection.execute(
            "SELECT row_id, person_id, mention_id FROM record_naming "
            f"WHERE slot = 'subject' AND person_id <> '' AND {of}",
            said,
        )
        people = {row_id: (person_id, mention_id) for row_id, person_id, mention_id in about}
        rows = self._connection.execute(
            "SELECT row_id, agency, organisation, layout, json_extract(body, '$.received_at'), original "
            f"FROM record_row WHERE json_extract(body, '$.standing') = '{RowStatus.CURRENT}' AND {of}",
            said,
        )
        return [
            RowAbout(*people[row_id], (agency, organisation, layout), received_at, cells)
            for row_id, agency, organisation, layout, received_at, cells in rows
            if row_id in people
        ]
