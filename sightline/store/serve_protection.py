"""Reads from `serve.sqlite` what is protected, sealed, who lives there, and which records have a gap."""

from collections.abc import Iterable

from sightline.store.serve_rows import Row, RowReader


class ProtectedReader(RowReader):
    """The reading functions over one open `serve.sqlite`."""

    def sealed(self) -> list[Row]:
        """protected_id and sealed of each thing once."""
        return self._rows("SELECT DISTINCT protected_id, sealed FROM protected ORDER BY protected_id", [])

    def things_of(self, *, person_ids: Iterable[str]) -> tuple[str, ...]:
        """The protected places where these people live."""
        people = sorted(set(person_ids))
        marks = ", ".join("?" * len(people))
        rows = self._rows(f"SELECT DISTINCT protected_id FROM protected_person WHERE person_id IN ({marks})", people)
        return tuple(sorted(row["protected_id"] for row in rows))

    def things_on(self, *, record_ids: Iterable[str]) -> tuple[str, ...]:
        """The protected places of the people whom these records name."""
        records = sorted(set(record_ids))
        rows = self._rows(
            "SELECT DISTINCT protected_id FROM record_naming JOIN protected_person USING (person_id) "
            f"WHERE record_id IN ({', '.join('?' * len(records))})",
            records,
        )
        return tuple(sorted(row["protected_id"] for row in rows))

    def marked_by(self, *, record_id: str) -> tuple[bool, str]:
        """Whether the record has a gap; and where it marks something protected, its agency."""
        rows = self._rows("SELECT marked_by FROM protected_record WHERE record_id = ?", [record_id])
        return bool(rows), max((row["marked_by"] for row in rows), default="")

    def people_on(self, *, record_id: str) -> set[str]:
        """The people whom a record names. Ids alone, to ask whose lead worker somebody is."""
        rows = self._rows("SELECT DISTINCT person_id FROM record_naming WHERE record_id = ?", [record_id])
        return {row["person_id"] for row in rows if row["person_id"]}
