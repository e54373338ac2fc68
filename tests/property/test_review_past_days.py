"""What is said of an earlier day is what was known then: compared with a plain second reading of the same rows."""

from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.model.schema import FACT, SOURCE_ROW
from sightline.review.knowledge import FactOfDay, Knowing, find_known
from sightline.review.rules import KnowledgeRules
from sightline.store import DuckDBEngine
from sightline.store.engine import arrow_schema

START = date(2024, 1, 1)
RULES = KnowledgeRules(recorded_later_days=14, whole_after_days={"school_attendance": 4})
AGENCY = {"police_missing": "police", "school_attendance": "school", "mace_tracker": "partnership"}
DAYS = st.integers(0, 60).map(lambda days: START + timedelta(days=days))


@dataclass(frozen=True)
class Version:
    """A version of a row with one fact: when it happened, was recorded (where written) and was received."""

    happened: date
    recorded: date | None
    received: date


@st.composite
def rows_of(draw: st.DrawFn) -> tuple[str, list[Version]]:
    layout = draw(st.sampled_from(sorted(AGENCY)))
    received = sorted(draw(st.lists(DAYS, min_size=1, max_size=3, unique=True)))
    versions = []
    for each in received:
        happened = min(draw(DAYS), each)
        recorded = draw(st.none() | DAYS) if layout == "police_missing" else None
        versions.append(Version(happened, min(recorded, each) if recorded else None, each))
    return layout, versions


def known_from(number: int, one: Version) -> date:
    """A first version from the later of its own day and the day it was recorded; a later one not before it came."""
    first = max(one.happened, one.recorded or one.happened)
    return first if number == 1 else max(first, one.received)


def expected(rows: list[tuple[str, list[Version]]], on: date) -> dict[int, tuple[int, Knowing, bool]]:
    """By row the version that its holder had on the day, whether it is sure, and whether it was recorded later."""
    found = {}
    for row, (layout, versions) in enumerate(rows):
        told = [(number, one) for number, one in enumerate(versions, start=1) if known_from(number, one) <= on]
        if not told:
            continue
        number, one = told[-1]
        week = layout == "school_attendance"
        if week and known_from(number, one) + timedelta(days=4) > on:
            continue
        sure = week or one.recorded is not None or one.received <= on
        late = one.recorded is not None and (one.recorded - one.happened).days > 14
        found[row] = (number, Knowing.KNOWN if sure else Knowing.CANNOT_TELL, late)
    return found


def load(engine: DuckDBEngine, rows: list[tuple[str, list[Version]]]) -> None:
    held, facts = [], []
    for row, (layout, versions) in enumerate(rows):
        for number, one in enumerate(versions, start=1):
            key = {"row_id": f"row {row}", "row_version": number, "record_id": f"record {row}"}
            held.append(key | {"agency": AGENCY[layout], "organisation": "", "layout": layout, "restricted": False,
                               "received_at": one.received.isoformat(), "standing": "current"})  # fmt: skip
            facts.append(key | {"name": "told", "label": "Told", "what": f"said {row} {number}", "childs_words": "",
                                "occurred_from": one.happened.isoformat(), "date_words": "",
                                "recorded_at": one.recorded.isoformat() if one.recorded else None,
                                "known_from": known_from(number, one)})  # fmt: skip
    for table, some in ((SOURCE_ROW, held), (FACT, facts)):
        schema = pa.schema([pa.field(each.name, each.type) for each in arrow_schema(table)])
        engine.load(table.name, pa.Table.from_pylist(some, schema=schema))
    records = [{"record_id": f"record {row}"} for row in range(len(rows))]
    engine.load("review_record", pa.Table.from_pylist(records, schema=pa.schema([("record_id", pa.string())])))


def by_row(facts: tuple[FactOfDay, ...]) -> dict[int, tuple[int, Knowing, bool]]:
    return {int(one.row_id.split()[1]): (one.version, one.knowing, one.recorded_later) for one in facts}


@settings(max_examples=40)
@given(rows=st.lists(rows_of(), min_size=1, max_size=6), on=DAYS)
def test_a_day_has_the_versions_of_that_day_and_nothing_later(rows: list[tuple[str, list[Version]]], on: date) -> None:
    engine = DuckDBEngine()
    try:
        load(engine, rows)
        facts = find_known(engine=engine, on=on, rules=RULES)
        assert by_row(facts) == expected(rows, on)
        assert all(one.known_from <= on for one in facts)
        assert all(one.what == f"said {one.row_id.split()[1]} {one.version}" for one in facts)
        only = {row for row, (layout, _) in enumerate(rows) if AGENCY[layout] == "police"}
        alone = find_known(engine=engine, on=on, rules=RULES, holders=["police"])
        assert by_row(alone) == {row: said for row, said in expected(rows, on).items() if row in only}
    finally:
        engine.close()
