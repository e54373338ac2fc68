"""Each table of `serve.sqlite` is cut to the children whom a reader opens, or said to tell nobody's: none is forgotten."""

import sqlite3
from pathlib import Path

import pytest

from sightline.model.nouns import Role
from sightline.model.serve_tables.catalogue import DECLARED
from sightline.model.visibility import NotShared, Reader, RowFilter
from sightline.sharing import row_filter
from sightline.store.serve.opened_children import CUT, WHOLE
from sightline.store.serve.rows import create_tables
from sightline.store.serve.shared_records import BOTH_RECORDS, IN_RECORD, KEPT_WHOLE, RESTING
from sightline.store.snapshot_reader import open_store

TABLES = {table.name: table for tables, _ in DECLARED.values() for table in tables}
# What a row can say about somebody. A table without any of these is of nobody, or is read behind one that has.
NAMES_SOMEBODY = {"person_id", "half_id"}


def sight(*given: str) -> RowFilter:
    reader = Reader("sam", Role.PRACTITIONER, "police", "police", given=given, needs_reason=True)
    return row_filter(reader=reader)


def test_every_table_is_cut_or_is_of_nobody() -> None:
    assert set(CUT) | WHOLE == set(TABLES), "Say in store/serve/opened_children.py how a new table is cut."
    assert not set(CUT) & WHOLE


def test_no_table_that_names_a_person_or_holds_a_records_words_is_left_whole() -> None:
    for name in WHOLE:
        columns = {column.name for column in TABLES[name].columns}
        assert not columns & {"text", "body", "original", "value"} or name == "summary", name
        assert not columns & NAMES_SOMEBODY or name == "protected_person", name


def test_every_table_leaves_out_what_is_not_shared_or_tells_of_no_record() -> None:
    cut = {*IN_RECORD, *RESTING, BOTH_RECORDS}
    assert cut | KEPT_WHOLE == set(TABLES), "Say in store/serve/shared_records.py how a new table is cut."
    assert not cut & KEPT_WHOLE
    bases = {one.table for one in RESTING.values()}
    for name, table in TABLES.items():
        of_kind = {"agency", "layout"} <= {column.name for column in table.columns}
        assert of_kind == (name in IN_RECORD) or name in bases, name
    for name in KEPT_WHOLE - bases:
        assert not {column.name for column in TABLES[name].columns} & {"text", "body", "original"}, name


