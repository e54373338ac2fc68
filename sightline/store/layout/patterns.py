"""Lays recognised patterns out for pages in `serve.sqlite`, each with whom it is about and on what it rests.

A pattern may stand several times, as found among all records and among what some readers see of them. Which of these a
reader is shown is decided when it is read.
"""

from pathlib import Path

from sightline.model.nouns import HandlingMarking
from sightline.store.engine import DuckDBEngine
from sightline.store.layout.tables import lay_out

INDEXES = """
CREATE INDEX recognised_class ON recognised (class, first_true_on, instance_key);
CREATE INDEX recognised_entity ON recognised (entity_id) WHERE entity_id IS NOT NULL;
CREATE INDEX recognised_group ON recognised (group_id) WHERE group_id IS NOT NULL;
CREATE INDEX recognised_person_instance ON recognised_person (instance_key, view_no);
"""

PATTERNS = """
SELECT instance_key, view_no, seen_from, not_from, pattern_id, instance, pattern.class, person_id, other_person_id,
       pattern.entity_kind, entity_id,
       CASE WHEN thing.protected THEN '' ELSE coalesce(thing.as_first_written, naming.text) END, group_id,
       CAST(first_true_on AS VARCHAR), CAST(read_on AS VARCHAR),
       completed_by, first_true_on_by_agency, only_jointly, provisional, licensed,
       unconfirmed_joins, may_be_one, basis, on_confirmed, rule_version, first_record_id, to_json(first_mention_ids),
       occasions, expected_by_chance, beyond_chance
FROM pattern LEFT JOIN thing ON thing.thing_id = entity_id LEFT JOIN naming ON naming.naming_id = entity_id
ORDER BY instance_key, view_no
"""

BASIS = f"""
SELECT instance_key, view_no, record_id, agency, organisation, layout, restricted,
       list_contains(markings, '{HandlingMarking.SEALED_IDENTITY}'), later
FROM pattern_basis ORDER BY instance_key, view_no, record_id
"""

PEOPLE = "SELECT unnest(people) AS person_id, instance_key, view_no FROM pattern ORDER BY ALL"


def build_patterns(*, engine: DuckDBEngine, path: Path) -> None:
    """Write the three tables of recognised patterns of `serve.sqlite`, anew if they are there."""
    fills = {"recognised": PATTERNS, "recognised_basis": BASIS, "recognised_person": PEOPLE}
    analysed = f"{INDEXES} ANALYZE recognised; ANALYZE recognised_basis; ANALYZE recognised_person;"
    lay_out(engine=engine, path=path, fills=fills, indexes=analysed)
