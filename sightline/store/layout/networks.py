"""Lays connections and groups out for pages in `serve.sqlite`, each line with what the visibility filter reads.

What a thing is called is kept by record too. A flat that an open record gives as "7 Quay Lane" may stand in a
restricted one with words that only few may read.
"""

from pathlib import Path

from sightline.model.nouns import HandlingMarking
from sightline.store.engine import DuckDBEngine
from sightline.store.layout.tables import lay_out
from sightline.store.sql.sql_steps import SqlSteps

SEALED = f"list_contains({{of}}markings, '{HandlingMarking.SEALED_IDENTITY}')"
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
SQL = SqlSteps(__name__)
UNIDENTIFIED = r"^\s*(an? )?(unknown|unidentified|not known|n/?k\b)"


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
    "around": AROUND,
    "around_copy": AROUND_COPY,
    "beside": SQL.fill("beside", unidentified=UNIDENTIFIED),
    "place_person": PLACES,
    "thing_said": SQL.fill("thing_said"),
    "network_group": GROUPS,
    "network_group_basis": GROUP_BASIS,
    "network_group_member": GROUP_MEMBERS,
    "network_together": TOGETHER,
    "network_together_basis": TOGETHER_BASIS,
}


def build_networks(*, engine: DuckDBEngine, path: Path) -> None:
    """Write the tables of connections and groups of `serve.sqlite`, anew if they are there."""
    analysed = SQL.fill("indexes") + "".join(f"ANALYZE {table};" for table in FILLS)
    lay_out(engine=engine, path=path, fills=FILLS, indexes=analysed)
