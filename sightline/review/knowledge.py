"""What the holders of some records knew on an earlier day: each fact in the version that they had then.

A row that Sightline received later counts from the day on which its holder recorded it. Where no row says when it was
recorded, nobody is said to have known it. Such a fact has two bounds: its own day, and the day when it was received.
A row counts as known of a child from the day on which a row of its record named the child, and no earlier. A row that
named another child before it was corrected is known of that child until then.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypedDict

from sightline.known_facts.facts import london_day
from sightline.review.rules import KnowledgeRules
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)


class Knowing(StrEnum):
    """Whether a fact was known on the day: it was; or it had happened, and nothing says when it was recorded."""

    KNOWN = "known"
    CANNOT_TELL = "cannot_tell"


class KnownFactOfDayRow(TypedDict):
    """A fact with the day on which it happened, was recorded and was received."""

    record_id: str
    row_id: str
    row_version: int
    name: str
    agency: str
    organisation: str
    layout: str
    restricted: bool
    label: str
    what: str
    childs_words: str
    occurred_on: date | None
    ended_on: date | None
    date_words: str
    recorded_on: date | None
    received_on: date
    known_from: date
    names_child: bool
    names_surely: bool


@dataclass(frozen=True, slots=True)
class FactOfDay:
    """A fact as its holder had it on the day, with the days on which it happened, was recorded and was received."""

    record_id: str
    row_id: str
    version: int
    name: str = field(repr=False)
    agency: str
    organisation: str
    layout: str
    restricted: bool
    label: str
    what: str = field(repr=False)
    childs_words: str = field(repr=False)
    occurred_on: date | None
    ended_on: date | None
    date_words: str = field(repr=False)
    recorded_on: date | None
    received_on: date
    known_from: date
    knowing: Knowing
    recorded_later: bool


def make_naming_rows(*, engine: Engine, person_id: str) -> None:
    """Make the working table `naming_row`: the row versions that name a person, of `visible_record`."""
    engine.make("naming_row", SQL.fill("naming_row", person_id=person_id))


def find_known(
    *, engine: Engine, on: date, rules: KnowledgeRules, holders: Collection[str] = ()
) -> tuple[FactOfDay, ...]:
    """Each fact of a child that was known on the day, or may have been: of records that rows in `naming_row` are of.

    `make_naming_rows` makes this working table. `holders` are agencies; without them the records of all
    count. By the day from which it was known.
    """
    sql = SQL.fill(
        "known_fact",
        occurred_day=Fragment(london_day("fact.occurred_from")),
        ended_day=Fragment(london_day("fact.occurred_to")),
        recorded_day=Fragment(london_day("fact.recorded_at")),
        received_day=Fragment(london_day("nullif(held.received_at, '')")),
        day=on,
        every_holder=not holders,
        holders=sorted(holders) or [""],
    )
    found = _facts(read_rows(engine, KnownFactOfDayRow, sql), on, rules)
    return tuple(sorted(found, key=lambda one: one.known_from))  # of one day in the order of the rows


def add_heard(
    own: Iterable[FactOfDay],
    *,
    on: date,
    heard: Mapping[date, Collection[str]],
    known_on: Callable[[date], Iterable[FactOfDay]],
) -> tuple[FactOfDay, ...]:
    """What holders knew of their own records, and what they `heard` of others' at meetings by the day.

    `heard` are the records by the day of the meeting, and `known_on` what all knew on a day. Of a record that was heard
    of twice the later telling counts. Each such fact is known from the first meeting that had this version of it.
    """
    mine = tuple(own)
    newest: dict[str, tuple[FactOfDay, ...]] = {}
    first: dict[tuple[str, int, str], date] = {}
    for day in sorted(one for one in heard if one <= on):
        then: dict[str, list[FactOfDay]] = {}
        for fact in known_on(day):
            if fact.record_id in heard[day] and fact.knowing is Knowing.KNOWN:
                since = first.setdefault((fact.row_id, fact.version, fact.name), day)
                then.setdefault(fact.record_id, []).append(replace(fact, known_from=since))
        newest |= {record: tuple(facts) for record, facts in then.items()}
    others = [fact for facts in newest.values() for fact in facts]
    return tuple(sorted((*mine, *others), key=lambda one: one.known_from))


def _facts(rows: list[KnownFactOfDayRow], on: date, rules: KnowledgeRules) -> Iterator[FactOfDay]:
    whole = rules.whole_after_days
    days = [row["known_from"] + timedelta(days=whole.get(row["layout"], 0)) for row in rows]
    known = [(row, day) for row, day in zip(rows, days, strict=True) if day <= on]
    newest: dict[str, int] = {}
    for row, _ in known:
        newest[row["row_id"]] = max(row["row_version"], newest.get(row["row_id"], 0))
    standing = [(row, day) for row, day in known if row["row_version"] == newest[row["row_id"]]]
    naming = {row["row_id"] for row, _ in standing if row["names_child"]}
    named: dict[str, tuple[bool, date]] = {}  # by record: whether the naming is unsure, and its day
    for row, day in known:
        if row["names_child"] and row["row_id"] in naming:
            sure = _is_sure(row, on, whole) and row["names_surely"]
            named[row["record_id"]] = min((not sure, day), named.get(row["record_id"], (True, date.max)))
    for row, day in standing:
        if row["record_id"] not in named:
            continue
        unsure, named_on = (not row["names_surely"], day) if row["names_child"] else named[row["record_id"]]
        yield _make_fact(row, max(day, named_on), rules, sure=_is_sure(row, on, whole) and not unsure)


def _is_sure(row: KnownFactOfDayRow, on: date, whole: Mapping[str, int]) -> bool:
    """Whether it was known on the day, and not only perhaps."""
    return row["recorded_on"] is not None or row["layout"] in whole or row["received_on"] <= on


def _make_fact(row: KnownFactOfDayRow, known_from: date, rules: KnowledgeRules, *, sure: bool) -> FactOfDay:
    return FactOfDay(
        record_id=row["record_id"],
        row_id=row["row_id"],
        version=row["row_version"],
        name=row["name"],
        agency=row["agency"],
        organisation=row["organisation"],
        layout=row["layout"],
        restricted=row["restricted"],
        label=row["label"],
        what=row["what"],
        childs_words=row["childs_words"],
        occurred_on=row["occurred_on"],
        ended_on=row["ended_on"],
        date_words=row["date_words"],
        recorded_on=row["recorded_on"],
        received_on=row["received_on"],
        known_from=known_from,
        knowing=Knowing.KNOWN if sure else Knowing.CANNOT_TELL,
        recorded_later=_is_recorded_later(row, rules.recorded_later_days),
    )


def _is_recorded_later(row: KnownFactOfDayRow, days: int) -> bool:
    """Whether it was recorded so many days after it happened, or ended."""
    happened = row["ended_on"] or row["occurred_on"]
    recorded = row["recorded_on"]
    return bool(happened and recorded and recorded - happened > timedelta(days=days))
