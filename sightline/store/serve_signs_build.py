"""Lays signs and mentions noted in records out for pages, each with the record that it stands in.

Wording that blames a child is not here. Its hints go to the author after saving, never to a page about the child.
"""

import sqlite3
from pathlib import Path

from sightline.model.nouns import Marking
from sightline.model.serve_tables.catalogue import declared
from sightline.store.engine import DuckDBEngine
from sightline.store.serve_build import fill_table
from sightline.store.serve_rows import create_tables

TABLES = ("sign", "sign_person")

INDEXES = """
CREATE INDEX sign_record ON sign (record_id);
CREATE INDEX sign_row ON sign (row_id, indicator);
"""

SIGNS = f"""
SELECT passage_id, passage.record_id, row_id, passage.agency, passage.organisation, passage.layout, passage.restricted,
       list_contains(passage.markings, '{Marking.SEALED_IDENTITY}'), passage.source_file, source_row, field, start,
       passage."end", text, indicator, mention, polarity, certainty, time, experiencer, said_by, role, rule_id, cues,
       is_childs_words, CAST(record.occurred_from AS VARCHAR)
FROM passage LEFT JOIN (SELECT record_id, occurred_from FROM agency_record WHERE latest) AS record
    ON record.record_id = passage.record_id
WHERE wording = '' ORDER BY passage_id
"""

# The child whom a row is about, not everybody whom it names.
PEOPLE = """
SELECT DISTINCT person_id, row_id FROM mention JOIN resolved USING (mention_id)
WHERE regexp_matches(slot, '^subject(#|$)') AND person_id IS NOT NULL ORDER BY ALL
"""


def build_signs(*, engine: DuckDBEngine, path: Path) -> None:
    """Write the tables `sign` and `sign_person` of `serve.sqlite`, anew if they are there."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        connection.executescript(create_tables(*declared(TABLES)))
        for table, query in (("sign", SIGNS), ("sign_person", PEOPLE)):
            fill_table(connection=connection, engine=engine, table=table, query=query)
        connection.executescript(INDEXES)
    finally:
        connection.close()
