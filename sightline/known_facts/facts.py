"""The facts that patterns are looked for in, each with the days on which it was known, and who is named beside it.

A fact that a later version repeats unchanged has been known all along. One that it changes or drops was known until the
later version came, and no longer.
"""

from datetime import date

from sightline.known_facts.rows import detail
from sightline.model.judgements import Answer, Became
from sightline.model.nouns import EntityKind, Marking, Precision, Standing
from sightline.store.engine import Engine

NEVER = date.max.isoformat()


def london_day(when: str) -> str:
    """SQL: the London day of a when; a day stands as it is."""
    return f"""CASE WHEN {when} IS NULL THEN NULL WHEN length({when}) = 10 THEN CAST({when} AS DATE)
        ELSE CAST(timezone('Europe/London', CAST({when} AS TIMESTAMPTZ)) AS DATE) END"""


HELD_ROWS = f"""
SELECT row_id, row_version, record_id, layout, agency, organisation, restricted, source_file, source_row, original,
       {london_day("received_at")} AS received_on
FROM source_row
WHERE standing <> '{Standing.WITHDRAWN}' AND NOT list_contains(markings, '{Marking.SEALED_IDENTITY}')
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

# A run of versions that say the same of a fact is one telling of it, from the first of them until one that differs.
FACTS = f"""
WITH said AS (
    SELECT v.*, f.name, f.occurred_from, f.date_precision, f.details,
           greatest(coalesce(f.known_from, v.received_on), coalesce(v.begins, f.known_from, v.received_on)) AS from_day,
           hash(f.occurred_from, f.occurred_to, f.date_precision, f.details, f.what) AS says
    FROM pattern_version AS v JOIN fact AS f USING (row_id, row_version)
),
changes AS (
    SELECT *, says IS DISTINCT FROM lag(says) OVER same_fact OR row_version - lag(row_version) OVER same_fact <> 1
              AS differs
    FROM said WINDOW same_fact AS (PARTITION BY row_id, name ORDER BY row_version)
),
runs AS (
    SELECT *, count(*) FILTER (differs) OVER (PARTITION BY row_id, name ORDER BY row_version) AS run FROM changes
)
SELECT row_id, name, record_id, layout, agency, organisation, restricted,
       arg_min(source_file, row_version) AS source_file, arg_min(source_row, row_version) AS source_row,
       arg_min(original, row_version) AS original, any_value(details) AS details,
       any_value(occurred_from) AS occurred_from, any_value(date_precision) AS date_precision,
       {london_day("any_value(occurred_from)")} AS event_on,
       min(from_day) AS known_from, coalesce(arg_max(ends, row_version), DATE '{NEVER}') AS known_until
FROM runs WHERE date_precision <> '{Precision.UNKNOWN}' GROUP BY row_id, name, record_id, layout, agency, organisation,
    restricted, run
HAVING known_from < known_until
"""

# Each person of a row, with the birth date that stands on most rows of theirs (of several, the earliest).
BORN = f"""
SELECT person_id, arg_min(birth_date, (-rows, birth_date)) AS born FROM (
    SELECT person_id, birth_date, count(DISTINCT row_id) AS rows
    FROM mention JOIN resolved USING (mention_id) WHERE birth_date IS NOT NULL
        AND NOT list_contains(markings, '{Marking.SEALED_IDENTITY}') GROUP BY ALL)
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
  AND NOT list_contains(mention.markings, '{Marking.SEALED_IDENTITY}')
"""

THINGS = f"""
SELECT mention.row_id, mention.record_id, mention.mention_id, mention.layout, resolved.thing_id,
       regexp_replace(mention.slot, '#.*', '') AS slot, mention.entity_kind, thing.as_first_written AS written
FROM mention JOIN resolved USING (mention_id) JOIN thing USING (thing_id)
WHERE NOT list_contains(mention.markings, '{Marking.SEALED_IDENTITY}')
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


