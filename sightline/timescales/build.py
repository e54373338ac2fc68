"""Builds CLOCK, CLOCK_BASIS and STATED_START from facts, in named SQL steps: one row a rule, child and starting fact.

The state written here is that at the end of the day `as_at`, by facts alone. Pages ask `read_state` again with the
present moment, and lays people's answers over it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import TypedDict

import pyarrow as pa

from sightline.model.analysis_tables.conclusions import CLOCK, CLOCK_BASIS, STATED_START
from sightline.model.calendar import Calendar, end_of_day, latest_moment
from sightline.model.errors import OurFault
from sightline.model.go_live import GoLive
from sightline.store.engine import Engine, arrow_schema
from sightline.store.sql.rows import read_rows
from sightline.timescales import clock_starts, clock_stops, fact_sql
from sightline.timescales.conditions import StatedFacts
from sightline.timescales.rules import ClockRule, NamedFact, recorded_older_than_days

EPISODE_FACTS = (("police_missing", "found"), ("return_interviews", "returned"))
FOREVER = date(9999, 12, 31)


class KindOfFact(TypedDict):
    """A kind of fact, by its layout and name."""

    layout: str
    name: str


class LimitRow(TypedDict):
    """How long a rule gives, from a day until the next value is in force."""

    rule_id: str
    from_day: date
    until_day: date
    amount: int
    unit: str


class PastCalendarRow(TypedDict):
    """How many clocks end outside the kept bank holidays, and how many of them after."""

    early: int
    past: int


class CountedRow(TypedDict):
    """How many clocks of a rule are in a state."""

    rule_id: str
    state: str
    n: int


class LeftOutRow(TypedDict):
    """How many facts of a rule have no day, by what is known of it."""

    rule_id: str
    date_precision: str
    facts: int


@dataclass(frozen=True, slots=True)
class ClockReport:
    """What was built, for the run's manifest: clocks by rule and state, and starting facts from which none runs."""

    clocks: dict[str, dict[str, int]]
    without_a_day: dict[str, int]
    backlog: int
    arrived_late: int = 0


def build_clocks(
    *,
    engine: Engine,
    as_at: date,
    rules: Sequence[ClockRule],
    calendar: Calendar,
    through: str | None = None,
    go_lives: Sequence[GoLive] = (),
) -> ClockReport:
    """Write the deadlines as at the end of a day, or at the moment `through`; OurFault past the kept bank holidays.

    What an agency recorded before the day on which it went live is backlog. Without a day nothing is.
    """
    now_at = through or end_of_day(as_at)
    now = int(latest_moment(now_at).timestamp())
    running = [rule for rule in rules if rule.on]
    if not running:
        for table in (CLOCK, CLOCK_BASIS, STATED_START):
            engine.write(table, arrow_schema(table).empty_table())
        return ClockReport({}, {}, 0)
    _load_rules(engine, running)
    _load_go_lives(engine, go_lives)
    _load_calendar(engine, calendar)
    _find_facts(engine)
    stated = _read_stated(engine)
    _find_starts(engine, running, stated, now)
    _check_calendar(engine, calendar)
    _find_stops(engine, running, stated, now)
    engine.write(CLOCK, clock_stops.clocks_sql(as_at=now_at, now=now))
    engine.write(CLOCK_BASIS, clock_stops.basis_sql())
    engine.write(STATED_START, clock_starts.stated_sql())
    return _report(engine)


def _find_facts(engine: Engine) -> None:
    engine.make("clock_stated", fact_sql.STATED)
    engine.make("clock_passage", fact_sql.PASSAGES if _has_passages(engine) else fact_sql.NO_PASSAGES)
    engine.make("clock_reached", fact_sql.REACHED)
    engine.make("clock_person", fact_sql.PEOPLE)
    engine.make("clock_fact", fact_sql.FACTS)
    engine.make("clock_fact_about", fact_sql.FACTS_ABOUT)
    engine.make("clock_episode", fact_sql.episodes_sql())
    engine.make("clock_layout", fact_sql.layouts_sql(days=recorded_older_than_days()))
    engine.make("clock_known", fact_sql.KNOWN_THROUGH)


def _has_passages(engine: Engine) -> bool:
    """Whether notes have been read: a concern has its clocks as soon as it is entered."""
    found = engine.query("SELECT count(*) FROM information_schema.tables WHERE table_name = 'passage'")
    return bool(found.column(0)[0].as_py())


def _read_stated(engine: Engine) -> StatedFacts:
    """Of which kinds of fact there is any."""
    stated = read_rows(engine, KindOfFact, "SELECT DISTINCT layout, name FROM clock_stated")
    return frozenset((row["layout"], row["name"]) for row in stated)


def _find_starts(engine: Engine, rules: Sequence[ClockRule], stated: StatedFacts, now: int) -> None:
    engine.make("clock_start", clock_starts.starts_sql(rules, stated))
    engine.make("clock_begun", clock_starts.begun_sql())
    for which in ("follow", "open", "close"):
        engine.make(f"clock_{which}", clock_starts.beside_sql(rules, which, stated))
    engine.make("clock_narrowed", clock_starts.narrowed_sql())
    engine.make("clock_due", f"SELECT *, {clock_stops.CLOCK_ID} FROM ({clock_starts.due_sql(now=now)})")


