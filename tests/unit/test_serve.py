"""What pages are laid out from, and that nothing passes the filter by another way."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.rows import engine_with

from sightline import chronology
from sightline.model.nouns import Role
from sightline.model.schema import AGENCY_RECORD, FACT, MENTION, RESOLVED, SNAPSHOT_TABLES, SOURCE_ROW, THING
from sightline.model.visibility import PROTECTED_WORDS, Reader, RowFilter
from sightline.sharing import row_filter
from sightline.store.layout.people import build_serve
from sightline.store.search.reader import Keys, name_words
from sightline.store.snapshot_reader import EntryQuery, SnapshotReader, open_store

POLICE = {"agency": "police", "organisation": "police", "layout": "police_missing"}
CLINIC = {"agency": "health", "organisation": "Clinic", "layout": "health_attendances", "restricted": True}
SCHOOL = {"agency": "school", "organisation": "Elm School", "layout": "school_concerns"}
SEALED = {**POLICE, "restricted": True, "markings": ["SEALED IDENTITY"]}
RECORDS = {"p": POLICE, "c": CLINIC, "s": SCHOOL, "z": SEALED}
OFFICER = row_filter(reader=Reader("officer", Role.PRACTITIONER, "police"))
NURSE = row_filter(reader=Reader("nurse", Role.PRACTITIONER, "health"))


def tables() -> dict[Any, list[dict[str, Any]]]:
    """Aoife is known to police, a clinic (restricted) and her school; the sealed record is of somebody by that name."""
    rows, records, facts, mentions, resolved = [], [], [], [], []
    for number, (key, seen) in enumerate(RECORDS.items(), start=1):
        base = {"row_id": f"r{key}", "record_id": f"rec-{key}"}
        rows.append({**base, **seen, "source_row": number, "standing": "current", "original": f'{{"Surname": "Ó Brien", "Home": "1 Elm Row", "No": "{key}"}}'})  # fmt: skip
        records.append({"record_id": f"rec-{key}", "latest": True, "kind": seen["layout"], "occurred_from": f"2024-0{number}-01", **seen})  # fmt: skip
        facts.append(
            {**base, "name": "f", "label": "Noted", "occurred_from": f"2024-0{number}-01", "date_precision": "day"}
        )
        mentions.append({"mention_id": f"m{key}", **base, **seen, "slot": "subject", "entity_kind": "person", "name_as_written": "Aoife Ó Brien", "birth_date": date(2010, 5, 4), "address": "1 Elm Row"})  # fmt: skip
        resolved.append({"mention_id": f"m{key}", "person_id": "mz" if key == "z" else "mp"})
    mentions.append({"mention_id": "home", "row_id": "rs", "record_id": "rec-s", **SCHOOL, "slot": "home", "entity_kind": "place", "value_as_written": "1 Elm Row", "columns": ["Home"]})  # fmt: skip
    mentions.append({"mention_id": "car", "row_id": "rp", "record_id": "rec-p", **POLICE, "slot": "vehicle", "entity_kind": "vehicle", "value_as_written": "ab12 cde"})  # fmt: skip
    resolved += [{"mention_id": "home", "thing_id": "home"}, {"mention_id": "car", "thing_id": "car"}]
    things = [
        {"thing_id": "home", "entity_kind": "place", "value": "1 elm row", "protected": True},
        {"thing_id": "car", "entity_kind": "vehicle", "value": "AB12CDE"},
    ]
    empty: dict[Any, list[dict[str, Any]]] = {table: [] for table in SNAPSHOT_TABLES}
    return empty | {
        SOURCE_ROW: rows,
        AGENCY_RECORD: records,
        FACT: facts,
        MENTION: mentions,
        RESOLVED: resolved,
        THING: things,
    }


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SnapshotReader]:
    engine = engine_with(tables())
    chronology.build(engine=engine)
    build_serve(engine=engine, path=tmp_path / "serve.sqlite")
    with open_store(tmp_path / "serve.sqlite") as reader:
        yield reader


def agencies(store: SnapshotReader, sight: RowFilter, **changes: Any) -> list[str]:
    return [row["agency"] for row in store.entries(query=EntryQuery("mp", **changes), sight=sight)]


def test_a_restricted_record_is_in_the_chronology_of_its_own_agency_alone(store: SnapshotReader) -> None:
    assert agencies(store, OFFICER) == ["police", "school"]
    assert agencies(store, NURSE) == ["police", "health", "school"]


def test_counts_and_what_is_said_are_made_of_visible_rows_alone(store: SnapshotReader) -> None:
    assert {row["agency"] for row in store.entry_counts(person_id="mp", sight=OFFICER)} == {"police", "school"}
    assert {row["agency"] for row in store.said(person_ids=["mp"], sight=OFFICER)} == {"police", "school"}
    assert sum(row["entries"] for row in store.entry_counts(person_id="mp", sight=OFFICER)) == 2
    assert sum(row["entries"] for row in store.entry_counts(person_id="mp", sight=NURSE)) == 3


@pytest.mark.parametrize("reader", [OFFICER, NURSE, row_filter(reader=Reader("o", Role.OPERATOR, "", is_house=True))])
def test_a_sealed_identity_is_nowhere(store: SnapshotReader, reader: RowFilter) -> None:
    assert store.record(record_id="rec-z", sight=reader) == []
    assert store.record_rows(record_id="rec-z", sight=reader) == []
    assert store.record_namings(record_id="rec-z", sight=reader) == []
    assert store.said(person_ids=["mz"], sight=reader) == []
    assert store.search(keys=Keys(("aoife",)), sight=reader, limit=10) == ["mp"]
    assert store.summary()["people"] == 1


def test_people_are_found_by_part_of_a_name_without_accents_and_by_exact_keys(store: SnapshotReader) -> None:
    for keys in (
        Keys(name_words("aoi O'Brien")[:1]),
        Keys(name_words("Aoífe")),
        Keys(exact=(("birth_date", "2010-05-04"),)),
        Keys(("aoife",), (("vehicle", "AB12CDE"),)),
    ):
        assert store.search(keys=keys, sight=OFFICER, limit=10) == ["mp"]
    assert store.search(keys=Keys(("aoife", "smith")), sight=OFFICER, limit=10) == []
    assert store.search(keys=Keys(), sight=OFFICER, limit=10) == []


def test_a_protected_address_is_said_of_nobody_and_named_on_no_record(store: SnapshotReader) -> None:
    texts = {naming["text"] for naming in store.record_namings(record_id="rec-s", sight=OFFICER)}
    assert texts == {"Aoife Ó Brien", PROTECTED_WORDS}
    said = [
        row["value"]
        for row in store.said(person_ids=["mp"], sight=OFFICER)
        if row["what"] == "address" and row["agency"] == "school"
    ]
    assert said == [PROTECTED_WORDS]


def test_pages_follow_one_another_without_gap_in_both_orders(store: SnapshotReader) -> None:
    for oldest_first in (True, False):
        seen, after = [], ""
        while page := store.entries(
            query=EntryQuery("mp", size=1, after=after, oldest_first=oldest_first), sight=NURSE
        ):
            seen.append(page[0]["sort_key"])
            after = page[-1]["cursor"]
        assert seen == sorted(seen, reverse=not oldest_first)
        assert len(seen) == 3


def test_the_chronology_can_be_narrowed(store: SnapshotReader) -> None:
    assert agencies(store, NURSE, agencies=("health", "school")) == ["health", "school"]
    assert agencies(store, NURSE, kinds=("police_missing",)) == ["police"]
    assert agencies(store, NURSE, from_on="2024-02-01", to_on="2024-02-01") == ["health"]
    assert agencies(store, NURSE, words_only=True) == []