# What notes name counts only as somebody confirmed it. So does whoever a cell gives only a name of (Found With, Others
# Named, Accompanied By): once somebody answered who that is.
CONFIRMED = f"""
WITH answered AS (
    SELECT mention_id_a AS mention_id, mention_id_b AS other_id FROM judgement
    WHERE answer = '{Answer.SAME}' AND became = '{Became.JOINED}'
    UNION ALL SELECT mention_id_b, mention_id_a FROM judgement
    WHERE answer = '{Answer.SAME}' AND became = '{Became.JOINED}'
),
listed AS (
    SELECT mention.mention_id, mention.row_id, mention.record_id, mention.name_as_written AS written,
           resolved.person_id AS entity_id, mention.layout = 'police_missing' AS when_found,
           list(DISTINCT beside.record_id) FILTER (beside.restricted AND beside.record_id <> mention.record_id) AS also
    FROM mention JOIN resolved USING (mention_id) JOIN answered USING (mention_id)
    JOIN mention AS other ON other.mention_id = answered.other_id
    JOIN agency_record AS beside ON beside.record_id = other.record_id AND beside.latest
    WHERE regexp_matches(mention.slot, '^(found_with|others_named|accompanied_by)(#|$)')
      AND NOT list_contains(mention.markings, '{Marking.SEALED_IDENTITY}')
    GROUP BY ALL
)
SELECT said.*, born.born AS adult_born, {scopes_of("said.also_record_ids")} AS also_scopes,
       CASE WHEN NOT said.of_all THEN {scopes_of("said.unless_record_ids")} END AS unless_scopes
FROM (
    SELECT naming_id, named.row_id, named.record_id, named.entity_kind, named.entity_id, named.also_record_ids,
           named.of_all, naming.text AS written, false AS when_found,
           (SELECT any_value(also_record_ids) FROM named AS other
            WHERE other.naming_id = named.naming_id AND other.of_all) AS unless_record_ids
    FROM named JOIN naming USING (naming_id)
    UNION ALL BY NAME
    SELECT row_id, record_id, '{EntityKind.PERSON}' AS entity_kind, entity_id, coalesce(also, []) AS also_record_ids,
           true AS of_all, written, when_found, [] AS unless_record_ids
    FROM listed
) AS said LEFT JOIN pattern_born AS born ON born.person_id = said.entity_id
"""
# Whoever told, saw or suffered what a record tells, or is a parent: their car or telephone makes no group. A victim's
# row repeats the record's car.
IS_WITNESS = """(pattern_giver.role IN ('WITNESS', 'INFORMANT', 'PARENT')
        OR (pattern_giver.role = 'VICTIM' AND pattern_giver.entity_kind = 'phone'))"""

# What notes name and nobody has confirmed, by what is asked about it: only where all of that is about one person or
# thing. A first name alone is too little. It could not be told before the other record was known. `of_witness`: each
# record that gives it does so as that of a witness.
PROPOSED = f"""
WITH asked AS (
    SELECT proposal.*, one.person_id, one.thing_id, mention.entity_kind FROM proposal
    LEFT JOIN mention ON mention.mention_id = proposal.other_id AND NOT proposal.other_is_naming
    LEFT JOIN resolved AS one ON one.mention_id = proposal.other_id
    WHERE proposal.rule_id NOT IN ('conflict', 'forename_nearby')
      AND proposal.naming_id NOT IN (SELECT naming_id FROM named)
      AND proposal.other_id NOT IN (SELECT naming_id FROM named)
),
on_record AS (
    SELECT naming_id, any_value(coalesce(person_id, thing_id)) AS entity_id, any_value(entity_kind) AS entity_kind,
           list(DISTINCT other_record_id) AS others
    FROM asked WHERE NOT other_is_naming GROUP BY naming_id HAVING count(DISTINCT coalesce(person_id, thing_id)) = 1
),
in_notes AS (
    SELECT naming_id, other_id AS entity_id, kind, [other_record_id] AS others FROM asked WHERE other_is_naming
    UNION ALL SELECT DISTINCT other_id, other_id, kind, CAST([] AS VARCHAR[]) FROM asked WHERE other_is_naming
),
said AS (
    SELECT * FROM on_record
    UNION ALL SELECT naming_id, entity_id, CASE kind WHEN 'person' THEN 'unidentified' ELSE kind END, others
    FROM in_notes WHERE naming_id NOT IN (SELECT naming_id FROM on_record)
)
SELECT said.naming_id, naming.row_id, naming.record_id, said.entity_kind, said.entity_id, naming.text AS written,
       born.born AS adult_born, false AS when_found, true AS of_all, said.also_record_ids,
       {scopes_of("said.also_record_ids")} AS also_scopes, NULL AS unless_scopes, said.told_from,
       said.entity_id IN (
           SELECT thing_id FROM pattern_giver GROUP BY thing_id HAVING bool_and({IS_WITNESS})) AS of_witness
FROM (
    SELECT naming_id, entity_id, entity_kind,
           coalesce(list(DISTINCT record.record_id) FILTER (record.restricted), []) AS also_record_ids,
           max(first.known_from) AS told_from
    FROM (SELECT * EXCLUDE (others), unnest(CASE WHEN len(others) > 0 THEN others ELSE [NULL] END) AS other FROM said)
    LEFT JOIN agency_record AS record ON record.record_id = other AND record.latest
    LEFT JOIN (SELECT record_id, min(known_from) AS known_from FROM pattern_fact GROUP BY record_id) AS first
      ON first.record_id = other
    GROUP BY ALL
) AS said JOIN naming USING (naming_id) LEFT JOIN pattern_born AS born ON born.person_id = said.entity_id
"""


def gather(*, engine: Engine) -> None:
    """Make `pattern_fact` (one line a telling), `pattern_person` and `pattern_thing` (one line a naming).

    And `pattern_named`: one line for each naming in a note, or in a cell of names, that a person confirmed; and
    `pattern_proposed`: the same of what is asked about, and nobody has answered.
    """
    engine.step("pattern_row", HELD_ROWS)
    engine.step("pattern_version", VERSIONS)
    engine.step("pattern_fact", FACTS)
    engine.step("pattern_born", BORN)
    engine.step("pattern_taken", TAKEN_AS_CHILD)
    engine.step("pattern_person", PEOPLE)
    engine.step("pattern_thing", THINGS)
    engine.step("pattern_giver", GIVERS)
    engine.step("pattern_named", CONFIRMED)
    engine.step("pattern_proposed", PROPOSED)
