"""The SQL steps that put parts together: rows, facts, mentions and records, each with its versions.

A record's versions are not its rows' versions. A record has a new version whenever a file changes, adds or leaves out
one of its rows; `record_row` holds each row version with the parts between which it stood.
"""

from collections.abc import Collection

from sightline.model.nouns import HandlingMarking
from sightline.model.visibility import NotShared
from sightline.rulebook.placeholders import read_no_birth_dates
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)

# Where the words of a row version are: in its own part, else in the newest part before it that says the same.
# An export that left it out and was received after the day leaves nothing out yet.
DATA_PART = """
SELECT row_version.* EXCLUDE (stored, gone_part),
       CASE WHEN leaving.received_on <= DATE '{as_at}' THEN gone_part END AS gone_part,
       CASE WHEN row_version.stored THEN row_version.part ELSE (
    SELECT max(seen.part) FROM seen
    WHERE seen.row_id = row_version.row_id AND seen.content = row_version.content AND seen.stored
      AND seen.part <= row_version.part
) END AS data_part
FROM row_version LEFT JOIN part AS leaving ON leaving.part = row_version.gone_part
"""

# Known from: of a first version the later of own day and recorded day; of a later one, not before it was received.
FACT_KNOWN = """
SELECT v.row_id, v.row_version, f.ordinal, f.occurred_on, f.occurred_from, f.occurred_to, f.date_precision,
       f.date_words, f.recorded_at, CASE WHEN f.closes THEN f.occurred_from END AS closed_at,
       CASE WHEN v.row_version = 1 THEN f.known_from ELSE greatest(f.known_from, part.received_on) END AS known_from,
       part.received_on
FROM {facts} AS f
JOIN data_part AS v ON v.row_id = f.row_id AND v.data_part = f.part
JOIN part ON part.part = v.part
"""

ROW_KNOWN = """
SELECT row_id, row_version, min(known_from) AS known_from, max(recorded_at) AS recorded_at, max(closed_at) AS closed_at,
       arg_min(struct_pack(occurred_on, occurred_from, occurred_to, date_precision, date_words), ordinal) AS first_fact
FROM fact_known WHERE coalesce(known_from, received_on) <= DATE '{as_at}'
GROUP BY row_id, row_version
"""

KEPT = """
SELECT v.*, k.known_from, k.recorded_at, k.closed_at, k.first_fact,
       lead(v.part) OVER one_row AS next_part, lead(v.row_version) OVER one_row IS NULL AS newest,
       count(*) OVER (PARTITION BY v.row_id) > 1 AS has_versions
FROM data_part AS v JOIN row_known AS k USING (row_id, row_version)
WINDOW one_row AS (PARTITION BY v.row_id ORDER BY v.row_version)
"""

RECORD_ROW = """
SELECT k.* EXCLUDE (content, data_part), r.record_id, r.record_key, r.agency, r.organisation, r.layout, r.kind,
       r.restricted, r.markings
FROM kept AS k JOIN {source_rows} AS r ON r.row_id = k.row_id AND r.part = k.data_part
"""


FACTS = """
SELECT k.row_id, k.row_version, record_row.record_id, f.name, f.label, f.occurred_from, f.occurred_to, f.date_precision,
       f.date_words, f.recorded_at, known.known_from, f.what, f.childs_words, f.details
FROM {facts} AS f
JOIN kept AS k ON k.row_id = f.row_id AND k.data_part = f.part
JOIN fact_known AS known
  ON known.row_id = k.row_id AND known.row_version = k.row_version AND known.ordinal = f.ordinal
JOIN record_row ON record_row.row_id = k.row_id AND record_row.row_version = k.row_version
WHERE coalesce(known.known_from, known.received_on) <= DATE '{as_at}'
"""

