"""Clocks as pages read them: by child, record, agency and due time, and only with the whole basis."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import held
from support.rows import engine_with

from sightline import chronology
from sightline.model.nouns import Role
from sightline.model.schema import CLOCK, CLOCK_BASIS
from sightline.model.serve_tables.catalogue import declared
from sightline.model.visibility import Reader, RowFilter
from sightline.sharing import row_filter
from sightline.store.layout.clocks import build_conclusions
from sightline.store.layout.people import build_serve
from sightline.store.serve.clocks import ClocksWanted, Conclusions
from sightline.store.serve.rows import create_tables
from sightline.store.snapshot_reader import SnapshotReader, open_store

POLICE = row_filter(reader=Reader("officer", Role.PRACTITIONER, "police"))
NURSE = row_filter(reader=Reader("nurse", Role.PRACTITIONER, "health"))
TEACHER = row_filter(reader=Reader("teacher", Role.SCHOOL_LEAD, "school", "Elm School"))

LANDLORDS = {"agency": "housing", "organisation": "housing", "layout": "housing_complaints", "restricted": True}
LANDLORD = row_filter(reader=Reader("landlord", Role.PRACTITIONER, "housing"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SnapshotReader]:
    path: Path = tmp_path_factory.mktemp("serve") / "serve.sqlite"
    tables = held.tables()
    tables[CLOCK].append(tables[CLOCK][0] | {
        "clock_id": "nobody", "person_id": None, "mention_id": None, "record_id": held.record_of("school"),
        "rule_id": "suspicion_answered", "due_at": "2024-01-02T23:59:59Z",
        "answer_due_at": "2024-01-02T23:59:59Z", "known_through": "9999-12-31T23:59:59Z",
    })  # fmt: skip
    tables[CLOCK].append(tables[CLOCK][0] | {
        "clock_id": "late", "rule_id": "return_interview", "answer_due_at": "2024-03-02T23:59:59Z", "arrived_late": True,
    })  # fmt: skip
    tables[CLOCK_BASIS].append({"conclusion_id": "late", "record_id": held.record_of("police"), **LANDLORDS})
    tables[CLOCK_BASIS].append({"conclusion_id": "nobody", "record_id": held.record_of("school"), **held.SCHOOL})
    engine = engine_with({**tables})
    engine.connection.execute(
        "UPDATE clock SET climbs = false WHERE clock_id = ?", [held.clock_of("school")]
    ).fetchall()
    chronology.build(engine=engine)
    build_serve(engine=engine, path=path)
    build_conclusions(engine=engine, path=path)
    build_conclusions(engine=engine, path=path)  # again: it writes them anew
    with open_store(path) as reader:
        yield reader


ALL = ClocksWanted()


def names(store: SnapshotReader, sight: RowFilter, wanted: ClocksWanted = ALL) -> list[str]:
    rows = store.conclusions.clocks(wanted=wanted, sight=sight)
    assert len(rows) == store.conclusions.count_clocks(wanted=wanted, sight=sight)
    known = {held.clock_of(name): name for name in held.CLOCKS}
    return sorted(known.get(row["clock_id"], row["clock_id"]) for row in rows)


def test_a_reader_has_the_clocks_whose_whole_basis_they_may_see(store: SnapshotReader) -> None:
    assert names(store, POLICE) == ["nobody", "open", "school"]
    assert names(store, NURSE) == ["answered", "nobody", "open", "school"]
    assert names(store, TEACHER) == ["nobody", "open", "school"]


def test_what_arrived_late_is_over_also_while_its_answer_is_not_due(store: SnapshotReader) -> None:
    before = "2024-01-03"
    assert names(store, LANDLORD, ClocksWanted(due_before=before)) == ["nobody"]
    assert names(store, LANDLORD, ClocksWanted(due_before=before, late_too=True)) == ["late", "nobody"]


def test_a_school_lead_of_another_school_has_none(store: SnapshotReader) -> None:
    sight = row_filter(reader=Reader("other", Role.SCHOOL_LEAD, "school", "Oak School"))
    assert names(store, sight) == []


def test_clocks_by_child_record_agency_rule_and_time(store: SnapshotReader) -> None:
    assert names(store, NURSE, ClocksWanted(person_id=held.AOIFE)) == ["answered", "open", "school"]
    assert names(store, NURSE, ClocksWanted(person_id=held.AOIFE, open_only=True)) == ["open", "school"]
    assert names(store, NURSE, ClocksWanted(record_id=held.record_of("police"))) == ["answered", "open"]
    assert names(store, NURSE, ClocksWanted(rule_ids=("suspicion_answered",))) == ["nobody"]
    assert names(store, NURSE, ClocksWanted(due_before="2024-01-03")) == ["nobody"]
    assert names(store, NURSE, ClocksWanted(due_from="2024-01-03", agency="childrens_services")) == [
        "answered",
        "open",
        "school",
    ]
    assert names(store, NURSE, ClocksWanted(agency="police")) == []


def test_pages_go_on_where_the_last_one_ended(store: SnapshotReader) -> None:
    seen, after = [], ""
    while rows := store.conclusions.clocks(wanted=ClocksWanted(), sight=NURSE, after=after, size=1):
        seen += [row["clock_id"] for row in rows]
        after = rows[-1]["cursor"]
    assert len(seen) == len(set(seen)) == 4


def test_one_clock_and_its_records(store: SnapshotReader) -> None:
    answered = held.clock_of("answered")
    assert store.conclusions.clock(clock_id=answered, sight=POLICE) is None
    found = store.conclusions.clock(clock_id=answered, sight=NURSE)
    assert found and found["stopped_at"] == "2024-01-03"
    basis = store.conclusions.basis(clock_ids=[answered], sight=NURSE)
    assert {row["record_id"] for row in basis} == {held.record_of("police"), held.record_of("clinic")}
    assert store.conclusions.clock(clock_id=held.clock_of("sealed"), sight=NURSE) is None


def test_the_house_finds_what_climbs_with_its_basis(store: SnapshotReader) -> None:
    found = store.conclusions.climbing_clocks(due_before="2024-01-05T00:00:00Z")
    assert [row["clock_id"] for row in found] == ["nobody", *sorted([held.clock_of("open"), held.clock_of("sealed")])]
    assert [one["layout"] for one in found[0]["basis"]] == ["school_concerns"]
    assert store.conclusions.climbing_clocks(due_before="2024-01-01") == []
    assert store.conclusions.stopped_clocks(clock_ids=[held.clock_of("answered")])[held.clock_of("answered")][
        "stopped_at"
    ]


def test_agencies_whose_data_open_clocks_await() -> None:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.executescript(create_tables(*declared(("clock", "clock_basis"))))
    columns = "clock_id, answering_agency, due_at, known_through, stopped_at, climbs"
    connection.executemany(
        f"INSERT INTO clock ({columns}) VALUES (?, ?, '2024-01-04T23:59:59Z', ?, ?, ?)",
        [
            ("reaches", "police", "2024-01-05T00:00:00Z", None, 1),
            ("lags", "childrens_services", "2024-01-03T00:00:00Z", None, 1),
            ("none came", "health", None, None, 1),
            ("done", "school", None, "2024-01-03", 1),
            ("never climbs", "housing", None, None, 0),
        ],
    )
    held = Conclusions(connection)
    found = held.awaited_agencies(due_before="2024-01-05T00:00:00Z")
    assert [(row["agency"], row["known_through"]) for row in found] == [
        ("childrens_services", "2024-01-03T00:00:00Z"), ("health", None)
    ]  # fmt: skip
    assert held.awaited_agencies(due_before="2024-01-01T00:00:00Z") == []
