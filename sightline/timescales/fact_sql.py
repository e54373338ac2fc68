"""The named SQL steps that all rules share: what was told, of whom, in which missing episode, and how far it is known.

`first` and `last` are the earliest and the latest instant (seconds, UTC) that a date can mean. A limit in hours runs
from the latest, and an answer counts from the earliest, so that nobody is wronged.
"""

from sightline.model.nouns import EntityKind, Precision, RowStatus
from sightline.model.passages import Experiencer, Polarity, Tense
from sightline.store.sql.sql_steps import Fragment, SqlSteps
from sightline.timescales.state import ALWAYS

SQL = SqlSteps(__name__)

LONDON_MIDNIGHT = "timezone('Europe/London', CAST({} AS TIMESTAMP))"


def first_instant(when: str) -> str:
    """Seconds of the earliest instant of a when."""
    of_day = LONDON_MIDNIGHT.format(when)
    return f"CAST(epoch(CASE WHEN length({when}) = 10 THEN {of_day} ELSE CAST({when} AS TIMESTAMPTZ) END) AS BIGINT)"


def last_instant(when: str) -> str:
    """Seconds of the latest instant of a when."""
    of_day = f"timezone('Europe/London', CAST({when} AS TIMESTAMP) + INTERVAL '23:59:59')"
    return f"CAST(epoch(CASE WHEN length({when}) = 10 THEN {of_day} ELSE CAST({when} AS TIMESTAMPTZ) END) AS BIGINT)"


def london_day(when: str) -> str:
    """The London day of a when."""
    return (
        f"CASE WHEN length({when}) = 10 THEN CAST({when} AS DATE) "
        f"ELSE CAST(timezone('Europe/London', CAST({when} AS TIMESTAMPTZ)) AS DATE) END"
    )


def moment_text(seconds: str) -> str:
    """A when of seconds."""
    return f"strftime(make_timestamp({seconds} * 1000000), '%Y-%m-%dT%H:%M:%SZ')"


# Facts that some rule names, of the row versions that stand.
STATED = f"""
SELECT fact.row_id, fact.record_id, fact.name, fact.occurred_from, fact.recorded_at, fact.details,
       source_row.layout, record.agency, lower(substr(record.kind, length(source_row.layout) + 2)) AS record_type,
       fact.date_precision IN ('{Precision.EXACT}', '{Precision.DAY}') AND fact.occurred_from IS NOT NULL AS is_dated,
       fact.date_precision
FROM fact
JOIN source_row ON source_row.row_id = fact.row_id AND source_row.row_version = fact.row_version
JOIN (SELECT record_id, kind, agency FROM agency_record WHERE latest) AS record ON record.record_id = fact.record_id
JOIN clock_named ON clock_named.layout = source_row.layout AND clock_named.name = fact.name
WHERE source_row.standing IN ('{RowStatus.CURRENT}', '{RowStatus.NOT_IN_EXTRACT}')
"""

# Signs read in a row, said to be so and not only as a plan or a condition, of the child; a suspicion of whomever.
# What a rule marked is known with the row: what a person confirmed only from then on (`confirmed_at`, else empty).
PASSAGES = f"""
SELECT row_id, indicator, min(coalesce(confirmed_at, '')) AS confirmed_at FROM passage
WHERE indicator <> '' AND polarity = '{Polarity.AFFIRMED}' AND time <> '{Tense.HYPOTHETICAL}'
  AND (experiencer = '{Experiencer.SUBJECT}' OR indicator = 'suspected_exploitation')
GROUP BY row_id, indicator
"""
NO_PASSAGES = """
SELECT NULL::VARCHAR AS row_id, NULL::VARCHAR AS indicator, NULL::VARCHAR AS confirmed_at LIMIT 0
"""

# When a fact first reached Sightline: with the first version of its row that said it of that day.
REACHED = """
SELECT fact.row_id, fact.name AS of_name, fact.occurred_from AS of_when, min(source_row.received_at) AS reached_at
FROM fact JOIN source_row ON source_row.row_id = fact.row_id AND source_row.row_version = fact.row_version
JOIN clock_named ON clock_named.layout = source_row.layout AND clock_named.name = fact.name
GROUP BY ALL
"""

PEOPLE = f"""
SELECT mention.row_id, mention.mention_id, mention.source_role, resolved.person_id,
       regexp_replace(mention.slot, '#.*', '') AS slot, person.birth_dates[1] AS birth_date
FROM mention JOIN resolved USING (mention_id) LEFT JOIN person USING (person_id)
WHERE mention.entity_kind = '{EntityKind.PERSON}' AND resolved.person_id IS NOT NULL
"""

# What was told, with when it first reached Sightline and the day that it counts for.
FACTS = f"""
SELECT stated.*, clock_reached.reached_at,
       coalesce(CASE WHEN stated.is_dated THEN {london_day("stated.occurred_from")} END,
                {london_day("clock_reached.reached_at")}) AS day
FROM clock_stated AS stated
JOIN clock_reached ON clock_reached.row_id = stated.row_id AND of_name = stated.name
  AND of_when IS NOT DISTINCT FROM stated.occurred_from
"""

# The same beside each person whom its row names: joined once for all rules.
FACTS_ABOUT = "SELECT clock_fact.*, clock_person.* EXCLUDE (row_id) FROM clock_fact JOIN clock_person USING (row_id)"


def episodes_sql() -> str:
    """The missing episode of each row that ends one, or is a return interview after one."""
    return SQL.fill("clock_episode", stated_on=Fragment(london_day("stated.occurred_from")))


def layouts_sql(*, days: int) -> str:
    """Until when each layout is known; `days` is how far its newest record may lag behind its newest file."""
    last = last_instant("CAST(recorded.last_on AS VARCHAR)")
    return SQL.fill("clock_layout", days=days, recorded_through=Fragment(moment_text(last)))


KNOWN_THROUGH = f"""
SELECT rule_id, CASE WHEN answered_here THEN '{ALWAYS}' ELSE min(known_through) END AS known_through
FROM clock_rule LEFT JOIN clock_answer USING (rule_id)
LEFT JOIN clock_layout ON clock_layout.layout = clock_answer.layout
  AND clock_layout.agency = clock_rule.answering_agency
GROUP BY rule_id, answered_here
"""
