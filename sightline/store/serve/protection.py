"""Reads from `serve.sqlite` what is protected, sealed, who lives there, and which records have a gap."""

from collections.abc import Iterable

from sightline.model.rows.index import ServedSealedThing
from sightline.store.serve.rows import RowReader


class ProtectedReader(RowReader):
    """The reading functions over one open `serve.sqlite`."""

    def sealed(self) -> list[ServedSealedThing]:
        """protected_id and sealed of each thing once."""
        return self._read_declared(
            ServedSealedThing, "SELECT DISTINCT protected_id, sealed FROM protected ORDER BY protected_id"
        )

    def things_of(self, *, person_ids: Iterable[str]) -> tuple[str, ...]:
        """The protected places where these people live."""
        people = sorted(set(person_ids))
        placeholders = ", ".join("?" * len(people))
        sql = f"SELECT DISTINCT protected_id FROM protected_person WHERE person_id IN ({placeholders})"
        return tuple(sorted(self._texts(sql, people)))

    def things_on(self, *, record_ids: Iterable[str]) -> tuple[str, ...]:
        """The protected places of the people whom these records name."""
        records = sorted(set(record_ids))
        found = self._texts(
            "SELECT DISTINCT protected_id FROM record_naming JOIN protected_person USING (person_id) "
            f"WHERE record_id IN ({', '.join('?' * len(records))})",
            records,
        )
        return tuple(sorted(found))

    def marked_by(self, *, record_id: str) -> tuple[bool, str]:
        """Whether the record has a gap; and where it marks something protected, its agency."""
        marked_by = self._texts("SELECT marked_by FROM protected_record WHERE record_id = ?", [record_id])
        return bool(marked_by), max(marked_by, default="")

    def people_on(self, *, record_id: str) -> set[str]:
        """The people whom a record names. Ids alone, to ask whose lead worker somebody is."""
        people = self._texts("SELECT DISTINCT person_id FROM record_naming WHERE record_id = ?", [record_id])
        return {person for person in people if person}
