"""Builds the integrated chronology: one entry for each person and fact, in named SQL steps.

A person gets the facts of the rows that name them, but `present` is made from the whole record, because rows that share
a number are one record and say who else was there.
"""

from sightline.model.ids import LENGTH
from sightline.model.nouns import EntityKind, Precision, RowStatus
from sightline.model.schema import CHRONOLOGY
from sightline.store.earlier import TOUCHED_RECORD, EarlierSnapshot
from sightline.store.engine import Engine
from sightline.store.sql.sql_steps import SqlSteps

LAST = "9999"

STANDING_ROWS = f"""
SELECT row_id, row_version, standing, source_file, source_row
FROM source_row WHERE standing IN ('{RowStatus.CURRENT}', '{RowStatus.NOT_IN_EXTRACT}')
"""

SQL = SqlSteps(__name__)

STANDING_FACTS = """
SELECT fact.row_id, fact.record_id, fact.name, fact.label, fact.occurred_from, fact.occurred_to, fact.date_precision,
       fact.date_words, fact.known_from, fact.childs_words, standing_rows.standing, standing_rows.source_file,
       standing_rows.source_row,
       CASE WHEN fact.what = '' THEN fact.label ELSE fact.label || ': ' || fact.what END AS what
FROM fact JOIN standing_rows USING (row_id, row_version)
"""

NAMINGS = f"""
SELECT mention.row_id, mention.record_id, mention.mention_id, mention.name_as_written, resolved.person_id,
       CASE WHEN mention.source_role = '' THEN replace(regexp_replace(mention.slot, '#.*', ''), '_', ' ')
            ELSE mention.source_role END AS as_role
FROM mention JOIN resolved USING (mention_id)
WHERE mention.entity_kind = '{EntityKind.PERSON}'
"""


PRESENT = """
SELECT record_id, person_id, min(name_as_written) AS name_as_written,
       list_aggregate(list_sort(list_distinct(list(as_role))), 'string_agg', ', ') AS as_role
FROM namings WHERE name_as_written <> ''
GROUP BY record_id, person_id
"""

PRESENT_LISTS = """
SELECT record_id, list({'person_id': person_id, 'text': name_as_written || ' (' || as_role || ')'}
                       ORDER BY name_as_written, person_id) AS people
FROM present_people GROUP BY record_id
"""

LATEST_RECORDS = """
SELECT record_id, agency, organisation, layout, restricted, markings, kind, version AS versions
FROM agency_record WHERE latest
"""

SORT_KEY = f"""
CASE WHEN occurred_from IS NULL THEN '{LAST}'
     WHEN length(occurred_from) = 10 THEN occurred_from
     ELSE strftime(timezone('Europe/London', CAST(occurred_from AS TIMESTAMPTZ)), '%Y-%m-%dT%H:%M') END
"""

ENTRIES = f"""
SELECT stated.person_id, left(sha256(
         concat_ws(chr(31), 'chronology', record_id, stated.name, fact_key, mention_id)), {LENGTH}) AS entry_id,
       occurred_from, occurred_to, coalesce(date_precision, '{Precision.UNKNOWN}') AS date_precision,
       agency, organisation, layout, restricted, markings, kind, what,
       list_transform(list_filter(coalesce(people, []), lambda other: other.person_id <> stated.person_id),
                      lambda other: other.text) AS present,
       childs_words, record_id, source_file, source_rows, as_role, date_words, known_from, standing, versions,
       {SORT_KEY} AS sort_key
FROM stated JOIN latest_records USING (record_id) LEFT JOIN present_lists USING (record_id)
ORDER BY person_id, sort_key, entry_id
"""


# Each record's entries are made from that record alone, so those of touched records can be made by themselves.
ONLY = f" AND {{record}} IN (SELECT record_id FROM {TOUCHED_RECORD})"


def build(*, engine: Engine, earlier: EarlierSnapshot | None = None) -> None:
    """Write CHRONOLOGY from source rows, facts, mentions and who they are resolved to.

    Where the run goes on from an earlier snapshot, whose entries stand in the engine, only those of touched records.
    """
    on = earlier is not None and earlier.goes_on
    of_record, of_mention = (ONLY.format(record=name) if on else "" for name in ("record_id", "mention.record_id"))
    engine.make("standing_rows", STANDING_ROWS + of_record)
    engine.make("standing_facts", STANDING_FACTS)
    engine.make("namings", NAMINGS + of_mention)
    engine.make("stated", SQL.fill("stated"))
    engine.make("present_people", PRESENT)
    engine.make("present_lists", PRESENT_LISTS)
    engine.make("latest_records", LATEST_RECORDS + of_record)
    if earlier is not None and on:
        earlier.patch(engine=engine, table=CHRONOLOGY, rows=ENTRIES, column="record_id", touched=TOUCHED_RECORD)
    else:
        engine.write(CHRONOLOGY, ENTRIES)
