"""01/01/1900 and its like are no birth date: a missing child with one is a child, and nobody becomes an adult by it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.exports import Tables, new_workspace, take, write_export
from support.grouped import DEAN, FLAT, IVY, NELL, occurrence
from support.patterned import recognise, write_rows

from sightline.ingest.rows.one_row import headings_of, read_row
from sightline.rulebook.placeholders import read_no_birth_dates

NOBODYS = ("Ashdown", "Nell", "01/01/1900")


def missing(who: tuple[str, str, str]) -> dict[str, str]:
    surname, forenames, born = who
    return {"layout": "police_missing", "Misper Ref": "M1", "Surname": surname, "Forenames": forenames, "DOB": born,
            "Missing From Date": "01/02/2024", "Missing From Time": "20:00", "Found Date": "02/02/2024",
            "Found Time": "09:00", "Entered On": "02/02/2024"}  # fmt: skip


def connections(rows: list[dict[str, str]], folder: Path) -> list[tuple[Any, ...]]:
    engine = recognise(write_rows(rows, folder))
    try:
        found = engine.query("SELECT entity_kind, is_child FROM connection ORDER BY ALL").to_pylist()
    finally:
        engine.close()
    return [tuple(row.values()) for row in found]


@pytest.mark.parametrize("written", ["01/01/1900", "1970-01-01", "31/12/9999"])
def test_a_mention_keeps_what_was_written_and_no_birth_date(written: str, tmp_path: Path) -> None:
    room = new_workspace(tmp_path)
    take(room, write_export(tmp_path / "o.csv", "school_concerns", {
        "Incident ID": "I1", "UPN": "A1", "Surname": "Oak", "Forename": "Mia", "DOB": written,
        "Incident Date": "05/03/2024", "Logged On": "05/03/2024",
    }))  # fmt: skip
    asked = Tables(room).ask("SELECT birth_date, birth_date_as_written FROM mention WHERE slot = 'subject'")
    assert asked == [(None, written)]


def test_a_real_birth_date_is_kept(tmp_path: Path) -> None:
    room = new_workspace(tmp_path)
    take(room, write_export(tmp_path / "o.csv", "school_concerns", {
        "Incident ID": "I1", "UPN": "A1", "Surname": "Oak", "Forename": "Mia", "DOB": "02/01/1970",
        "Incident Date": "05/03/2024", "Logged On": "05/03/2024",
    }))  # fmt: skip
    assert Tables(room).ask("SELECT birth_date FROM mention WHERE slot = 'subject'") == [(date(1970, 1, 2),)]


def test_what_is_entered_by_hand_is_read_the_same_way() -> None:
    names = headings_of("sightline_concerns")
    for written, born in (("1900-01-01", None), ("2010-06-01", date(2010, 6, 1))):
        cells = dict.fromkeys(names.values(), "") | {
            names["concern_id"]: "C1", names["child"]: "Mia Oak", names["birth_date"]: written,
            names["entered_at"]: "2024-03-05T10:00:00Z", names["happened_on"]: "2024-03-05",
        }  # fmt: skip
        row = read_row(mapping_id="sightline_concerns", cells=cells, agency="school", organisation="",
                       received_at="2024-03-05T10:00:00Z")  # fmt: skip
        (subject,) = (one for one in row.mentions if one["slot"] == "subject")
        assert (subject["birth_date"], subject["birth_date_as_written"]) == (born, written)


def test_a_missing_child_with_a_placeholder_is_nobodys_adult(tmp_path: Path) -> None:
    rows = [missing(NOBODYS), occurrence("O1", "03/02/2024", NOBODYS, "NAMED", **FLAT),
            occurrence("O1", "03/02/2024", IVY, "VICTIM", **FLAT)]  # fmt: skip
    assert connections(rows, tmp_path) == [("place", True), ("place", True)]


def test_nor_is_anybody_else_with_one_an_adult(tmp_path: Path) -> None:
    unknown = (DEAN[0], DEAN[1], "01/01/1900")
    rows = [occurrence("O1", "03/02/2024", NELL, "VICTIM"), occurrence("O1", "03/02/2024", unknown, "SUSPECT")]
    assert connections(rows, tmp_path) == []
    assert connections([rows[0], rows[1] | {"DOB": "01/01/1985"}], tmp_path) == [("adult", True)]


def test_the_list_has_the_dates_that_forms_and_sheets_fill_in() -> None:
    assert {date(1900, 1, 1), date(1970, 1, 1), date(1899, 12, 30)} <= read_no_birth_dates()
