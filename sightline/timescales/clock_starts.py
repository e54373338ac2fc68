"""The SQL steps from facts to clocks that have begun: whose, from when (once a child, rule and moment), and when due.

Two rows that tell the same start of the same child are one clock, and it stands on the row that reached Sightline
first; a concern entered in Sightline is always a clock of its own.
"""

from collections.abc import Sequence

from sightline.model.calendar import Unit
from sightline.timescales.conditions import is_about, is_fact, quote
from sightline.timescales.rules import ClockRule, NamedFact
from sightline.timescales.steps import first_instant, last_instant, london_day

SUBJECT = "subject"
NOTHING = "SELECT * FROM ({}) WHERE false"


def starts_sql(rules: Sequence[ClockRule]) -> str:
    """Every fact that starts a clock, with whom it is about: one line a rule, row and child."""
    return " UNION ALL ".join(_start_sql(rule, place, fact) for rule in rules for place, fact in enumerate(rule.starts))


def _start_sql(rule: ClockRule, place: int, fact: NamedFact) -> str:
    reached = "coalesce(told.recorded_at, told.reached_at)" if fact.entered_here else "told.reached_at"
    young = f"(birth_date IS NULL AND {str(SUBJECT in fact.person).upper()})"
    young += " OR (day >= birth_date AND day < birth_date + INTERVAL 18 YEAR)"
    if fact.entered_here:  # whoever it is about, a concern has its clock
        young = "TRUE"
    source, about = "clock_fact_about AS told", is_about(fact)
    if fact.without_child:
        source = f"clock_fact AS told LEFT JOIN clock_person AS about ON about.row_id = told.row_id AND {about}"
        about = "TRUE"
    found = f"""
    SELECT {quote(rule.id)} AS rule_id, {place} AS place, {fact.entered_here} AS entered_here, told.row_id,
           told.record_id, told.name, told.occurred_from, told.recorded_at, told.is_dated, told.date_precision,
           told.agency, told.layout, mention_id, person_id, birth_date, {reached} AS reached_at, told.day
    FROM {source} WHERE {is_fact(fact)} AND {about}"""
    some = f"SELECT * FROM ({found}) WHERE {young}"
    return f"{some} UNION ALL {OF_RECORD.format(found=found, some=some)}" if fact.passage else some


# What was read in a record that names no child needs none: one clock of the record, on its first row.
OF_RECORD = """
SELECT * REPLACE (NULL AS mention_id, NULL AS person_id, NULL AS birth_date) FROM ({found}) AS every
WHERE record_id NOT IN (SELECT record_id FROM ({some}) AS of_child)
QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY row_id, mention_id) = 1
"""


# One line a clock: the row that reached Sightline first stands for all that tell the same start. A date from which
# nothing can be counted is left out, and counted.
BEGUN = """
WITH told AS (
    SELECT began.*, episode, clock_rule.counts_from,
           CASE WHEN is_dated THEN occurred_from END AS event_at
    FROM clock_start AS began JOIN clock_rule USING (rule_id)
    LEFT JOIN clock_episode USING (row_id, person_id)
),
timed AS (
    SELECT *, CASE WHEN counts_from = 'reached' THEN reached_at ELSE event_at END AS started_at,
           CASE WHEN entered_here THEN reached_at ELSE coalesce(event_at, recorded_at, reached_at) END AS since_at,
           CASE WHEN counts_from = 'event' THEN event_at WHEN entered_here THEN reached_at
                ELSE coalesce(recorded_at, event_at, reached_at) END AS asked_at,
           CASE WHEN entered_here THEN reached_at WHEN recorded_at >= event_at THEN recorded_at
                ELSE coalesce(event_at, recorded_at, reached_at) END AS known_from,
           CASE WHEN entered_here THEN row_id ELSE coalesce(episode, event_at, row_id) END AS moment
    FROM told
)
SELECT rule_id, person_id, moment, row_ids, unnest(chosen) FROM (
    SELECT rule_id, person_id, moment, list(row_id) AS row_ids, arg_min(
        struct_pack(place, row_id, record_id, mention_id, started_at, since_at, asked_at, known_from, reached_at,
                    episode, agency, layout),
        (place, reached_at, row_id, coalesce(mention_id, ''))) AS chosen
    FROM timed WHERE started_at IS NOT NULL
    GROUP BY rule_id, coalesce(person_id, row_id), person_id, moment
)
"""

LEFT_OUT = """
SELECT rule_id, date_precision, count(DISTINCT row_id) AS facts
FROM clock_start JOIN clock_rule USING (rule_id)
WHERE counts_from = 'event' AND NOT is_dated GROUP BY ALL ORDER BY ALL
"""


def beside_sql(rules: Sequence[ClockRule], which: str) -> str:
    """Facts that a start looks to: what must follow it, or what opens and closes the time in which it counts."""
    found = []
    for rule in rules:
        for place, start in enumerate(rule.starts):
            looked_to = {
                "follow": start.followed_by,
                "open": start.while_open and start.while_open.opens,
                "close": start.while_open and start.while_open.closes,
            }[which]
            if looked_to:
                found.append(_beside_sql(rule, place, looked_to))
    empty = NOTHING.format(_beside_sql(rules[0], 0, rules[0].starts[0]))
    return " UNION ALL ".join(found) if found else empty


