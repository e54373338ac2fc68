"""Writes which records of two agencies may tell of one event of a child, and what people answered about such records.

A pair is proposed from the two records, and from words that are common in all. Nobody's record is changed or joined.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypedDict

import pyarrow as pa

from sightline.chronology.same_events import (
    RULE,
    AgencyTelling,
    SameEventRules,
    find_common_words,
    find_differences,
    find_shared,
    kinds_fit,
    read_rule_version,
    read_same_event_rules,
    references_in,
    words_in,
)
from sightline.known_facts.event_verdicts import DatedVerdict
from sightline.model.analysis_tables.same_events import EVENT_VERDICT, SAME_EVENT
from sightline.model.nouns import Precision, RowStatus
from sightline.model.visibility import PROTECTED_WORDS
from sightline.rulebook.key_facts import read_key_facts
from sightline.store.engine import Engine, arrow_schema
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
SIBLINGS = ("brother", "sister", "sibling")
DATED = (Precision.EXACT, Precision.DAY, Precision.APPROXIMATE)
STANDING = (RowStatus.CURRENT, RowStatus.NOT_IN_EXTRACT)
LONDON = "timezone('Europe/London', CAST({when} AS TIMESTAMPTZ))"
DAY = f"CASE WHEN length({{when}}) = 10 THEN CAST({{when}} AS DATE) ELSE CAST({LONDON} AS DATE) END"
FIRST_DAY, LAST_DAY = (Fragment(DAY.format(when=name)) for name in ("occurred_from", "occurred_to"))
TIME = Fragment(
    f"CASE WHEN length(occurred_from) = 10 THEN '' ELSE strftime({LONDON.format(when='occurred_from')}, '%H:%M') END"
)


class EventKindRow(TypedDict):
    """A kind of records."""

    kind: str


class EventPairRow(TypedDict):
    """Two records of two agencies about one child, near in time and of kinds that fit."""

    record_id_a: str
    record_id_b: str


class EventRecordRow(TypedDict):
    """What can be compared of a record: ids of people and things, its text, and the numbers of people that it names.

    `names` are those of the children, which both records have.
    """

    record_id: str
    agency: str
    kind: str
    first_on: date
    last_on: date
    time: str
    called: list[str]
    names: str
    source_key: str
    text: str
    people: list[str]
    things: list[str]
    places: list[str]
    numbers: list[str]


def propose_events(*, engine: Engine) -> int:
    """Write SAME_EVENT from the chronology, the facts and what the records name; how many pairs there are."""
    rules = read_same_event_rules()
    engine.make("record_days", SQL.fill("record_days", dated=DATED, first_day=FIRST_DAY, last_day=LAST_DAY, time=TIME))
    engine.load("fitting_kind", _list_fitting_kinds(engine, rules))
    engine.make("near_pairs", SQL.fill("near_pairs", near_days=rules.near_days))
    engine.make("relatives", SQL.fill("relatives", carers=(*read_key_facts().carers.relationships, *SIBLINGS)))
    engine.make("tellings", SQL.fill("tellings", standing=STANDING, protected_words=PROTECTED_WORDS))
    rows = list(_propose(engine, rules))
    engine.write(SAME_EVENT, pa.Table.from_pylist(rows, schema=arrow_schema(SAME_EVENT)))
    return len(rows)


def write_verdicts(*, engine: Engine, verdicts: Iterable[DatedVerdict]) -> None:
    """Write EVENT_VERDICT: what people said, for the rules that count contacts."""
    rows = [
        {"decision": one.decision, "record_ids": sorted(one.event_ids), "is_same": one.is_same,
         "given_on": one.given_on}
        for one in sorted(verdicts, key=lambda one: one.decision)
    ]  # fmt: skip
    engine.write(EVENT_VERDICT, pa.Table.from_pylist(rows, schema=arrow_schema(EVENT_VERDICT)))


def _list_fitting_kinds(engine: Engine, rules: SameEventRules) -> pa.Table:
    kinds = [
        row["kind"] for row in read_rows(engine, EventKindRow, "SELECT DISTINCT kind FROM record_days ORDER BY kind")
    ]
    fitting = [(one, other) for one in kinds for other in kinds if kinds_fit(one, other, rules)]
    ones, others = [one for one, _ in fitting], [other for _, other in fitting]
    return pa.table({"kind": pa.array(ones, pa.string()), "other_kind": pa.array(others, pa.string())})


def _propose(engine: Engine, rules: SameEventRules) -> Iterator[dict[str, object]]:
    rows = read_rows(engine, EventRecordRow, "SELECT * FROM tellings ORDER BY record_id")
    tellings = {row["record_id"]: _make_telling(row) for row in rows}
    common, version = find_common_words(list(tellings.values()), rules), read_rule_version()
    pairs = "SELECT record_id_a, record_id_b FROM near_pairs ORDER BY record_id_a, record_id_b"
    for pair in read_rows(engine, EventPairRow, pairs):
        one, other = tellings[pair["record_id_a"]], tellings[pair["record_id_b"]]
        if shared := find_shared(one, other, common, rules):
            differs = find_differences(one, other)
            yield {**pair, "rule_id": RULE, "rule_version": version, "shared": shared, "differs": differs}


def _make_telling(row: EventRecordRow) -> AgencyTelling:
    called, people = frozenset(row["called"]), frozenset(row["people"])
    numbers = references_in(row["text"]) | references_in(row["source_key"])
    return AgencyTelling(
        event_id=row["record_id"],
        agency=row["agency"],
        called=called,
        first_on=row["first_on"],
        last_on=row["last_on"],
        kind=row["kind"],
        references=numbers - frozenset(row["numbers"]),  # the number of a person is of no event
        people=people - called,
        things=frozenset(row["things"]),
        words=words_in(row["text"]) - words_in(row["names"]),
        time=row["time"],
        places=frozenset(row["places"]),
    )
