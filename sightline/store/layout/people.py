"""Lays a snapshot out for pages: `serve.sqlite`, with every line carrying the columns that the visibility filter reads.

Nothing is summed over rows of different visibility. Counts stand by agency, organisation, layout, restricted and
sealed, so that a page adds up only what its reader may see.
"""

from pathlib import Path

from sightline.model.nouns import EntityKind, HandlingMarking
from sightline.model.serve_tables.catalogue import declared
from sightline.model.visibility import PROTECTED_WORDS
from sightline.store.earlier import EarlierSnapshot
from sightline.store.engine import DuckDBEngine
from sightline.store.layout.live_index import LiveKeys, fill_live
from sightline.store.layout.patch import copy_earlier, show_tables, take_out
from sightline.store.layout.tables import fill_table, writing
from sightline.store.search.layout import fill_search, index_words
from sightline.store.serve.rows import create_tables
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)
SEES = "agency, organisation, layout, restricted, sealed"
SEALED = f"list_contains(markings, '{HandlingMarking.SEALED_IDENTITY}') AS sealed"


# Rows that give a protected address: of it nothing is left there but the words that say so.
WITHHELD = """
SELECT DISTINCT row_id FROM mention JOIN resolved USING (mention_id) JOIN thing USING (thing_id) WHERE thing.protected
"""

# A row is as restricted as its record: rows that share a number are one record, and each may be marked on its own.
PEOPLE = f"""
SELECT mention.* REPLACE (record.restricted AS restricted, record.markings AS markings), resolved.person_id,
       list_contains(record.markings, '{HandlingMarking.SEALED_IDENTITY}') AS sealed, withheld.row_id IS NOT NULL AS address_withheld
FROM mention JOIN resolved USING (mention_id) LEFT JOIN withheld USING (row_id)
JOIN (SELECT record_id, restricted, markings FROM agency_record WHERE latest) AS record ON record.record_id = mention.record_id
WHERE mention.entity_kind = '{EntityKind.PERSON}'
"""


def one_said(what: str, value: str, condition: str) -> str:
    """A query of one thing that mentions say of a person; `{of}` is where the mentions stand."""
    return f"SELECT person_id, {SEES}, '{what}' AS what, {value} AS value, record_id, occurred_on FROM {{of}} WHERE {condition}"


SAID = " UNION ALL ".join(
    (
        one_said("name", "name_as_written", "name_as_written <> ''"),
        one_said("other name", "unnest(other_names)", "len(other_names) > 0"),
        one_said("birth date", "CAST(birth_date AS VARCHAR)", "birth_date IS NOT NULL"),
        one_said("birth date as written", "birth_date_as_written", "birth_date IS NULL AND birth_date_as_written <> ''"),
        one_said("sex", "sex", "sex <> ''"),
        one_said("NHS number", "nhs_number", "nhs_number <> ''"),
        one_said("UPN", "upn", "upn <> ''"),
        one_said("own number", "local_id", "local_id <> ''"),
        one_said("phone", "phone", "phone <> ''"),
        one_said(
            "address",
            f"CASE WHEN address_withheld THEN '{PROTECTED_WORDS}' ELSE concat_ws(', ', nullif(address, ''), nullif(postcode, '')) END",
            "address <> '' OR postcode <> ''",
        ),
        one_said("in records", "''", "true"),
        one_said("named as", "CASE WHEN source_role = '' THEN replace(regexp_replace(slot, '#.*', ''), '_', ' ') ELSE source_role END", "true"),
    )
)  # fmt: skip

SAID_COUNTS = f"""
SELECT person_id, {SEES}, what, value, count(DISTINCT record_id) AS records, CAST(min(occurred_on) AS VARCHAR),
       CAST(max(occurred_on) AS VARCHAR), arg_max(record_id, (occurred_on, record_id)) AS record_id
FROM {{said}} GROUP BY ALL ORDER BY person_id, what, records DESC, value
"""

# Where both sides of a question stand in one person, what is said by the mentions of each side alone.
HALVES = """
SELECT people.* REPLACE (question_id || ' ' || side AS person_id) FROM people JOIN question_mention USING (mention_id)
"""

ENTRIES = f"""
SELECT person_id, sort_key, entry_id, agency, organisation, layout, restricted, {SEALED}, kind, childs_words <> '' AS has_words,
       to_json({{'record_id': record_id, 'as_role': as_role, 'what': what, 'present': present, 'childs_words': childs_words,
       'occurred_from': occurred_from, 'occurred_to': occurred_to, 'date_precision': date_precision, 'date_words': date_words,
       'known_from': known_from, 'source_file': source_file, 'source_rows': source_rows, 'standing': standing,
       'versions': versions}})
FROM shown_chronology ORDER BY person_id, sort_key, entry_id
"""

# A record counts once, in the month of the last thing that it tells.
ENTRY_COUNTS = f"""
SELECT person_id, agency, organisation, layout, restricted, sealed, kind, month, has_words, count(*)
FROM (
  SELECT person_id, record_id, agency, organisation, layout, restricted, {SEALED}, kind,
         coalesce(left(max(sort_key) FILTER (WHERE occurred_from IS NOT NULL), 7), '') AS month,
         bool_or(childs_words <> '') AS has_words
  FROM shown_chronology GROUP BY ALL
)
GROUP BY ALL ORDER BY person_id, month
"""

RECORDS = f"""
SELECT record_id, version, latest, agency, organisation, layout, restricted, {SEALED},
       to_json({{'kind': kind, 'occurred_from': occurred_from, 'occurred_to': occurred_to, 'date_precision': date_precision,
       'recorded_at': recorded_at, 'received_at': received_at, 'known_from': known_from, 'markings': markings,
       'standing': standing}})
FROM shown_record ORDER BY record_id, version
"""