@pytest.fixture
def served(tmp_path: Path) -> Path:
    """Ann and Ben, each with a record of their own, and one record that names both."""
    path = tmp_path / "serve.sqlite"
    with sqlite3.connect(path) as connection:
        connection.executescript(create_tables(*TABLES.values()))
        rows = {
            "record_naming": [
                (record, mention, "police", "police", "police_missing", 0, 0, "subject", "", name, "person", person, "row", None)
                for record, mention, name, person in (
                    ("r-ann", "m-ann", "Ann", "ann"), ("r-ben", "m-ben", "Ben", "ben"),
                    ("r-both", "m-ann-2", "Ann", "ann"), ("r-both", "m-ben-2", "Ben", "ben"))
            ],
            "record": [(one, 1, 1, "police", "police", "police_missing", 0, 0, "{}") for one in ("r-ann", "r-ben", "r-both")],
            "question": [(1, "q", "rule", "", "", 1.0, 1, 0)],
            "question_side": [("q", side, f"m-{one}", one, f"r-{one}", "police", "police", "police_missing", 0, 0)
                              for side, one in (("a", "ann"), ("b", "ben"))],
            "said": [(one, "school", "Elm School", layout, 0, 0, "in records", "", 1, None, None, f"r-{one}")
                     for one, layout in (("ann", "school_concerns"), ("ben", "school_attendance"))],
            "recognised_person": [("ann", "alone", 0), ("ann", "both", 0), ("ben", "both", 0)],
        }  # fmt: skip
        for table, some in rows.items():
            places = ", ".join("?" * len(some[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({places})", some)
    return path


def ids(path: Path, filtered: RowFilter, sql: str) -> list[str]:
    with open_store(path, cut_to=filtered) as store:
        return [row[0] for row in store._connection.execute(sql)]


def test_a_reader_of_ann_reads_her_records_and_nothing_of_ben(served: Path) -> None:
    ann, both = sight("m-ann"), sight("m-ann", "m-ben")
    assert ids(served, ann, "SELECT record_id FROM record ORDER BY 1") == ["r-ann", "r-both"]
    assert ids(served, ann, "SELECT question_id FROM question") == []
    assert ids(served, ann, "SELECT person_id FROM question_side") == ["ann"]
    assert ids(served, both, "SELECT record_id FROM record ORDER BY 1") == ["r-ann", "r-ben", "r-both"]
    assert ids(served, both, "SELECT question_id FROM question") == ["q"]
    assert ids(served, sight(), "SELECT record_id FROM record") == []


def test_a_school_lead_opens_pupils_of_whom_the_school_has_a_record_and_none_by_attendance(served: Path) -> None:
    lead = Reader("lea", Role.SCHOOL_LEAD, "school", "Elm School", needs_reason=True)
    assert ids(served, row_filter(reader=lead), "SELECT record_id FROM record ORDER BY 1") == ["r-ann", "r-both"]
    given = Reader("lea", Role.SCHOOL_LEAD, "school", "Elm School", given=("m-ben",), needs_reason=True)
    assert ids(served, row_filter(reader=given), "SELECT count(*) FROM record") == [3]


def test_whoever_has_a_reason_for_thousands_is_asked_about_with_one_parameter(served: Path) -> None:
    many = sight("m-ann", *(f"m-{number}" for number in range(40_000)))
    with open_store(served, cut_to=many) as store:
        assert store.is_own(person_id="ann", sight=many)
        assert not store.is_own(person_id="ben", sight=many)
        assert store.people_of(mention_ids=["m-ben"]) == {"m-ben": "ben"}  # ids alone, for whoever asks rights after


def test_a_reader_who_needs_no_reason_reads_the_whole_snapshot(served: Path) -> None:
    with open_store(served) as store:
        assert store._number("SELECT count(*) FROM record") == 3


def kept_to(path: Path, not_shared: NotShared, sql: str, cut_to: RowFilter | None = None) -> list[str]:
    with open_store(path, cut_to=cut_to, not_shared=not_shared) as store:
        return [row[0] for row in store._connection.execute(sql)]


def test_what_no_agreement_shares_is_in_no_table_and_nothing_rests_on_it(served: Path) -> None:
    school, police = NotShared(("school school_concerns",)), NotShared(("police police_missing",))
    assert kept_to(served, school, "SELECT person_id FROM said") == ["ben"]
    assert kept_to(served, school, "SELECT count(*) FROM record") == [3]
    assert kept_to(served, police, "SELECT record_id FROM record") == []
    assert kept_to(served, police, "SELECT question_id FROM question") == []
    assert kept_to(served, police, "SELECT question_id FROM question_side") == []
    assert kept_to(served, police, "SELECT record_id FROM record_naming") == []
    everyone = sight("m-ann", "m-ben")
    assert kept_to(served, police, "SELECT person_id FROM said ORDER BY 1", everyone) == ["ann", "ben"]
    assert kept_to(served, school, "SELECT person_id FROM said ORDER BY 1", everyone) == ["ben"]


def test_a_sheet_that_an_agreement_names_by_itself_is_shared_of_a_workbook_that_none_shares(served: Path) -> None:
    with sqlite3.connect(served) as connection:
        connection.execute("UPDATE record SET layout = 'tracker/' || substr(record_id, 3)")
    gone = NotShared(("police tracker",), ("police tracker/ann",))
    assert kept_to(served, gone, "SELECT record_id FROM record") == ["r-ann"]
    assert kept_to(served, NotShared(("police tracker/ann",)), "SELECT count(*) FROM record") == [2]
    assert kept_to(served, NotShared(("health tracker",)), "SELECT count(*) FROM record") == [3]