def _check_calendar(engine: Engine, calendar: Calendar) -> None:
    """Past the kept bank holidays a run fails; what began before them is left out."""
    kept = f"count(*) FILTER (started_on >= DATE '{calendar.first_year}-01-01')"
    sql = f"SELECT count(*) AS early, {kept} AS past FROM clock_due WHERE due IS NULL"
    (found,) = read_rows(engine, PastCalendarRow, sql)
    if found["past"]:
        raise OurFault(
            f"{found['past']} deadlines end after {calendar.last_year}, the last year of the list of bank holidays.",
            code="past_bank_holidays",
            where="rules/england/bank_holidays.csv",
            what_to_do="Add the published days of the next year to the list.",
        )
    if found["early"]:
        engine.make("clock_due", "SELECT * FROM clock_due WHERE due IS NOT NULL")


def _find_stops(engine: Engine, rules: Sequence[ClockRule], stated: StatedFacts, now: int) -> None:
    engine.make("clock_key", clock_stops.keys_sql(rules, stated))
    engine.make("clock_stop", clock_stops.stops_sql(rules, stated).format(now=now))
    engine.make("clock_stopped", clock_stops.STOPPED)


def _load_rules(engine: Engine, rules: Sequence[ClockRule]) -> None:
    _load(engine, "clock_rule", [
        {"rule_id": rule.id, "rule_version": rule.version, "counts_from": rule.counts_from, "climbs": rule.climbs,
         "urgent": rule.urgent, "answering_agency": str(rule.answering_agency), "answered_here": rule.answered_here}
        for rule in rules
    ])  # fmt: skip
    _load(engine, "clock_limit", [row for rule in rules for row in _limit_rows(rule)])
    _load(engine, "clock_narrow", [
        {"rule_id": rule, "place": place, "must_follow": follows, "days": days}
        for rule, place, follows, days in clock_starts.narrowing_rows(rules)
    ])  # fmt: skip
    answers = {(rule.id, layout) for rule in rules for stop in rule.stops for layout in stop.layout}
    _load(engine, "clock_answer", [{"rule_id": rule, "layout": layout} for rule, layout in sorted(answers)])
    named = {(layout, fact.fact) for rule in rules for fact in named_facts(rule) for layout in fact.layout}
    _load(engine, "clock_named", [
        {"layout": layout, "name": name} for layout, name in sorted(named | set(EPISODE_FACTS))
    ])  # fmt: skip


def _load(engine: Engine, name: str, rows: Sequence[Mapping[str, object]]) -> None:
    engine.load(name, pa.Table.from_pylist(rows))


def _limit_rows(rule: ClockRule) -> list[LimitRow]:
    ends = [limit.effective_from for limit in rule.limits[1:]] + [FOREVER]
    return [
        {"rule_id": rule.id, "from_day": limit.effective_from, "until_day": end, "amount": limit.amount,
         "unit": str(limit.unit)}
        for limit, end in zip(rule.limits, ends, strict=True) if limit.amount is not None
    ]  # fmt: skip


def named_facts(rule: ClockRule) -> list[NamedFact]:
    """Every fact that a rule names, those that a start looks to among them."""
    found = [*rule.starts, *rule.stops]
    for start in rule.starts:
        found += [start.followed_by] if start.followed_by else []
        found += [start.while_open.opens, start.while_open.closes] if start.while_open else []
    return found


def _load_go_lives(engine: Engine, go_lives: Sequence[GoLive]) -> None:
    columns = {"agency": pa.string(), "layout": pa.string(), "day": pa.date32()}
    rows = [{"agency": one.agency, "layout": one.layout, "day": one.day} for one in go_lives]
    engine.load("clock_go_live", pa.Table.from_pylist(rows, schema=pa.schema(list(columns.items()))))


def _load_calendar(engine: Engine, calendar: Calendar) -> None:
    engine.load("clock_day", _days_of(calendar))
    engine.make("clock_workday", "SELECT number, day FROM clock_day WHERE works")


@lru_cache(maxsize=4)
def _days_of(calendar: Calendar) -> pa.Table:
    """Each day with the number of working days up to it, and whether it is one."""
    first, last = date(calendar.first_year, 1, 1), date(calendar.last_year, 12, 31)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    works = [calendar.is_working_day(day) for day in days]
    return pa.table({"day": days, "number": list(accumulate(map(int, works))), "works": works})


def _report(engine: Engine) -> ClockReport:
    sql = "SELECT rule_id, state, count(*) AS n FROM clock GROUP BY ALL ORDER BY ALL"
    clocks: dict[str, dict[str, int]] = {}
    for row in read_rows(engine, CountedRow, sql):
        clocks.setdefault(row["rule_id"], {})[row["state"]] = row["n"]
    left = read_rows(engine, LeftOutRow, clock_starts.LEFT_OUT)
    return ClockReport(
        clocks=clocks,
        without_a_day={f"{row['rule_id']}/{row['date_precision']}": row["facts"] for row in left},
        backlog=engine.query("SELECT count(*) FROM clock WHERE backlog").column(0)[0].as_py(),
        arrived_late=engine.query("SELECT count(*) FROM clock WHERE arrived_late").column(0)[0].as_py(),
    )
