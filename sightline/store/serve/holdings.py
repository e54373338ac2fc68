"""Reads from `serve.sqlite` what is held of each person and since when, so that somebody reviews it in time.

It asks for no RowFilter: days and ids alone. Whoever shows anything of a record reads it through the filter.
"""

from collections.abc import Sequence

from sightline.model.rows.people import ServedBorn, ServedHeldKind
from sightline.model.rows.records import ServedHeldRecord
from sightline.store.serve.ids import MOST_ASKED
from sightline.store.serve.rows import RowReader

DAY = "json_extract(record.body, '$.{}')"
OF_SUBJECT = (
    "SELECT DISTINCT naming.person_id, record.record_id, record.agency, record.layout, "
    f"{DAY.format('kind')} AS kind, coalesce(substr(coalesce({DAY.format('occurred_to')}, "
    f"{DAY.format('occurred_from')}, {DAY.format('recorded_at')}), 1, 10), '') AS day "
    "FROM main.record_naming AS naming JOIN main.record AS record USING (record_id) "
    "WHERE record.latest AND naming.entity_kind = 'person' "
    "AND (naming.slot GLOB 'subject*' OR naming.slot GLOB 'nominal*') AND naming.person_id IN ({}) ORDER BY 1, 2"
)


class HeldReader(RowReader):
    """The reading functions over one open `serve.sqlite`."""

    def kinds(self) -> list[ServedHeldKind]:
        """Of every person the kinds of records in the chronology, with the first and the last month."""
        return self._read_declared(
            ServedHeldKind,
            "SELECT person_id, agency, layout, kind, min(month) AS first_month, max(month) AS last_month "
            "FROM main.entry_count WHERE month <> '' GROUP BY 1, 2, 3, 4",
        )

    def births(self) -> list[ServedBorn]:
        """When each person was born; of several days the latest, so that nothing is reviewed too early."""
        return self._read_declared(
            ServedBorn,
            "SELECT person_id, max(value) AS birth_date FROM main.said WHERE what = 'birth date' GROUP BY 1",
        )

    def records(self, *, person_ids: Sequence[str]) -> list[ServedHeldRecord]:
        """The records that are about these people, each with its last day."""
        found: list[ServedHeldRecord] = []
        for start in range(0, len(person_ids), MOST_ASKED):
            some = person_ids[start : start + MOST_ASKED]
            sql = OF_SUBJECT.replace("{}", ", ".join("?" * len(some)))
            found += self._read_declared(ServedHeldRecord, sql, some)
        return found
