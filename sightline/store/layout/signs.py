"""Lays signs and mentions noted in records out for pages, each with the record that it stands in.

Wording that blames a child is not here. Its hints go to the author after saving, never to a page about the child.
"""

from pathlib import Path

from sightline.model.nouns import HandlingMarking
from sightline.store.engine import DuckDBEngine
from sightline.store.layout.tables import lay_out

INDEXES = """
CREATE INDEX sign_record ON sign (record_id);
CREATE INDEX sign_row ON sign (row_id, indicator);
"""

SIGNS = f"""
SELECT passage_id, passage.record_id, row_id, passage.agency, passage.organisation, passage.layout, passage.restricted,
       list_contains(passage.markings, '{HandlingMarking.SEALED_IDENTITY}'), passage.source_file, source_row, field,
       start, passage."end", text, indicator, mention, polarity, certainty, time, experiencer, said_by, role,
       rule_id, cues, is_childs_words, CAST(record.occurred_from AS VARCHAR)
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
    lay_out(engine=engine, path=path, fills={"sign": SIGNS, "sign_person": PEOPLE}, indexes=INDEXES)