ROWS = f"""
SELECT record_id, row_id, row_version, agency, organisation, layout, restricted, {SEALED},
       to_json({{'source_file': source_file, 'sheet': sheet, 'source_row': source_row, 'row_version': row_version,
       'standing': standing, 'standing_since': standing_since, 'received_at': received_at}}),
       original
FROM shown_row ORDER BY record_id, row_version DESC, source_file, source_row
"""

NAMINGS = f"""
SELECT record_id, mention_id, agency, organisation, layout, restricted, {SEALED}, slot, source_role,
       CASE WHEN thing.protected THEN '{PROTECTED_WORDS}'
            WHEN mention.entity_kind = '{EntityKind.PERSON}' THEN name_as_written
            ELSE concat_ws(', ', nullif(value_as_written, ''), nullif(postcode, ''), nullif(description, '')) END,
       mention.entity_kind, coalesce(person_id, ''), row_id, known_from
FROM shown_mention AS mention JOIN resolved USING (mention_id) LEFT JOIN thing USING (thing_id)
ORDER BY record_id, source_row, slot
"""

QUESTIONS = SQL.fill("questions")

QUESTION_SIDES = f"""
SELECT question_id, side, people.mention_id, person_id, record_id, {SEES}
FROM (SELECT question_id, 'a' AS side, mention_id_a AS mention_id FROM question
      UNION ALL SELECT question_id, 'b', mention_id_b FROM question) AS sides JOIN people USING (mention_id)
ORDER BY question_id, side
"""

# A join is as restricted as the more restricted of its two records, so both sides stand on the line.
JOIN_REASONS = SQL.fill("join_reasons")

# What was entered in Sightline is no extract: it says nothing of how far an agency's own data reach.
# An old legal status in a new extract is no sign that its data begin so early: what says when it was recorded goes first.
AS_OF = f"""
SELECT agency, organisation, coalesce(max(received_at) FILTER (WHERE from_extract), max(received_at)),
       CAST(coalesce(max(written_on) FILTER (WHERE from_extract), max(written_on)) AS VARCHAR),
       CAST(coalesce(min(recorded_on) FILTER (WHERE from_extract), min(written_on) FILTER (WHERE from_extract), min(written_on))
            AS VARCHAR), count(*)
FROM (SELECT *, NOT starts_with(layout, 'sightline_') AS from_extract,
             CAST(left(recorded_at, 10) AS DATE) AS recorded_on,
             CAST(left(coalesce(recorded_at, occurred_from), 10) AS DATE) AS written_on
      FROM agency_record WHERE latest AND NOT list_contains(markings, '{HandlingMarking.SEALED_IDENTITY}'))
GROUP BY agency, organisation ORDER BY agency, organisation
"""

SUMMARY = f"""
WITH open_people AS (
  SELECT person_id, bool_or(birth_date IS NOT NULL OR nhs_number <> '' OR upn <> '' OR local_id <> '') AS known,
         count(DISTINCT agency) AS agencies
  FROM people WHERE NOT sealed GROUP BY person_id
)
SELECT 'people', count(*) FROM open_people WHERE known
UNION ALL SELECT 'named_only', count(*) FROM open_people WHERE NOT known
UNION ALL SELECT 'people_held_by_several', count(*) FROM open_people WHERE known AND agencies > 1
UNION ALL SELECT 'records', count(*) FROM agency_record WHERE latest AND NOT list_contains(markings, '{HandlingMarking.SEALED_IDENTITY}')
"""

FILLS = {
    "entry": ENTRIES, "entry_count": ENTRY_COUNTS, "said": SAID_COUNTS.format(said="all_said"), "record": RECORDS,
    "record_row": ROWS, "record_naming": NAMINGS, "question": QUESTIONS, "question_side": QUESTION_SIDES,
    "question_said": SAID_COUNTS.format(said="half_said"),
    "judgement": "SELECT sequence, became FROM judgement ORDER BY sequence", "join_reason": JOIN_REASONS, "as_of": AS_OF, "summary": SUMMARY,
}  # fmt: skip


def build_serve(
    *, engine: DuckDBEngine, path: Path, keys: LiveKeys | None = None, earlier: EarlierSnapshot | None = None
) -> None:
    """Write `serve.sqlite` from the tables of the engine; with `keys`, the live index too.

    Where the run goes on from an earlier snapshot, what nothing has touched is copied from that one's.
    """
    goes_on = earlier if earlier is not None and earlier.goes_on else None
    path.unlink(missing_ok=True)
    _work_out(engine, goes_on)
    if goes_on:
        copy_earlier(earlier=goes_on, path=path)
    with writing(path) as connection:
        connection.executescript("PRAGMA page_size = 8192;")
        fills = {**FILLS, **fill_search(engine=engine)}
        if goes_on:
            take_out(connection=connection, engine=engine, tables=fills)
        else:
            connection.executescript(create_tables(*declared(fills)))
        live = fill_live(connection=connection, engine=engine, keys=keys) if keys else {}
        for table, query in (fills | live).items():
            fill_table(connection=connection, engine=engine, table=table, query=query)
        index_words(connection=connection)
        if not goes_on:
            connection.executescript(SQL.fill("indexes"))
            connection.executescript("ANALYZE;")


def _work_out(engine: DuckDBEngine, earlier: EarlierSnapshot | None) -> None:
    """The working tables that lines are made from."""
    engine.make("withheld", WITHHELD)
    engine.make("people", PEOPLE)
    show_tables(engine=engine, earlier=earlier)
    engine.make("all_said", SAID.format(of="shown_people"))
    engine.make("half", HALVES)
    engine.make("half_said", SAID.format(of="half"))
