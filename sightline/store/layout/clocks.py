"""Lays the clocks out for pages in `serve.sqlite`, each with the records that it rests on.

The columns that the visibility filter reads stand on the basis, not on the clock. A clock is for a reader who may see
every line of its basis.
"""

from pathlib import Path

from sightline.model.nouns import HandlingMarking
from sightline.store.engine import DuckDBEngine
from sightline.store.layout.tables import lay_out

INDEXES = """
CREATE INDEX clock_person ON clock (person_id, answer_due_at);
CREATE INDEX clock_record ON clock (record_id);
CREATE INDEX clock_open ON clock (answer_due_at, clock_id) WHERE stopped_at IS NULL;
CREATE INDEX clock_open_agency ON clock (answering_agency, answer_due_at, clock_id) WHERE stopped_at IS NULL;
CREATE INDEX clock_climbing ON clock (answer_due_at, clock_id) WHERE stopped_at IS NULL AND climbs;
"""

CLOCKS = """
SELECT clock_id, rule_id, rule_version, person_id, mention_id, record_id, started_at, known_from, reached_at, due_at,
       was_due_at, answer_due_at, stopped_at, stopped_by_record_id, known_through, answering_agency, climbs, backlog,
       arrived_late, urgent
FROM clock ORDER BY clock_id
"""

BASIS = f"""
SELECT conclusion_id, record_id, agency, organisation, layout, restricted,
       list_contains(markings, '{HandlingMarking.SEALED_IDENTITY}')
FROM clock_basis ORDER BY conclusion_id, record_id
"""


STATED = f"""
SELECT clock_id, record_id, stated_at, counts, agency, organisation, layout, restricted,
       list_contains(markings, '{HandlingMarking.SEALED_IDENTITY}')
FROM stated_start ORDER BY clock_id, record_id
"""


def build_conclusions(*, engine: DuckDBEngine, path: Path) -> None:
    """Write the tables `clock`, `clock_basis` and `stated_start` of `serve.sqlite`, anew if they are there."""
    analysed = f"{INDEXES} ANALYZE clock; ANALYZE clock_basis;"
    fills = {"clock": CLOCKS, "clock_basis": BASIS, "stated_start": STATED}
    lay_out(engine=engine, path=path, fills=fills, indexes=analysed)
