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
    """A version of a row with one fact: when it happened, was recorded (where written) and was received.

    `names`: whether it names the child who is asked about, surely or perhaps.
    """

    happened: date
    recorded: date | None
    received: date
    names: str


@dataclass(frozen=True)
class Row:
    """A row of a record, in its versions."""

    layout: str
    record: int
    versions: list[Version]


@st.composite
def rows_of(draw: st.DrawFn) -> Row:
    layout = draw(st.sampled_from(sorted(AGENCY)))
    received = sorted(draw(st.lists(DAYS, min_size=1, max_size=3, unique=True)))
    versions = []
    for each in received:
        happened = min(draw(DAYS), each)
        recorded = draw(st.none() | DAYS) if layout == "police_missing" else None
        names = draw(st.sampled_from(("surely", "perhaps", "")))
        versions.append(Version(happened, min(recorded, each) if recorded else None, each, names))
    return Row(layout, draw(st.integers(0, 1)), versions)


def known_from(number: int, one: Version) -> date:
    """A first version from the later of its own day and the day it was recorded; a later one not before it came."""
    first = max(one.happened, one.recorded or one.happened)
    return first if number == 1 else max(first, one.received)


def told_of(row: Row, on: date) -> list[tuple[int, date, bool]]:
    """Each version by the day, since when its holder had it, and whether that is sure; a week counts once whole."""
    week = row.layout == "school_attendance"
    told = []
    for number, one in enumerate(row.versions, start=1):
        day = known_from(number, one) + timedelta(days=4 * week)
        if day <= on:
            told.append((number, day, week or one.recorded is not None or one.received <= on))
    return told


def expected(rows: list[Row], on: date) -> dict[int, tuple[int, Knowing, bool, date]]:
    """By row its version of the day, whether it is sure, was recorded later, and since when it is known of the child.

    A row whose version of the day does not name the child is of the child from the day on which another row of its
    record did, if that row's version of the day still names the child.
    """
    found = {}
    for place, row in enumerate(rows):
        told = told_of(row, on)
        if not told:
            continue
        naming = [
            (not (sure and one.versions[number - 1].names == "surely"), day)
            for one in rows
            if (one.record, one.layout) == (row.record, row.layout) and names_by(one, on)
            for number, day, sure in told_of(one, on)
            if one.versions[number - 1].names
        ]
        number, day, sure = told[-1]
        one = row.versions[number - 1]
        if one.names:
            sure = sure and one.names == "surely"
        elif naming:
            day, sure = max(day, min(naming)[1]), sure and not min(naming)[0]
        else:
            continue
        late = one.recorded is not None and (one.recorded - one.happened).days > 14
        found[place] = (number, Knowing.KNOWN if sure else Knowing.CANNOT_TELL, late, day)
    return found


def names_by(row: Row, on: date) -> bool:
    """Whether the version of the day names the child."""
    told = told_of(row, on)
    return bool(told and row.versions[told[-1][0] - 1].names)


def load(engine: DuckDBEngine, rows: list[Row]) -> None:
    held, facts = [], []
    for row, each in enumerate(rows):
        layout = each.layout
        for number, one in enumerate(each.versions, start=1):
            key = {"row_id": f"row {row}", "row_version": number, "record_id": f"{layout} {each.record}"}
            held.append(key | {"agency": AGENCY[layout], "organisation": "", "layout": layout, "restricted": False,
                               "received_at": one.received.isoformat(), "standing": "current"})  # fmt: skip
            facts.append(key | {"name": "told", "label": "Told", "what": f"said {row} {number}", "childs_words": "",
                                "occurred_from": one.happened.isoformat(), "date_words": "",
                                "recorded_at": one.recorded.isoformat() if one.recorded else None,
                                "known_from": known_from(number, one)})  # fmt: skip
    for table, some in ((SOURCE_ROW, held), (FACT, facts)):
        schema = pa.schema([pa.field(each.name, each.type) for each in arrow_schema(table)])
        engine.load(table.name, pa.Table.from_pylist(some, schema=schema))
    naming = [
        {"record_id": f"{row.layout} {row.record}", "row_id": f"row {place}", "row_version": number,
         "sure": one.names == "surely"}
        for place, row in enumerate(rows) for number, one in enumerate(row.versions, start=1) if one.names
    ]  # fmt: skip
    schema = pa.schema(
        [("record_id", pa.string()), ("row_id", pa.string()), ("row_version", pa.int64()), ("sure", pa.bool_())]
    )
    engine.load("naming_row", pa.Table.from_pylist(naming, schema=schema))


def by_row(facts: tuple[FactOfDay, ...]) -> dict[int, tuple[int, Knowing, bool, date]]:
    return {int(one.row_id.split()[1]): (one.version, one.knowing, one.recorded_later, one.known_from) for one in facts}


@settings(max_examples=40)
@given(rows=st.lists(rows_of(), min_size=1, max_size=6), on=DAYS)
def test_a_day_has_the_versions_of_that_day_and_nothing_later(rows: list[Row], on: date) -> None:
    engine = DuckDBEngine()
    try:
        load(engine, rows)
        facts = find_known(engine=engine, on=on, rules=RULES)
        assert by_row(facts) == expected(rows, on)
        assert all(one.known_from <= on for one in facts)
        assert all(one.what == f"said {one.row_id.split()[1]} {one.version}" for one in facts)
        only = {row for row, one in enumerate(rows) if AGENCY[one.layout] == "police"}
        alone = find_known(engine=engine, on=on, rules=RULES, holders=["police"])
        assert by_row(alone) == {row: said for row, said in expected(rows, on).items() if row in only}
    finally:
        engine.close()
