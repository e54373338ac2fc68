"""A child's story as small tables, and the chronology that comes of it."""

from typing import Any

from support.rows import engine_with

from sightline import chronology
from sightline.model import ids
from sightline.model.schema import AGENCY_RECORD, CHRONOLOGY, FACT, MENTION, RESOLVED, SOURCE_ROW, THING
from sightline.store.engine import DuckDBEngine

POLICE = {"agency": "police", "organisation": "police", "layout": "police_occurrences"}


def story(**changes: Any) -> DuckDBEngine:
    """One occurrence of two rows (Mia the victim, Dean the suspect), told in the same words by both rows."""
    rows = [
        {"row_id": "r1", "row_version": 1, "record_id": "rec", "source_file": "po.csv", "source_row": 1, "standing": "current", **POLICE},
        {"row_id": "r2", "row_version": 1, "record_id": "rec", "source_file": "po.csv", "source_row": 2, "standing": "current", **POLICE},
    ]  # fmt: skip
    fact = {
        "record_id": "rec", "name": "occurrence", "label": "Occurrence", "occurred_from": "2024-06-01T21:30:00Z",
        "date_precision": "exact", "what": "Seen at TALL House", "childs_words": "he said wait",
    }  # fmt: skip
    mentions = [
        {"mention_id": "m1", "row_id": "r1", "record_id": "rec", "slot": "nominal", "source_role": "VICTIM", "entity_kind": "person", "name_as_written": "Mia Oak"},
        {"mention_id": "m2", "row_id": "r2", "record_id": "rec", "slot": "nominal", "source_role": "SUSPECT", "entity_kind": "person", "name_as_written": "Dean Ash"},
        {"mention_id": "m3", "row_id": "r1", "record_id": "rec", "slot": "home", "entity_kind": "place", "value_as_written": "Tall House"},
    ]  # fmt: skip
    tables: dict[Any, list[dict[str, Any]]] = {
        SOURCE_ROW: rows,
        FACT: [{**fact, "row_id": "r1"}, {**fact, "row_id": "r2"}],
        MENTION: mentions,
        RESOLVED: [
            {"mention_id": "m1", "person_id": "m1"},
            {"mention_id": "m2", "person_id": "m2"},
            {"mention_id": "m3", "thing_id": "m3"},
        ],
        THING: [{"thing_id": "m3", "entity_kind": "place"}],
        AGENCY_RECORD: [
            {"record_id": "rec", "latest": True, "version": 1, "kind": "police_occurrences/crime", **POLICE}
        ],
    }
    tables.update(changes)
    return engine_with(tables)


def read(engine: DuckDBEngine) -> list[dict[str, Any]]:
    chronology.build(engine=engine)
    rows: list[dict[str, Any]] = engine.query("SELECT * FROM chronology ORDER BY person_id, entry_id").to_pylist()
    return rows


def test_each_person_of_a_record_has_the_fact_with_the_others_present() -> None:
    mia, dean = read(story())
    assert (mia["person_id"], mia["as_role"], mia["present"]) == ("m1", "VICTIM", ["Dean Ash (SUSPECT)"])
    assert (dean["person_id"], dean["as_role"], dean["present"]) == ("m2", "SUSPECT", ["Mia Oak (VICTIM)"])
    assert mia["what"] == "Occurrence: Seen at TALL House"
    assert mia["childs_words"] == "he said wait"
    assert mia["kind"] == "police_occurrences/crime"


def test_an_entry_is_sorted_by_the_london_clock() -> None:
    assert read(story())[0]["sort_key"] == "2024-06-01T22:30"


def test_an_entry_id_is_the_one_that_the_model_makes() -> None:
    mia = read(story())[0]
    assert mia["entry_id"] == ids.entry_id(record_id="rec", fact_name="occurrence", fact_key="r1", mention_id="m1")


def test_rows_that_say_the_same_of_one_person_are_one_entry_with_both_rows() -> None:
    engine = story()
    engine.write(RESOLVED, "SELECT 'm1' AS mention_id, 'm1' AS person_id, NULL AS thing_id UNION ALL SELECT 'm2', 'm1', NULL UNION ALL SELECT 'm3', NULL, 'm3'")  # fmt: skip
    (both,) = read(engine)
    assert both["source_rows"] == [1, 2]
    assert both["as_role"] == "SUSPECT, VICTIM"
    assert both["present"] == []


def test_an_unknown_date_stands_last() -> None:
    engine = story()
    engine.connection.execute("UPDATE fact SET occurred_from = NULL, date_precision = 'unknown'").fetchall()
    assert {row["sort_key"] for row in read(engine)} == {"9999"}


def test_a_superseded_row_says_nothing_and_a_vanished_one_says_that_it_vanished() -> None:
    engine = story()
    engine.connection.execute("UPDATE source_row SET standing = 'superseded' WHERE row_id = 'r2'").fetchall()
    engine.connection.execute("UPDATE source_row SET standing = 'not_in_extract' WHERE row_id = 'r1'").fetchall()
    (mia,) = read(engine)
    assert (mia["person_id"], mia["standing"]) == ("m1", "not_in_extract")


def test_the_declared_columns_are_those_written() -> None:
    engine = story()
    read(engine)
    assert tuple(engine.query("SELECT * FROM chronology").column_names) == CHRONOLOGY.column_names
