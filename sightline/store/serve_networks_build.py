"""Lays connections and groups out for pages in `serve.sqlite`, each line with what the visibility filter reads.

What a thing is called is kept by record too. A flat that an open record gives as "7 Quay Lane" may stand in a
restricted one with words that only few may read.
"""

import sqlite3
from pathlib import Path

from sightline.model.nouns import EntityKind, Marking
from sightline.model.serve_tables.catalogue import declared
from sightline.store.engine import DuckDBEngine
from sightline.store.serve_build import fill_table
from sightline.store.serve_rows import create_tables

INDEXES = """
CREATE INDEX around_person ON around (person_id);
CREATE INDEX around_entity ON around (entity_id);
CREATE INDEX around_kind ON around (entity_kind, entity_id);
CREATE INDEX place_person_type ON place_person (place_type);
CREATE INDEX place_person_sign ON place_person (place_type) WHERE is_sign;
CREATE INDEX place_person_place ON place_person (place_id);
CREATE INDEX thing_said_thing ON thing_said (thing_id);
CREATE INDEX network_group_member_member ON network_group_member (member_id);
CREATE INDEX network_together_person ON network_together (person_id);
CREATE INDEX network_together_entity ON network_together (entity_id);
"""

SEALED = f"list_contains({{of}}markings, '{Marking.SEALED_IDENTITY}')"
GRADED = "json_extract_string(details, '$.{name}.as_written')"

# The grade of an intelligence record, 3x5x2, as written: `2 B P`.
AROUND = f"""
WITH graded AS (
  SELECT record_id, min(concat_ws(' ', {GRADED.format(name="source_evaluation")},
         {GRADED.format(name="intelligence_assessment")}, {GRADED.format(name="handling")})) AS grade
  FROM fact WHERE {GRADED.format(name="source_evaluation")} <> '' GROUP BY record_id
)
SELECT connection_id, person_id, is_child, connection.entity_kind, entity_id, CAST(occurred_on AS VARCHAR),
       CAST(known_from AS VARCHAR), graded_low, unsure, coalesce(grade, ''), record_id, agency, organisation, layout,
       restricted, {SEALED.format(of="connection.")}
FROM connection LEFT JOIN thing ON thing.thing_id = entity_id LEFT JOIN graded USING (record_id)
WHERE NOT coalesce(thing.protected, false) ORDER BY connection_id
"""

AROUND_COPY = "SELECT connection_id, unnest(copies) AS of_id FROM connection ORDER BY ALL"

# Who else stands on those records, of whom no record gives a birth date: nobody can say whether child or adult.
UNIDENTIFIED = r"^\s*(an? )?(unknown|unidentified|not known|n/?k\b)"
BESIDE = f"""
WITH known AS (
  SELECT DISTINCT person_id FROM mention JOIN resolved USING (mention_id) WHERE birth_date IS NOT NULL
  UNION SELECT person_id FROM connection WHERE is_child
)
SELECT DISTINCT ON (record_id, mention_id) mention.record_id, mention.mention_id, resolved.person_id,
       CASE WHEN name_as_written = '' OR regexp_matches(lower(name_as_written), '{UNIDENTIFIED}')
            THEN 'unidentified' ELSE 'age_not_known' END,
       name_as_written, record.agency, record.organisation, record.layout, record.restricted,
       {SEALED.format(of="record.")}
FROM mention JOIN resolved USING (mention_id)
JOIN (SELECT * FROM agency_record WHERE latest) AS record ON record.record_id = mention.record_id
WHERE mention.entity_kind = '{EntityKind.PERSON}' AND regexp_matches(slot, '^(nominal|found_with|others_named)')
  AND name_as_written || coalesce(mention.description, '') <> ''
  AND mention.record_id IN (SELECT record_id FROM connection)
  AND mention.mention_id NOT IN (SELECT entity_id FROM connection)
  AND resolved.person_id NOT IN (SELECT person_id FROM known WHERE person_id IS NOT NULL)
ORDER BY mention.record_id, mention.mention_id
"""

