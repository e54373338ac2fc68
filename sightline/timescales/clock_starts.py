"""The SQL steps from facts to clocks that have begun: whose, from when (once a child, rule and moment), and when due.

Two rows that tell the same start of the same child are one clock, and it stands on the row that reached Sightline
first; a concern entered in Sightline is always a clock of its own. Records of one missing episode may give different
times of return: the clock runs from the earliest.
"""

from collections.abc import Sequence

from sightline.model.calendar import Unit
from sightline.store.sql.sql_steps import Fragment, SqlSteps
from sightline.timescales.conditions import StatedFacts, confirmed_at, is_about, is_fact, is_stated, quote, union
from sightline.timescales.fact_sql import first_instant, last_instant, london_day
from sightline.timescales.rules import ClockRule, NamedFact

SQL = SqlSteps(__name__)
SUBJECT = "subject"


def starts_sql(rules: Sequence[ClockRule], stated: StatedFacts) -> str:
    """Every fact that starts a clock, with whom it is about: one line a rule, row and child.

    Starts of which no such fact was stated are left out: each takes its time to plan, and finds nothing.
    """
    starts = [(rule, place, fact) for rule in rules for place, fact in enumerate(rule.starts)]
    return union([_start_sql(*one) for one in starts if is_stated(one[2], stated)], like=_start_sql(*starts[0]))


def _start_sql(rule: ClockRule, place: int, fact: NamedFact) -> str:
    reached = "coalesce(stated.recorded_at, stated.reached_at)" if fact.entered_here else "stated.reached_at"
    confirmed = f"coalesce({confirmed_at(fact)}, '')" if fact.passage else "''"
    young = f"(birth_date IS NULL AND {str(SUBJECT in fact.person).upper()})"
    young += " OR (day >= birth_date AND day < birth_date + INTERVAL 18 YEAR)"
    if fact.entered_here:  # whoever it is about, a concern has its clock
        young = "TRUE"
    source, about = "clock_fact_about AS stated", is_about(fact)
    if fact.without_child:
        source = f"clock_fact AS stated LEFT JOIN clock_person AS about ON about.row_id = stated.row_id AND {about}"
        about = "TRUE"
    found = f"""
    SELECT {quote(rule.id)} AS rule_id, {place} AS place, {fact.entered_here} AS entered_here, stated.row_id,
           stated.record_id, stated.name, stated.occurred_from, stated.recorded_at, stated.is_dated,
           stated.date_precision, stated.agency, stated.layout, mention_id, person_id, birth_date,
           greatest({reached}, {confirmed}) AS reached_at, {confirmed} > {reached} AS is_confirmed, stated.day
    FROM {source} WHERE {is_fact(fact)} AND {about}"""
    some = f"SELECT * FROM ({found}) WHERE {young}"
    return f"{some} UNION ALL {OF_RECORD.format(found=found, some=some)}" if fact.passage else some


# What was read in a record that names no child needs none: one clock of the record, on its first row.
OF_RECORD = """
SELECT * REPLACE (NULL AS mention_id, NULL AS person_id, NULL AS birth_date) FROM ({found}) AS every
WHERE record_id NOT IN (SELECT record_id FROM ({some}) AS of_child)
QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY row_id, mention_id) = 1
"""


LEFT_OUT = """
SELECT rule_id, date_precision, count(DISTINCT row_id) AS facts
FROM clock_start JOIN clock_rule USING (rule_id)
WHERE counts_from = 'event' AND NOT is_dated GROUP BY ALL ORDER BY ALL
"""


def beside_sql(rules: Sequence[ClockRule], which: str, stated: StatedFacts) -> str:
    """Facts that a start looks to: what must follow it, or what opens and closes the time in which it counts."""
    found = []
    for rule in rules:
        for place, start in enumerate(rule.starts):
            looked_to = {
                "follow": start.followed_by,
                "open": start.while_open and start.while_open.opens,
                "close": start.while_open and start.while_open.closes,
            }[which]
            if looked_to and is_stated(looked_to, stated):
                found.append(_beside_sql(rule, place, looked_to))
    return union(found, like=_beside_sql(rules[0], 0, rules[0].starts[0]))


def _beside_sql(rule: ClockRule, place: int, fact: NamedFact) -> str:
    return f"""
    SELECT {quote(rule.id)} AS rule_id, {place} AS place, about.person_id,
           {first_instant("occurred_from")} AS first, {last_instant("occurred_from")} AS last,
           min(stated.record_id) AS record_id
    FROM clock_stated AS stated JOIN clock_person AS about ON about.row_id = stated.row_id AND {is_about(fact)}
    WHERE is_dated AND {is_fact(fact)} GROUP BY ALL"""


def narrowing_rows(rules: Sequence[ClockRule]) -> list[tuple[str, int, bool, int]]:
    """For each start: the rule, its place, whether something must follow it, and the days of what must be open."""
    return [
        (rule.id, place, start.followed_by is not None, start.while_open.days if start.while_open else -1)
        for rule in rules
        for place, start in enumerate(rule.starts)
    ]


def _due(started: str, day: str, workday: str) -> str:
    end = "CAST(epoch(timezone('Europe/London', CAST({} AS TIMESTAMP) + INTERVAL '23:59:59')) AS BIGINT)"
    return f"""
    CASE unit WHEN '{Unit.HOURS}' THEN {last_instant(started)} + amount * 3600
              WHEN '{Unit.DAYS}' THEN {end.format(f"CAST({day} + CAST(amount AS INTEGER) AS DATE)")}
              WHEN '{Unit.MONTHS}' THEN {end.format(f"CAST({day} + to_months(CAST(amount AS INTEGER)) AS DATE)")}
              ELSE {end.format(f"{workday}.day")} END"""


def begun_sql() -> str:
    """One line a clock that has begun."""
    return SQL.fill("clock_begun", started_last=Fragment(last_instant("started_at")))


def narrowed_sql() -> str:
    """The clocks that count, of those that must be followed or need something open."""
    return SQL.fill("clock_narrowed", since=Fragment(first_instant("since_at")))


def due_sql(*, now: int) -> str:
    """When each clock that has begun by this second is due."""
    return SQL.fill(
        "clock_due",
        started_on=Fragment(london_day("started_at")),
        asked_on=Fragment(london_day("asked_at")),
        reached_on=Fragment(london_day("reached_at")),
        started_due=Fragment(_due("started_at", "started_on", "due_day")),
        asked_due=Fragment(_due("asked_at", "asked_on", "asked_due_day")),
        reached_due=Fragment(_due("reached_at", "reached_on", "reached_due_day")),
        started_first=Fragment(first_instant("started_at")),
        now=now,
    )


def stated_sql() -> str:
    """What each record says of the start, of clocks whose records give different days."""
    return SQL.fill("stated_start", stated_on=Fragment(london_day("started.occurred_from")))