def _beside_sql(rule: ClockRule, place: int, fact: NamedFact) -> str:
    return f"""
    SELECT {quote(rule.id)} AS rule_id, {place} AS place, about.person_id,
           {first_instant("occurred_from")} AS first, {last_instant("occurred_from")} AS last,
           min(told.record_id) AS record_id
    FROM clock_told AS told JOIN clock_person AS about ON about.row_id = told.row_id AND {is_about(fact)}
    WHERE is_dated AND {is_fact(fact)} GROUP BY ALL"""


def narrowing_rows(rules: Sequence[ClockRule]) -> list[tuple[str, int, bool, int]]:
    """For each start: the rule, its place, whether something must follow it, and the days of what must be open."""
    return [
        (rule.id, place, start.followed_by is not None, start.while_open.days if start.while_open else -1)
        for rule in rules
        for place, start in enumerate(rule.starts)
    ]


# A start that must be followed counts for the last such start before what follows; one that counts only while something
# is open needs it opened, not closed since, and not longer ago than the rule says. All others count as they are.
NARROWED = f"""
WITH timed AS (
    SELECT *, {first_instant("since_at")} AS since FROM clock_begun JOIN clock_narrow USING (rule_id, place)
),
ordered AS (
    SELECT *, lead(since) OVER (PARTITION BY rule_id, place, person_id ORDER BY since, row_id) AS next_since
    FROM timed WHERE must_follow OR days >= 0
),
narrowed AS (
    SELECT begun.*, follow.last AS followed_at, follow.record_id AS follow_record_id,
           opened.first AS opened_at, opened.record_id AS open_record_id, closed.first AS closed_at
    FROM ordered AS begun
    ASOF LEFT JOIN clock_follow AS follow
      ON follow.rule_id = begun.rule_id AND follow.place = begun.place AND follow.person_id = begun.person_id
      AND begun.since <= follow.last
    ASOF LEFT JOIN clock_open AS opened
      ON opened.rule_id = begun.rule_id AND opened.place = begun.place AND opened.person_id = begun.person_id
      AND begun.since >= opened.first
    ASOF LEFT JOIN clock_close AS closed
      ON closed.rule_id = begun.rule_id AND closed.place = begun.place AND closed.person_id = begun.person_id
      AND begun.since >= closed.first
)
SELECT * EXCLUDE (must_follow, days, next_since, followed_at, opened_at, closed_at)
FROM narrowed
WHERE (NOT must_follow OR followed_at < next_since OR (followed_at IS NOT NULL AND next_since IS NULL))
  AND (days < 0 OR (opened_at IS NOT NULL AND since - opened_at <= days * 86400
                    AND (closed_at IS NULL OR closed_at <= opened_at)))
UNION ALL BY NAME
SELECT * EXCLUDE (must_follow, days) FROM timed WHERE NOT must_follow AND days < 0
"""


def _due(started: str, day: str, workday: str) -> str:
    end = "CAST(epoch(timezone('Europe/London', CAST({} AS TIMESTAMP) + INTERVAL '23:59:59')) AS BIGINT)"
    return f"""
    CASE unit WHEN '{Unit.HOURS}' THEN {last_instant(started)} + amount * 3600
              WHEN '{Unit.DAYS}' THEN {end.format(f"CAST({day} + CAST(amount AS INTEGER) AS DATE)")}
              WHEN '{Unit.MONTHS}' THEN {end.format(f"CAST({day} + to_months(CAST(amount AS INTEGER)) AS DATE)")}
              ELSE {end.format(f"{workday}.day")} END"""


# `asked_due` counts from when the question was there to be answered: a clock that was over by that count before its
# record first reached Sightline arrived late, and its answer is owed within the same length from the arrival.
DUE = f"""
WITH dayed AS (
    SELECT *, {london_day("started_at")} AS started_on, {london_day("asked_at")} AS asked_on,
           {london_day("reached_at")} AS reached_on
    FROM clock_narrowed
),
limited AS (
    SELECT dayed.*, clock_limit.amount, clock_limit.unit FROM dayed JOIN clock_limit
      ON clock_limit.rule_id = dayed.rule_id AND started_on >= from_day AND started_on < until_day
)
SELECT limited.*, {_due("started_at", "started_on", "due_day")} AS due,
       {_due("asked_at", "asked_on", "asked_due_day")} AS asked_due,
       {_due("reached_at", "reached_on", "reached_due_day")} AS reached_due
FROM limited
LEFT JOIN clock_day ON clock_day.day = started_on
LEFT JOIN clock_workday AS due_day ON due_day.number = clock_day.number + amount
LEFT JOIN clock_day AS asked_day ON asked_day.day = asked_on
LEFT JOIN clock_workday AS asked_due_day ON asked_due_day.number = asked_day.number + amount
LEFT JOIN clock_day AS reached_day ON reached_day.day = reached_on
LEFT JOIN clock_workday AS reached_due_day ON reached_due_day.number = reached_day.number + amount
WHERE {first_instant("started_at")} <= {{now}}
"""
