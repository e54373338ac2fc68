"""The facts that patterns are looked for in, each with the days on which it was known, and who is named beside it.

A fact that a later version repeats unchanged has been known all along. One that it changes or drops was known until the
later version came, and no longer.
"""

from datetime import date

from sightline.known_facts.rows import detail
from sightline.model.nouns import EntityKind, HandlingMarking, RowStatus
from sightline.store.engine import Engine
from sightline.store.sql.sql_steps import Fragment, SqlSteps

NEVER = date.max
SQL = SqlSteps(__name__)


def london_day(when: str) -> str:
    """SQL: the London day of a when; a day stands as it is."""
    return f"""CASE WHEN {when} IS NULL THEN NULL WHEN length({when}) = 10 THEN CAST({when} AS DATE)
        ELSE CAST(timezone('Europe/London', CAST({when} AS TIMESTAMPTZ)) AS DATE) END"""


HELD_ROWS = f"""
SELECT row_id, row_version, record_id, layout, agency, organisation, restricted, source_file, source_row, original,
       {london_day("received_at")} AS received_on
FROM source_row
WHERE standing <> '{RowStatus.WITHDRAWN}' AND NOT list_contains(markings, '{HandlingMarking.SEALED_IDENTITY}')
"""

# Of a later version the facts begin with it; those of the one before end there.
VERSIONS = f"""
SELECT *, lead(begins) OVER (PARTITION BY row_id ORDER BY row_version) AS ends
FROM (SELECT row.*, CASE WHEN row_version > 1
                    THEN greatest(received_on, coalesce({london_day("recorded")}, received_on)) END AS begins
      FROM pattern_row AS row
      LEFT JOIN (SELECT row_id, row_version, min(recorded_at) AS recorded FROM fact GROUP BY ALL)
      USING (row_id, row_version))
"""


# Each person of a row, with the birth date that stands on most rows of theirs (of several, the earliest).
BORN = f"""
SELECT person_id, arg_min(birth_date, (-rows, birth_date)) AS born FROM (
    SELECT person_id, birth_date, count(DISTINCT row_id) AS rows
    FROM mention JOIN resolved USING (mention_id) WHERE birth_date IS NOT NULL
        AND NOT list_contains(markings, '{HandlingMarking.SEALED_IDENTITY}') GROUP BY ALL)
GROUP BY person_id
"""

# Whoever is the subject of such a row, or a linked student, is a child where nobody gives a birth date.
TAKEN_AS_CHILD = """
SELECT DISTINCT person_id FROM mention JOIN resolved USING (mention_id)
WHERE (slot = 'subject' AND layout IN ('childrens_services_events', 'school_concerns', 'school_attendance',
       'return_interviews', 'police_missing', 'youth_service_contacts')) OR regexp_matches(slot, '^linked(#|$)')
"""

PEOPLE = f"""
SELECT mention.row_id, mention.record_id, mention.mention_id, resolved.person_id,
       regexp_replace(mention.slot, '#.*', '') AS slot, mention.slot AS numbered_slot,
       upper(trim(mention.source_role)) AS role, born.born, taken.person_id IS NOT NULL AS taken_as_child
FROM mention JOIN resolved USING (mention_id)
LEFT JOIN pattern_born AS born USING (person_id) LEFT JOIN pattern_taken AS taken USING (person_id)
WHERE mention.entity_kind = '{EntityKind.PERSON}' AND resolved.person_id IS NOT NULL
  AND NOT list_contains(mention.markings, '{HandlingMarking.SEALED_IDENTITY}')
"""

THINGS = f"""
SELECT mention.row_id, mention.record_id, mention.mention_id, mention.layout, resolved.thing_id,
       regexp_replace(mention.slot, '#.*', '') AS slot, mention.entity_kind, thing.as_first_written AS written
FROM mention JOIN resolved USING (mention_id) JOIN thing USING (thing_id)
WHERE NOT list_contains(mention.markings, '{HandlingMarking.SEALED_IDENTITY}')
"""

# Which row of a police record gives which car or telephone, and in which role: the row may name nobody.
GIVERS = f"""
SELECT DISTINCT thing.record_id, thing.row_id, thing.thing_id, thing.entity_kind,
       upper({detail("role", "fact.details")}) AS role
FROM pattern_thing AS thing JOIN pattern_fact AS fact USING (row_id)
WHERE thing.entity_kind IN ('vehicle', 'phone')
  AND (fact.layout, fact.name) IN (('police_occurrences', 'occurrence'), ('police_intelligence', 'intelligence'))
"""


def scopes_of(record_ids: str) -> str:
    """SQL: what decides who sees those of these records that are restricted."""
    return f"""(SELECT list({{'agency': agency, 'organisation': organisation, 'layout': layout,
        'restricted': restricted}}) FROM agency_record WHERE latest AND restricted
        AND list_contains({record_ids}, record_id))"""


# Whoever told, saw or suffered what a record tells, or is a parent: their car or telephone makes no group. A victim's
# row repeats the record's car.
IS_WITNESS = """(pattern_giver.role IN ('WITNESS', 'INFORMANT', 'PARENT')
        OR (pattern_giver.role = 'VICTIM' AND pattern_giver.entity_kind = 'phone'))"""


READS = (
    "source_row", "fact", "mention", "resolved", "thing", "agency_record", "named", "naming", "proposal", "judgement",
)  # fmt: skip
MAKES = (
    "pattern_row", "pattern_version", "pattern_fact", "pattern_born", "pattern_taken", "pattern_person",
    "pattern_thing", "pattern_giver", "pattern_named", "pattern_proposed",
)  # fmt: skip


def gather(*, engine: Engine) -> None:
    """Make `pattern_fact` (one line a telling), `pattern_person` and `pattern_thing` (one line a naming).

    And `pattern_named`: one line for each naming in a note, or in a cell of names, that a person confirmed; and
    `pattern_proposed`: the same of what is asked about, and nobody has answered. What stands already is not made again.
    """
    engine.unless_made(lambda: _make(engine), reads=READS, makes=MAKES)


def _make(engine: Engine) -> None:
    engine.make("pattern_row", HELD_ROWS)
    engine.make("pattern_version", VERSIONS)
    day = Fragment(london_day("any_value(occurred_from)"))
    engine.make("pattern_fact", SQL.fill("pattern_fact", event_day=day, never=NEVER))
    engine.make("pattern_born", BORN)
    engine.make("pattern_taken", TAKEN_AS_CHILD)
    engine.make("pattern_person", PEOPLE)
    engine.make("pattern_thing", THINGS)
    engine.make("pattern_giver", GIVERS)
    also, unless = (Fragment(scopes_of(f"said.{which}_record_ids")) for which in ("also", "unless"))
    engine.make("pattern_named", SQL.fill("pattern_named", also_scopes=also, unless_scopes=unless))
    engine.make("pattern_proposed", SQL.fill("pattern_proposed", also_scopes=also, is_witness=Fragment(IS_WITNESS)))
