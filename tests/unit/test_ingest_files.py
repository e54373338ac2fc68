"""Files as they really come: encodings, traps, workbooks, and what is said of those that cannot be read."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.exports import MORNING, NEXT_WEEK, Tables, headings, new_workspace, take, write_export

from sightline import ingest
from sightline.ingest import Receipt
from sightline.model.errors import Usage
from sightline.store import Workspace
from sightline.store.batches import list_parts

COMPLAINT = {"Complaint No": "C1", "Received Date": "05/03/2024", "Tenant Surname": "Müller", "Text": "Noise – “late”"}
HEAD = ",".join(headings("housing_complaints"))
BLANKS = "," * 13


@pytest.fixture
def room(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


def rejects(room: Workspace) -> list[tuple[int, str]]:
    return Tables(room).ask("SELECT source_row, code FROM reject ORDER BY 1")


def csv_of(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "complaints.csv"
    path.write_bytes("\n".join([HEAD, *lines]).encode("utf-8", "surrogateescape"))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encodings_that_agencies_use_are_read(room: Workspace, tmp_path: Path, encoding: str) -> None:
    path = write_export(tmp_path / "c.csv", "housing_complaints", COMPLAINT, encoding=encoding)
    assert take(room, path).rows_taken == 1
    assert Tables(room).ask("SELECT surname FROM mention") == [("Müller",)]
    assert Tables(room).ask("SELECT what FROM fact") == [("Noise – “late”",)]


def test_a_row_with_broken_bytes_in_a_utf8_file_is_rejected_alone(room: Workspace, tmp_path: Path) -> None:
    path = csv_of(tmp_path, "C1,,ééééé" + BLANKS[2:], "C2,,\udce9x" + BLANKS[2:])
    receipt = take(room, path)
    assert (receipt.rows_taken, receipt.rows_rejected) == (1, 1)
    assert rejects(room) == [(2, "broken_encoding")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("C1,05/03/2024,a\0b" + BLANKS[2:], "nul_bytes"),
        ("C1,05/03/2024," + "x" * 1_000_001 + BLANKS[2:], "cell_too_big"),
        ("C1,05/03/2024" + BLANKS + "more", "too_many_cells"),
        ("C1,05/03/2024", "too_few_cells"),
        ('C1,05/03/2024,"never closed' + BLANKS, "too_few_cells"),
        (",05/03/2024" + BLANKS[1:], "no_key"),
        ("C1,31/02/2020" + BLANKS[1:], "unreadable_date"),
        ("C1,TRUE" + BLANKS[1:], "unreadable_date"),
    ],
)
def test_a_row_that_cannot_be_read_is_rejected_with_a_reason(
    room: Workspace, tmp_path: Path, line: str, code: str
) -> None:
    receipt = take(room, csv_of(tmp_path, "C0,01/03/2024" + BLANKS[1:], line))
    assert (receipt.rows_taken, receipt.rows_rejected) == (1, 1)
    ((row, found, reason, advice),) = Tables(room).ask("SELECT source_row, code, reason, what_to_do FROM reject")
    assert (row, found) == (2, code)
    assert reason.endswith(".") and advice.endswith(".")
    assert "C1" not in reason


def test_spare_empty_cells_are_no_fault(room: Workspace, tmp_path: Path) -> None:
    assert take(room, csv_of(tmp_path, "C1,05/03/2024" + BLANKS[1:] + ",,,")).rows_taken == 1


def test_blank_and_repeated_heading_rows_are_counted_apart(room: Workspace, tmp_path: Path) -> None:
    receipt = take(room, csv_of(tmp_path, BLANKS, "C1" + BLANKS, "", HEAD, "C2" + BLANKS))
    assert (receipt.rows_read, receipt.rows_taken, receipt.rows_not_data) == (2, 2, 3)
    assert Tables(room).ask("SELECT source_row FROM source_row ORDER BY 1") == [(1,), (2,)]


def test_semicolons_and_tabs_are_read(room: Workspace, tmp_path: Path) -> None:
    for number, sign in enumerate(";\t"):
        path = tmp_path / f"{number}.csv"
        path.write_text(f"{HEAD}\nC{number}{BLANKS}\n".replace(",", sign))
        assert take(room, path).rows_taken == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\n\n,,\n", "empty_file"),
        (HEAD.encode("utf-16") + b"\0", "not_utf8"),
        (bytes(range(256)) * 40, "not_utf8"),
        (b"PK\x03\x04 but no workbook", "workbook_unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "old_workbook"),
        (b"one,two,three\n1,2,3\n", "no_mapping"),
        (b"just some words", "no_mapping"),
    ],
)
def test_a_file_that_cannot_be_read_has_a_receipt_and_a_reason(
    room: Workspace, tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "thing.csv"
    path.write_bytes(content)
    receipt = take(room, path)
    assert (receipt.rows_read, receipt.mapping) == (0, "")
    assert rejects(room) == [(0, code)]
    again = take(room, path, batch=2, received_at=NEXT_WEEK)
    assert again.rows_read == 0
    assert len(list_parts(room)) == 1


def test_a_file_that_nobody_could_read_is_taken_once_there_is_a_mapping(room: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Ref,Day\n1,05/03/2024\n")
    take(room, path)
    (tmp_path / "m.toml").write_text(
        'id="x"\nagency="health"\nexport="changes"\ncolumns={ref="Ref",day="Day"}\nrow={key=[["ref"]]}\n'
        'facts=[{name="seen",label="Seen",date="day"}]\n'
    )
    receipt = take(room, path, batch=2, received_at=NEXT_WEEK, mapping_file=tmp_path / "m.toml")
    assert receipt.rows_taken == 1
    assert rejects(room) == []
    assert [part.batch for part in list_parts(room)] == [2]


def test_a_file_that_is_not_there_and_an_agency_that_is_none_are_said(room: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Usage, match=r"no file gone\.csv"):
        take(room, tmp_path / "gone.csv")
    path = write_export(tmp_path / "c.csv", "housing_complaints", COMPLAINT)
    with pytest.raises(Usage, match="no agency"):
        take(room, path, agency="the_council")


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def take_book(room: Workspace, path: Path, **more: Any) -> list[Receipt]:
    receipts = ingest.take_file(workspace=room, path=path, batch=1, received_at=MORNING, **more)
    assert all(receipt.adds_up for receipt in receipts)
    return receipts


MACE = ["Meeting Date", "Person ID", "Child", "DOB", "Lead", "Level", "Persons Of Concern", "Places", "Decision",
        "Action", "Action Owner", "Due", "Done"]  # fmt: skip
MEETING = [date(2024, 3, 5), "CS1", "Mia Oak", date(2010, 2, 1), "Lead", "High", "Dean Ash; 'Kay'",
           "Quay Cafe, 11 Quay Street; Arcade", "Meet again", "Map places", "Police", date(2024, 4, 1), None]  # fmt: skip


def test_the_mace_tracker_is_read_below_its_titles(room: Workspace, tmp_path: Path) -> None:
    rows = [["MACE tracker"], ["Updated 6 March"], [], MACE, MEETING, [], MACE, [*MEETING[:1], "CS2", "Jo Elm"]]
    (receipt,) = take_book(room, workbook(tmp_path / "mace_tracker.xlsx", Tracker=rows))
    assert (receipt.mapping, receipt.agency, receipt.sheet) == ("mace_tracker", "partnership", "Tracker")
    assert (receipt.rows_taken, receipt.rows_not_data) == (2, 5)
    made = Tables(room)
    assert made.ask("SELECT slot, coalesce(nullif(name_as_written, ''), value_as_written) FROM mention "
                    "JOIN source_row USING (row_id) WHERE mention.source_row = 1 ORDER BY 1") == [
        ("others_named", "Dean Ash"), ("others_named#2", "'Kay'"), ("place", "Quay Cafe, 11 Quay Street"),
        ("place#2", "Arcade"), ("subject", "Mia Oak"),
    ]  # fmt: skip
    assert made.ask("SELECT birth_date, local_id_kind FROM mention WHERE slot = 'subject' AND source_row = 1") == [
        (date(2010, 2, 1), "childrens_services/person_id")
    ]
    assert made.ask("SELECT DISTINCT occurred_from FROM fact") == [("2024-03-05",)]


def test_a_date_merged_over_several_rows_counts_for_each(room: Workspace, tmp_path: Path) -> None:
    path = workbook(tmp_path / "m.xlsx", One=[MACE, MEETING, [None, "CS2", "Jo Elm"]])
    book = openpyxl.load_workbook(path)
    book["One"].merge_cells("A2:A3")
    book.save(path)
    (receipt,) = take_book(room, path)
    assert receipt.rows_taken == 2
    assert Tables(room).ask("SELECT count(*) FROM fact WHERE occurred_from = '2024-03-05'") == [(2,)]


def test_sheets_of_one_workbook_each_have_a_receipt_and_unknown_ones_are_named(room: Workspace, tmp_path: Path) -> None:
    path = workbook(tmp_path / "m.xlsx", March=[MACE, MEETING], Notes=[["Remember", "To"], ["call", "Jo"]], Empty=[[]])
    receipts = take_book(room, path)
    assert [(receipt.sheet, receipt.mapping) for receipt in receipts] == [("March", "mace_tracker"), ("Notes", "")]
    assert Tables(room).ask("SELECT sheet, source_row, code FROM reject") == [("Notes", 0, "no_mapping")]


def test_a_row_on_two_sheets_is_one_and_a_differing_one_is_another(room: Workspace, tmp_path: Path) -> None:
    other = [*MEETING[:8], "Close", *MEETING[9:]]
    march, april = take_book(room, workbook(tmp_path / "m.xlsx", March=[MACE, MEETING], April=[MACE, MEETING, other]))
    assert (march.rows_taken, april.rows_taken, april.rows_unchanged) == (1, 1, 1)
    assert Tables(room).ask("SELECT count(*), count(DISTINCT row_id), max(row_version) FROM source_row") == [(2, 2, 1)]


def test_a_hidden_row_is_taken_with_a_note_and_the_receipt_counts_it(room: Workspace, tmp_path: Path) -> None:
    path = workbook(tmp_path / "m.xlsx", One=[MACE, MEETING, MACE, [*MEETING[:8], "Close", *MEETING[9:]]])
    book = openpyxl.load_workbook(path)
    book["One"].row_dimensions[2].hidden = True
    book.save(path)
    (receipt,) = take_book(room, path)
    assert (receipt.rows_taken, receipt.rows_rejected, receipt.rows_noted) == (2, 0, 1)
    notes = Tables(room).ask("SELECT original->>'(note by Sightline)' FROM source_row ORDER BY source_row")
    assert notes == [("hidden row",), (None,)]


def test_an_error_in_a_formula_is_an_empty_cell_and_text_of_one_is_kept(room: Workspace, tmp_path: Path) -> None:
    row = [*MEETING]
    row[3], row[8] = "#N/A", "=HYPERLINK"
    take_book(room, workbook(tmp_path / "m.xlsx", One=[MACE, row]))
    made = Tables(room)
    assert made.ask("SELECT birth_date, birth_date_as_written FROM mention WHERE slot = 'subject'") == [(None, "")]


def test_what_a_database_writes_for_nothing_is_nobody_and_no_words_and_a_person_called_null_stays(
    room: Workspace, tmp_path: Path
) -> None:
    nothing = {"Complaint No": "C1", "Received Date": "05/03/2024", "Tenant Surname": "NULL", "Text": "NaN"}
    called = {"Complaint No": "C2", "Received Date": "05/03/2024", "Tenant Surname": "Null", "Text": "Nan came."}
    for number, one in enumerate((nothing, called)):
        assert take(room, write_export(tmp_path / f"{number}.csv", "housing_complaints", one)).rows_taken == 1
    assert Tables(room).ask("SELECT surname FROM mention WHERE surname <> ''") == [("Null",)]
    assert Tables(room).ask("SELECT what FROM fact WHERE what <> '' ORDER BY 1") == [("Nan came.",)]


def test_nothing_personal_stands_in_a_reject(room: Workspace, tmp_path: Path) -> None:
    take(room, csv_of(tmp_path, "C1,Tuesday with Mia Oak" + BLANKS[1:], "C2,05/03/2024" + BLANKS + "Mia Oak"))
    for line in Tables(room).ask("SELECT reason || what_to_do FROM reject"):
        assert "Oak" not in line[0]
