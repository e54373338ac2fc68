"""Lays out for first pages what came lately, and who is missing, in `serve.sqlite`.

What is new is told by batches, not by days. A file may be dated long before the run that first shows it, and nobody can
have seen its records before that run.
"""

from datetime import date, timedelta
from pathlib import Path

from sightline.model.nouns import EntityKind, HandlingMarking, RowStatus
from sightline.store.engine import DuckDBEngine
from sightline.store.layout.tables import lay_out
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)
DAYS_KEPT = 31
SEES = "agency, organisation, layout, restricted, sealed"
ANY_SEES = ", ".join(f"any_value({name})" for name in SEES.split(", "))
SEALED = f"list_contains(markings, '{HandlingMarking.SEALED_IDENTITY}')"


# The first batch is what the partnership began with: a backlog, and no news.
ARRIVALS = f"""
SELECT batch, record_id, version, kind, agency, organisation, layout, restricted, {SEALED}
FROM agency_record WHERE latest AND batch > 1 AND left(received_at, 10) >= ? ORDER BY batch, record_id
"""

THROUGH = "SELECT coalesce(max(batch), 0) FROM agency_record"

# Facts of the newest version of rows that still stand, with the child whom the row is about.
STATED = f"""
SELECT fact.record_id, fact.row_id, fact.name, fact.occurred_from, fact.date_precision, fact.what, record.source_key,
       json_extract_string(fact.details, '$.risk_grade.as_written') AS risk_grade, fact.details,
       mention.mention_id, resolved.person_id, record.agency, record.organisation, record.layout, record.restricted,
       list_contains(record.markings, '{HandlingMarking.SEALED_IDENTITY}') AS sealed
FROM fact JOIN source_row ON source_row.row_id = fact.row_id AND source_row.row_version = fact.row_version
JOIN (SELECT * FROM agency_record WHERE latest) AS record ON record.record_id = fact.record_id
JOIN mention ON mention.row_id = fact.row_id AND mention.slot = 'subject'
     AND mention.entity_kind = '{EntityKind.PERSON}'
JOIN resolved ON resolved.mention_id = mention.mention_id
WHERE source_row.standing = '{RowStatus.CURRENT}' AND fact.name IN ('missing', 'found', 'returned')
"""

# Open ones, however old, and those who were found lately.
EPISODES = f"""
SELECT record_id, mention_id, person_id, lower(trim(any_value(source_key))),
       min(occurred_from) FILTER (name = 'missing'), arg_min(date_precision, occurred_from) FILTER (name = 'missing'),
       max(occurred_from) FILTER (name = 'found') AS found_at,
       coalesce(arg_min(risk_grade, coalesce(occurred_from, '')) FILTER (name = 'missing'), ''),
       coalesce(arg_min(what, coalesce(occurred_from, '')) FILTER (name = 'missing'), ''), {ANY_SEES}
FROM missing_stated GROUP BY record_id, mention_id, person_id
HAVING bool_or(name = 'missing') AND (found_at IS NULL OR left(found_at, 10) >= ?)
ORDER BY record_id, mention_id
"""

# A return that another record tells of, by the number of the episode.
RETURNS = f"""
SELECT lower(trim(json_extract_string(details, '$.misper_ref.value'))) AS reference, person_id, record_id,
       max(occurred_from), {ANY_SEES}
FROM missing_stated WHERE name = 'returned' AND json_extract_string(details, '$.misper_ref.value') <> ''
GROUP BY reference, person_id, record_id ORDER BY reference, person_id, record_id
"""


# Files of every mapping that ever told of somebody missing: one of no rows says that nobody is.
MISSING_FILE = """
WITH about_missing AS (
  SELECT DISTINCT received_file.mapping FROM received_file JOIN agency_record AS record USING (batch, source_file)
  JOIN fact ON fact.record_id = record.record_id AND fact.name = 'missing'
)
SELECT coalesce(max(received_at), '') FROM received_file WHERE mapping IN (SELECT mapping FROM about_missing)
"""


def build_arrivals(*, engine: DuckDBEngine, path: Path, as_at: date) -> None:
    """Write the tables of what came lately and who is missing into `serve.sqlite`, anew if they are there."""
    since = (as_at - timedelta(days=DAYS_KEPT)).isoformat()
    engine.make("missing_stated", STATED)
    fills = {
        "arrival": ARRIVALS.replace("?", f"'{since}'"),
        "arrived_through": THROUGH,
        "missing_episode": EPISODES.replace("?", f"'{since}'"),
        "missing_return": RETURNS,
        "missing_file": MISSING_FILE,
        "thing_naming": SQL.fill("thing_naming", since=since),
    }
    analysed = "ANALYZE arrival; ANALYZE missing_episode; ANALYZE missing_return;"
    lay_out(engine=engine, path=path, fills=fills, indexes=analysed)
