"""The SQL steps from clocks that have begun to clocks as they stand: what stopped each, and what it rests on.

Of several facts that may stop a clock the first counts, and only one on or after the start; a fact of the very row that
started it, its own decision, counts whatever its date.
"""

from collections.abc import Sequence

from sightline.model.ids import LENGTH
from sightline.model.nouns import ClockState
from sightline.store.sql.sql_steps import Fragment, SqlSteps
from sightline.timescales.conditions import StatedFacts, is_about, is_fact, is_stated, quote, union
from sightline.timescales.fact_sql import first_instant, last_instant, london_day, moment_text
from sightline.timescales.rules import CHILD, EPISODE, OWN_LAYOUTS, ROW, ClockRule, NamedFact
from sightline.timescales.state import IN_TIME_SQL, STATE_SQL

RECORDED = "recorded"
SQL = SqlSteps(__name__)
NEXT_DAY = "CAST(epoch(timezone('Europe/London', CAST(started_on + 1 AS TIMESTAMP))) AS BIGINT)"


def keys_sql(rules: Sequence[ClockRule], stated: StatedFacts) -> str:
    """What each clock waits for: one line a clock and stop of its rule (for rows, a line each of its rows).

    As in `stops_sql`, a stop of which no such fact was stated is left out.
    """
    stops = _stops(rules)
    return union([_key_sql(*one) for one in stops if is_stated(one[2], stated)], like=_key_sql(*stops[0]))


def _key_sql(rule: ClockRule, place: int, stop: NamedFact) -> str:
    keys = {CHILD: "person_id", EPISODE: "person_id || '|' || episode", ROW: "unnest(row_ids)"}
    return f"""
    SELECT clock_id, {quote(rule.id)} AS rule_id, {place} AS place, {keys[stop.same]} AS key, {_since(stop)} AS since
    FROM clock_due WHERE rule_id = {quote(rule.id)}"""


def _stops(rules: Sequence[ClockRule]) -> list[tuple[ClockRule, int, NamedFact]]:
    return [(rule, place, stop) for rule in rules for place, stop in enumerate(rule.stops)]


def _since(stop: NamedFact) -> str:
    if stop.same == ROW:
        return "CAST(-9223372036854775807 AS BIGINT)"
    return NEXT_DAY if stop.later else "since"


def stops_sql(rules: Sequence[ClockRule], stated: StatedFacts) -> str:
    """Every fact that can stop a clock: one line a rule, stop, key and last instant."""
    stops = _stops(rules)
    facts = union([_stop_sql(*one) for one in stops if is_stated(one[2], stated)], like=_stop_sql(*stops[0]))
    return f"""
    SELECT rule_id, place, key, last, unnest(chosen) FROM (
        SELECT rule_id, place, key, last,
               arg_min(struct_pack(first, stopped_at, record_id), (first, stopped_at, record_id)) AS chosen
        FROM (SELECT *, {first_instant("stopped_at")} AS first, {last_instant("stopped_at")} AS last FROM ({facts}))
        WHERE first <= {{now}} GROUP BY ALL
    )"""


def _stop_sql(rule: ClockRule, place: int, stop: NamedFact) -> str:
    when = "recorded_at" if stop.at == RECORDED else "CASE WHEN is_dated THEN occurred_from END"
    join, key, about = "", "row_id", ""
    if stop.same in (CHILD, EPISODE):
        join, key = "JOIN clock_person USING (row_id)", "person_id"
        about = f" AND {is_about(stop)}"
    if stop.same == EPISODE:
        join += " JOIN clock_episode USING (row_id, person_id)"
        key = "person_id || '|' || episode"
    return f"""
    SELECT {quote(rule.id)} AS rule_id, {place} AS place, {key} AS key, {when} AS stopped_at, stated.record_id
    FROM clock_stated AS stated {join} WHERE {is_fact(stop)}{about} AND {when} IS NOT NULL"""


CLOCK_ID = (
    "left(sha256(concat_ws(chr(31), 'clock', rule_id, row_id, coalesce(mention_id, ''))), " + f"{LENGTH}) AS clock_id"
)

STOPPED = """
SELECT clock_id, unnest(chosen) FROM (
SELECT clock_id, arg_min(struct_pack(stopped_first := first, stopped_at := stopped_at,
                                     stopped_by_record_id := record_id), (first, stopped_at, record_id)) AS chosen
FROM clock_key ASOF JOIN clock_stop
  ON clock_key.rule_id = clock_stop.rule_id AND clock_key.place = clock_stop.place AND clock_key.key = clock_stop.key
  AND clock_key.since <= clock_stop.last
GROUP BY clock_id
)
"""


def clocks_sql(*, as_at: str, now: int) -> str:
    """The clocks as they stand at a moment (`now` is its second)."""
    return SQL.fill(
        "clock",
        in_time=Fragment(IN_TIME_SQL),
        state=Fragment(STATE_SQL),
        known_on=Fragment(london_day("known_from")),
        known_last=Fragment(last_instant("known_through")),
        reached_first=Fragment(first_instant("reached_at")),
        stopped_last=Fragment(last_instant("stopped_at")),
        due_at=Fragment(moment_text("due")),
        was_due_at=Fragment(moment_text("coalesce(asked_due, due)")),
        answer_due_at=Fragment(moment_text("answer_due")),
        deadline_at=Fragment(moment_text("deadline")),
        days_overdue=Fragment(f"{london_day(quote(as_at))} - {london_day(moment_text('deadline'))}"),
        not_known=ClockState.NOT_KNOWN.value,
        own_layouts=sorted(OWN_LAYOUTS),
        as_at=as_at,
        now=now,
    )


def basis_sql() -> str:
    """The records that each clock is based on: its own, what stopped it, and what else gave its start."""
    return SQL.fill("basis")
