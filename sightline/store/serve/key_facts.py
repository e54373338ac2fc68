"""Reads from `serve.sqlite` what a person's page says first, and which places are homes.

What is told of a person asks for a RowFilter. Whether a place is a home does not: a home that a reader may not know is
a home still, and what is asked is only ever used to leave a place out.
"""

from collections.abc import Collection

from sightline.model.rows.key_facts import ServedKeyFact
from sightline.model.visibility import RowFilter
from sightline.store.serve.own_people import own_people
from sightline.store.serve.rows import RowReader

IS_HOME = (
    "naming.entity_kind = 'place' AND NOT naming.sealed AND (naming.slot GLOB 'home*' OR naming.slot GLOB 'placement*' "
    "OR EXISTS (SELECT 1 FROM record_naming AS tenant WHERE tenant.record_id = naming.record_id "
    "AND tenant.slot = 'tenant'))"
)


class FactsReader(RowReader):
    """The reading functions over one open `serve.sqlite`."""

    def of_person(self, *, person_id: str, sight: RowFilter) -> list[ServedKeyFact]:
        """The facts of visible records, the newest first; those of no day come last."""
        own, whose = own_people(sight=sight, column="key_fact.person_id")
        return self._read_declared(
            ServedKeyFact,
            f"SELECT * FROM key_fact WHERE person_id = ? AND {sight.sql} AND {own} "
            "ORDER BY said_on IS NULL, said_on DESC, runs, record_id",
            [person_id, *sight.parameters, *whose],
        )

    def homes(self, *, place_ids: Collection[str]) -> set[str]:
        """Those of these places at which any record that is not sealed lets somebody live: at home, placed, as tenant.

        A sealed record has no say. A place that was left out for it would tell that there is such a record.
        """
        found: set[str] = set()
        for place_id in place_ids:
            found |= set(self._texts(
                "SELECT said.thing_id FROM thing_said AS said JOIN record_naming AS naming USING (mention_id) "
                f"WHERE said.thing_id = ? AND {IS_HOME} LIMIT 1",
                [place_id],
            ))  # fmt: skip
        return found
