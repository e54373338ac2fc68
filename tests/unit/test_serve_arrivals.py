"""What came lately and who is missing, each time for two readers: one sees the clinic's restricted records, one does not."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.rows import table_of

from sightline import chronology
from sightline.model.nouns import Role
from sightline.model.schema import AGENCY_RECORD, FACT, MENTION, RESOLVED, SNAPSHOT_TABLES, SOURCE_ROW, THING
from sightline.model.visibility import Reader
from sightline.sharing import row_filter
from sightline.store import DuckDBEngine
from sightline.store.layout.arrivals import build_arrivals
from sightline.store.layout.people import build_serve
from sightline.store.snapshot_reader import SnapshotReader, open_store

AS_AT = date(2024, 7, 1)
POLICE = {"agency": "police", "organisation": "police", "layout": "police_missing"}
CLINIC = {"agency": "health", "organisation": "Clinic", "layout": "health_attendances", "restricted": True}
SCHOOL = {"agency": "school", "organisation": "Elm School", "layout": "school_concerns"}
SERVICES = {"agency": "childrens_services", "organisation": "childrens_services", "layout": "return_interviews"}
OFFICER, NURSE = (row_filter(reader=Reader("x", Role.PRACTITIONER, agency)) for agency in ("police", "health"))
LEAD = row_filter(reader=Reader("x", Role.SCHOOL_LEAD, "school", "Elm School"))
OTHER_LEAD = row_filter(reader=Reader("x", Role.SCHOOL_LEAD, "school", "Oak School"))

# record, batch, version, visibility, person, thing, facts (name, day)
RECORDS: tuple[tuple[str, int, int, dict[str, Any], str, str, tuple[tuple[str, str], ...]], ...] = (
    ("old", 1, 1, SCHOOL, "ana", "", (("noted", "2024-01-01"),)),
    ("hidden", 1, 1, CLINIC, "ben", "car", (("noted", "2024-01-02"),)),
    ("gone", 2, 1, POLICE, "ana", "", (("missing", "2024-06-25T20:00:00Z"),)),
    ("back", 2, 1, POLICE, "ben", "car", (("missing", "2024-06-20"), ("found", "2024-06-21T09:00:00Z"))),
    ("told", 3, 2, POLICE, "ben", "", (("missing", "2024-06-28"),)),
    ("talk", 3, 1, SERVICES | {"restricted": True}, "ben", "", (("returned", "2024-06-29"),)),
    ("lost", 3, 1, POLICE, "cal", "van", (("missing", "2023-05-01"),)),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SnapshotReader]:
    path = tmp_path_factory.mktemp("arrivals") / "serve.sqlite"
    rows: dict[Any, list[dict[str, Any]]] = {table: [] for table in SNAPSHOT_TABLES}
    for number, record in enumerate(RECORDS, start=1):
        add(rows, number, *record)
    rows[THING] = [
        {"thing_id": one, "entity_kind": "vehicle", "value": one, "mention_ids": [one]} for one in ("car", "van")
    ]
    engine = DuckDBEngine()
    for table, lines in rows.items():
        known = ({name: line[name] for name in line if name in table.column_names} for line in lines)
        engine.write(table, table_of(table, *known))
    chronology.build(engine=engine)
    build_serve(engine=engine, path=path)
    build_arrivals(engine=engine, path=path, as_at=AS_AT)
    build_arrivals(engine=engine, path=path, as_at=AS_AT)  # anew, as after an interruption
    engine.close()
    with open_store(path) as reader:
        yield reader


def add(
    rows: Any, number: int, key: str, batch: int, version: int, seen: Any, person: str, thing: str, facts: Any
) -> None:
    row = {"row_id": f"row-{key}", "record_id": key, "source_file": f"{key}.csv", **seen}
    reference = "M1" if key in ("told", "talk") else key
    rows[SOURCE_ROW].append({**row, "row_version": 1, "original": "{}", "standing": "current", "source_row": number})
    rows[AGENCY_RECORD].append({**row, "version": version, "latest": True, "kind": seen["layout"], "batch": batch,
                                "received_at": f"2024-06-{20 + batch}", "source_key": reference.upper(),
                                "standing": "current", "source_rows": [number]})  # fmt: skip
    for name, at in facts:
        details = '{"misper_ref": {"value": "m1", "as_written": "m1"}}' if name == "returned" else "{}"
        rows[FACT].append({**row, "row_version": 1, "name": name, "label": name, "occurred_from": at,
                           "date_precision": "day", "details": details})  # fmt: skip
    mention = {**row, "row_version": 1, "source_row": number, "occurred_on": date.fromisoformat(facts[0][1][:10])}
    born = None if person == "cal" else date(2010, 1, 1)
    rows[MENTION].append({**mention, "mention_id": f"{key} {person}", "slot": "subject", "entity_kind": "person",
                          "name_as_written": person, "birth_date": born})  # fmt: skip
    rows[RESOLVED].append({"mention_id": f"{key} {person}", "person_id": person})
    if thing:
        rows[MENTION].append({**mention, "mention_id": f"{key} {thing}", "slot": "vehicle", "entity_kind": "vehicle",
                              "value_as_written": thing})  # fmt: skip
        rows[RESOLVED].append({"mention_id": f"{key} {thing}", "thing_id": thing})


def test_what_came_is_counted_by_batch_and_of_what_may_be_seen(store: SnapshotReader) -> None:
    assert store.arrivals.through() == 3
    assert store.arrivals.counts(after=1, sight=OFFICER) == [
        {"agency": "police", "kind": "police_missing", "added": 3, "changed": 1}
    ]
    assert store.arrivals.counts(after=2, sight=OFFICER) == [
        {"agency": "police", "kind": "police_missing", "added": 1, "changed": 1}
    ]
    worker = row_filter(reader=Reader("x", Role.PRACTITIONER, "childrens_services"))
    assert [row["kind"] for row in store.arrivals.counts(after=2, sight=worker)] == [
        "return_interviews",
        "police_missing",
    ]
    assert store.arrivals.counts(after=3, sight=OFFICER) == []


def test_the_first_batch_is_no_news(store: SnapshotReader) -> None:
    assert not any(row["kind"] == "school_concerns" for row in store.arrivals.counts(after=0, sight=OFFICER))


def test_whom_it_is_about_and_among_whom(store: SnapshotReader) -> None:
    about = store.arrivals.people(after=1, sight=OFFICER)
    assert [(row["person_id"], row["records"]) for row in about] == [("ana", 1), ("ben", 2), ("cal", 1)]
    assert [row["person_id"] for row in store.arrivals.people(after=1, sight=OFFICER, among=["ben"])] == ["ben"]


def test_a_school_is_told_of_its_own_pupils_alone(store: SnapshotReader) -> None:
    assert [row["person_id"] for row in store.arrivals.people(after=1, sight=LEAD)] == ["ana"]
    assert store.arrivals.counts(after=1, sight=OTHER_LEAD) == []
    assert [row["record_id"] for row in store.arrivals.missing(sight=LEAD)] == ["gone"]
    assert store.arrivals.missing(sight=OTHER_LEAD) == []
    assert store.arrivals.own_people(sight=LEAD, size=9) == ["ana"]


def test_who_is_missing_and_who_is_back(store: SnapshotReader) -> None:
    found = {row["record_id"]: row["back_at"] for row in store.arrivals.missing(sight=OFFICER)}
    assert found == {"gone": None, "told": None, "back": "2024-06-21T09:00:00Z", "lost": None}
    assert [row["record_id"] for row in store.arrivals.missing(sight=OFFICER)] == ["told", "gone", "back", "lost"]


def test_a_return_told_by_a_record_that_may_not_be_seen_changes_nothing(store: SnapshotReader) -> None:
    worker = row_filter(reader=Reader("x", Role.PRACTITIONER, "childrens_services"))
    told = {
        sight: next(row for row in store.arrivals.missing(sight=sight) if row["record_id"] == "told")
        for sight in (worker, OFFICER)
    }
    assert (told[worker]["back_at"], told[OFFICER]["back_at"]) == ("2024-06-29", None)


def test_a_record_that_may_not_be_seen_makes_nobody_known_before(store: SnapshotReader) -> None:
    """Ben and the car stand in a clinic's record of the first batch, which a nurse sees and an officer does not."""
    assert store.arrivals.first_named(after=1, sight=OFFICER, size=9) == ["ben"]
    assert store.arrivals.first_named(after=1, sight=NURSE, size=9) == []
    officers = store.arrivals.first_named_things(after=1, sight=OFFICER, size=9)
    assert [(row["entity_kind"], row["text"], row["record_id"]) for row in officers] == [("vehicle", "car", "back")]
    assert store.arrivals.first_named_things(after=1, sight=NURSE, size=9) == []


def test_a_snapshot_without_a_table_says_so(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "empty.sqlite")
    with pytest.raises(sqlite3.OperationalError):
        SnapshotReader(connection).arrivals.through()
    connection.close()
