"""Lays out for pages what is protected, sealed: what people write from now on is shown without it too.

Nothing here is read by a page. The one filter through which every page goes reads it with the workspace's key.
"""

from pathlib import Path

from sightline.store.engine import DuckDBEngine
from sightline.store.layout.tables import lay_out

FILLS = {
    "protected": "SELECT protected_id, agency, sealed FROM protected ORDER BY ALL",
    "protected_person": "SELECT person_id, protected_id FROM protected_person ORDER BY ALL",
    # Records with a gap; and of those that mark something, the agency that does.
    "protected_record": """
        SELECT DISTINCT record_id, coalesce(marked.agency, '') AS marked_by
        FROM (SELECT record_id FROM protected_row UNION SELECT unnest(record_ids) FROM protected) AS gap
        LEFT JOIN (SELECT unnest(record_ids) AS record_id, agency FROM protected) AS marked USING (record_id)
        ORDER BY ALL""",
}  # fmt: skip


def build_protected(*, engine: DuckDBEngine, path: Path) -> None:
    """Write the tables `protected`, `protected_person` and `protected_record` of `serve.sqlite`."""
    lay_out(engine=engine, path=path, fills=FILLS)