# A mention is as old as the first batch that has it, so that a corrected row never makes its person another one; of a
# row of a roll, as the batch in which it was opened.
MENTION_BATCH = """
SELECT m.mention_id, min(coalesce(m.opened_in, part.batch)) AS batch
FROM {mentions} AS m
JOIN kept AS k ON k.row_id = m.row_id AND k.data_part = m.part
JOIN part ON part.part = k.part
WHERE k.has_versions GROUP BY m.mention_id
"""


# Every naming on every marked version of a row whose newest version is marked still: an agency ends it by a version
# without the marking. A row that left the extract stays protected.
MARKED_NAMING = f"""
SELECT m.row_id, k.row_version, r.record_id, r.agency, m.slot, m.entity_kind, m.address, m.postcode, m.phone,
       m.value_as_written
FROM {{mentions}} AS m
JOIN kept AS k ON k.row_id = m.row_id AND k.data_part = m.part
JOIN record_row AS r ON r.row_id = k.row_id AND r.row_version = k.row_version
WHERE list_contains(r.markings, '{HandlingMarking.PROTECTED_ADDRESS}') AND k.row_id IN (
    SELECT row_id FROM record_row WHERE newest AND list_contains(markings, '{HandlingMarking.PROTECTED_ADDRESS}'))
"""
NO_NAMING = """
SELECT '' AS row_id, 0 AS row_version, '' AS record_id, '' AS agency, '' AS slot, '' AS entity_kind, '' AS address,
       '' AS postcode, '' AS phone, '' AS value_as_written WHERE false
"""

RECORD_EVENT = """
WITH event AS (
    SELECT DISTINCT record_id, part FROM (
        SELECT record_id, part FROM record_row
        UNION ALL SELECT record_id, gone_part FROM record_row WHERE gone_part IS NOT NULL
    )
)
SELECT record_id, part, row_number() OVER one_record AS version, lead(part) OVER one_record IS NULL AS latest
FROM event WINDOW one_record AS (PARTITION BY record_id ORDER BY part)
"""

RECORD_STANDING = """
SELECT e.record_id, e.part, e.version, e.latest, r.* EXCLUDE (record_id, part),
       r.gone_part IS NULL OR r.gone_part > e.part AS stands
FROM record_event AS e
JOIN record_row AS r
  ON r.record_id = e.record_id AND r.part <= e.part AND (r.next_part IS NULL OR r.next_part > e.part)
"""

RECORD_SOURCE_ROWS = """
SELECT e.record_id, e.part, list_sort(list(DISTINCT seen.source_row)) AS source_rows
FROM seen
JOIN (SELECT DISTINCT row_id, record_id FROM record_row) AS of_record USING (row_id)
JOIN record_event AS e ON e.record_id = of_record.record_id AND e.part = seen.part
GROUP BY e.record_id, e.part
"""


def source_rows_sql(*, source_rows: str) -> str:
    """SOURCE_ROW from a query of the rows of all parts."""
    return SQL.fill("source_row", source_rows=Fragment(source_rows))


def not_shared_sql(*, source_rows: str, not_shared: NotShared, holders: Collection[str] = ()) -> str:
    """The rows of all parts that nobody shares; and where only `holders` count, those of other agencies."""
    kinds, but = list(not_shared.kinds) or [""], list(not_shared.but) or [""]
    return SQL.fill(
        "not_shared_row",
        source_rows=Fragment(source_rows),
        kinds=kinds,
        but=but,
        every_holder=not holders,
        holders=sorted(holders) or [""],
    )


def mentions_sql(*, mentions: str) -> str:
    """MENTION from a query of the mentions of all parts; a birth date that says nothing is left out."""
    return SQL.fill("mention", mentions=Fragment(mentions), no_birth_dates=sorted(read_no_birth_dates()))


def earlier_namings_sql(*, mentions: str) -> str:
    """EARLIER_NAMING from a query of the mentions of all parts."""
    return SQL.fill("earlier_naming", mentions=Fragment(mentions), no_birth_dates=sorted(read_no_birth_dates()))


def records_sql() -> str:
    """AGENCY_RECORD, with markings in the order of the model."""
    return SQL.fill("agency_record", markings=list(HandlingMarking))