THINGS = f"""
WITH wanted AS (
  SELECT entity_id AS thing_id FROM connection WHERE entity_kind <> 'adult'
  UNION SELECT entity_id FROM pattern WHERE pattern.entity_kind IN ('vehicle', 'phone', 'place')
  UNION SELECT member_id FROM group_member WHERE member_kind IN ('vehicle', 'phone', 'place')
)
SELECT mention.mention_id, thing_id, thing.entity_kind,
       concat_ws(', ', nullif(CASE WHEN mention.address <> '' THEN mention.address ELSE value_as_written END, ''),
                 nullif(mention.postcode, ''), nullif(mention.description, '')) AS text,
       mention.record_id, record.agency, record.organisation, record.layout, record.restricted,
       {SEALED.format(of="record.")}
FROM mention JOIN resolved USING (mention_id) JOIN wanted USING (thing_id) JOIN thing USING (thing_id)
JOIN (SELECT * FROM agency_record WHERE latest) AS record ON record.record_id = mention.record_id
WHERE NOT coalesce(thing.protected, false)
UNION ALL SELECT DISTINCT ON (naming_id) naming_id, entity_id, entity_kind, naming.text, naming.record_id,
       record.agency, record.organisation, record.layout,
       record.restricted OR naming.restricted OR len(also_record_ids) > 0, {SEALED.format(of="record.")}
FROM named JOIN naming USING (naming_id)
JOIN (SELECT * FROM agency_record WHERE latest) AS record ON record.record_id = naming.record_id
WHERE entity_kind <> 'person'
UNION ALL SELECT DISTINCT ON (naming_id) naming_id, naming_id, member_kind, naming.text, naming.record_id,
       record.agency, record.organisation, record.layout, record.restricted OR naming.restricted,
       {SEALED.format(of="record.")}
FROM group_member JOIN naming ON naming_id = member_id
JOIN (SELECT * FROM agency_record WHERE latest) AS record ON record.record_id = naming.record_id
WHERE naming_id NOT IN (SELECT naming_id FROM named)
UNION ALL SELECT DISTINCT ON (mention.mention_id) mention.mention_id, mention.mention_id, connection.entity_kind,
       mention.name_as_written, mention.record_id, record.agency, record.organisation, record.layout,
       record.restricted, {SEALED.format(of="record.")}
FROM connection JOIN mention ON mention.mention_id = connection.entity_id
JOIN (SELECT * FROM agency_record WHERE latest) AS record ON record.record_id = mention.record_id
WHERE connection.entity_kind = 'unidentified'
UNION ALL SELECT DISTINCT ON (passage_id) passage_id, passage_id, connection.entity_kind, passage.text,
       passage.record_id, record.agency, record.organisation, record.layout,
       record.restricted OR passage.restricted, {SEALED.format(of="record.")}
FROM connection JOIN passage ON passage_id = connection.entity_id
JOIN (SELECT * FROM agency_record WHERE latest) AS record ON record.record_id = passage.record_id
WHERE connection.entity_kind = 'unidentified'
ORDER BY 1
"""

PLACES = f"""
SELECT record_id, place_id, place_type, person_id, CAST(occurred_on AS VARCHAR), is_sign, agency, organisation, layout,
       restricted, {SEALED.format(of="")} FROM place_person ORDER BY place_type, place_id, record_id, person_id
"""

GROUPS = """
SELECT group_id, view_no, seen_from, not_from, CAST(first_on AS VARCHAR), CAST(last_on AS VARCHAR),
       CAST(first_true_on AS VARCHAR), first_true_on_by_agency, basis, on_together, on_proposals,
       coalesce(widens, ''), rule_version
FROM grouping ORDER BY group_id, view_no
"""

GROUP_BASIS = f"""
SELECT DISTINCT group_id, view_no, record_id, list_contains(copied_record_ids, record_id), agency, organisation, layout,
       restricted, {SEALED.format(of="record.")}
FROM (SELECT group_id, view_no, copied_record_ids, unnest(record_ids) AS record_id FROM grouping)
JOIN (SELECT * FROM agency_record WHERE latest) AS record USING (record_id) ORDER BY group_id, view_no, record_id
"""

GROUP_MEMBERS = """
SELECT group_id, view_no, member_kind, member_id, CAST(since_on AS VARCHAR), CAST(last_on AS VARCHAR), basis
FROM group_member LEFT JOIN thing ON thing.thing_id = member_id WHERE NOT coalesce(thing.protected, false)
ORDER BY group_id, view_no, member_id
"""

TOGETHER = """
SELECT together_id, view_no, seen_from, not_from, person_id, other_person_id, occasions, expected,
       CAST(first_on AS VARCHAR), CAST(last_on AS VARCHAR)
FROM together ORDER BY together_id, view_no
"""

TOGETHER_BASIS = f"""
SELECT together_id, view_no, record_id, CAST(occurred_on AS VARCHAR), at_once, bool_or(unsure), agency, organisation,
       layout, restricted, {SEALED.format(of="")}
FROM together_basis GROUP BY ALL ORDER BY ALL
"""

FILLS = {
    "around": AROUND, "around_copy": AROUND_COPY,
    "beside": BESIDE, "place_person": PLACES, "thing_said": THINGS, "network_group": GROUPS,
    "network_group_basis": GROUP_BASIS, "network_group_member": GROUP_MEMBERS,
    "network_together": TOGETHER, "network_together_basis": TOGETHER_BASIS,
}  # fmt: skip


def build_networks(*, engine: DuckDBEngine, path: Path) -> None:
    """Write the tables of connections and groups of `serve.sqlite`, anew if they are there."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        connection.executescript(create_tables(*declared(FILLS)))
        for table, query in FILLS.items():
            fill_table(connection=connection, engine=engine, table=table, query=query)
        connection.executescript(INDEXES)
        connection.executescript("".join(f"ANALYZE {table};" for table in FILLS))
    finally:
        connection.close()
