"""Reads from `serve.sqlite` what a person's page says first. Every function asks for a RowFilter."""

from sightline.model.rows.key_facts import ServedKeyFact
from sightline.model.visibility import RowFilter
from sightline.store.serve_own import own_people
from sightline.store.serve_rows import RowReader


class FactsReader(RowReader):
    """The reading functions over one open `serve.sqlite`."""

    def of_person(self, *, person_id: str, sight: RowFilter) -> list[ServedKeyFact]:
        """The facts of visible records, the newest first; those of no day come last."""
        own, whose = own_people(sight=sight, column="key_fact.person_id")
        return self._read(
            ServedKeyFact,
            f"SELECT * FROM key_fact WHERE person_id = ? AND {sight.sql} AND {own} "
            "ORDER BY said_on IS NULL, said_on DESC, runs, record_id",
            [person_id, *sight.parameters, *whose],
        )
