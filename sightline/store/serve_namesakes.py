"""Reads who has a name, and the namings of one person, from `serve.sqlite`. Every function asks for a RowFilter."""

from collections.abc import Sequence

from sightline.model.visibility import RowFilter
from sightline.store.serve_rows import Row, RowReader


class NamesakesReader(RowReader):
    """The reading functions over one open `serve.sqlite`."""

    def people_named(self, *, words: Sequence[str], sees: RowFilter, limit: int) -> list[str]:
        """Ids of people whom visible records call by every one of these words, as a whole word."""
        if not words:
            return []
        one = f"SELECT DISTINCT person_id FROM search_key WHERE key_kind = 'name' AND key_value = ? AND {sees.sql}"
        parameters = [value for word in words for value in (word, *sees.parameters)]
        sql = " INTERSECT ".join([one] * len(words))
        rows = self._rows(f"{sql} ORDER BY person_id LIMIT ?", [*parameters, limit])
        return [row["person_id"] for row in rows]

    def namings(self, *, person_id: str, sees: RowFilter) -> list[Row]:
        """The person's namings in visible records, the open ones first: mention_id, record_id, agency, text, body.

        `body` is the record's, as JSON, with `occurred_from`.
        """
        return self._rows(
            "SELECT named.*, (SELECT body FROM record WHERE record.record_id = named.record_id AND latest "
            f"AND {sees.sql}) AS body FROM (SELECT * FROM record_naming WHERE person_id = ? "
            f"AND entity_kind = 'person' AND {sees.sql}) "
            "AS named WHERE body IS NOT NULL ORDER BY named.restricted, named.mention_id",
            [*sees.parameters, person_id, *sees.parameters],
        )
