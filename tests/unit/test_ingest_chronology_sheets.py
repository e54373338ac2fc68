"""A chronology in a workbook, with its child above the table: entries as those of a Word file."""

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from support.exports import Tables, new_workspace

from sightline import ingest
from sightline.ingest.sheets.reader import Sheet, read_sheets

MORNING = "2026-11-20T09:00:00Z"
SAID = [["Child: Mia Quillonby, born 05/03/2012"], []]
HEADINGS = ["Date/Period", "Time", "Source (who)", "Significant event", "Child\u2019s voice", "Notes"]
EVENTS = [
    [date(2025, 3, 12), time(14, 30), "School", "Seen with a new phone.", "", "Told her mother"],
    ["Summer 2024", None, "GP", "Did not attend.", "I hate it", ""],
    [datetime.fromisoformat("2025-05-10 09:05"), None, "Police", "Found at a station.", "", ""],
]


def book(path: Path, *sheets: Sequence[Sequence[object]]) -> Path:
    made = Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = made.create_sheet(f"S{number}")
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def sheets_of(path: Path) -> list[Sheet]:
    return read_sheets(path, folder=path.parent)


def lines(sheet: Sheet) -> list[dict[str, str]]:
    headings, *rows = sheet.rows()
    return [{name: cell for name, cell in zip(headings, row, strict=False) if cell} for row in rows]


def test_entries_have_the_child_above_them_and_dates_as_uncertain_as_they_are(tmp_path: Path) -> None:
    room = new_workspace(tmp_path)
    path = book(
        tmp_path / "c.xlsx", [["Chronology"], *SAID, ["Agency:", "School", "Reference:", "C-1"], HEADINGS, *EVENTS]
    )
    (receipt,) = ingest.take_file(workspace=room, path=path, batch=1, received_at=MORNING, agency="school")
    assert (receipt.mapping, receipt.sheet, receipt.rows_taken, receipt.rows_rejected) == (
        "document/chronology", "S1: chronology", 3, 0,
    )  # fmt: skip
    tables = Tables(room)
    assert tables.ask("SELECT DISTINCT name_as_written, CAST(birth_date AS VARCHAR) FROM mention") == [
        ("Mia Quillonby", "2012-03-05")
    ]
    found = tables.ask("SELECT occurred_from, occurred_to, date_precision, childs_words, what FROM fact ORDER BY 1")
    assert [one[3] for one in found] == ["I hate it", "", ""]
    assert found[0][:3] == ("2024-06-01", None, "approximate")
    assert [one[0] for one in found[1:]] == ["2025-03-12T14:30:00Z", "2025-05-10T08:05:00Z"]
    assert "Also: Told her mother" in found[1][4]


COVERS = {
    "a line": [["Name of child: Mia Quillonby (DOB 05/03/2012)"]],
    "two lines": [["Child: Mia Quillonby"], ["Date of birth: 05/03/2012"]],
    "labels beside": [["Child", None, "Mia Quillonby", "DOB:", date(2012, 3, 5)]],
    "labels in cells": [["Child: Mia Quillonby", "DOB: 05/03/2012", "Status: CIN"]],
    "mixed": [["Child: Mia Quillonby", "DOB", "05/03/2012"]],
    "labels below": [["Child", "Mia Quillonby"], [], ["Date of birth", "05/03/2012"]],
    "a list": [["Child", "Date of birth", "UPN"], ["Mia Quillonby", "05/03/2012", ""]],
}


@pytest.mark.parametrize("cover", COVERS.values(), ids=COVERS)
def test_the_child_is_read_however_it_is_written_above(tmp_path: Path, cover: list[list[object]]) -> None:
    (sheet,) = sheets_of(book(tmp_path / "c.xlsx", [*cover, [], HEADINGS, *EVENTS]))
    found = lines(sheet)
    assert {one["Child"] for one in found} == {"Mia Quillonby"}
    assert {one["Date of Birth"] for one in found} <= {"05/03/2012", "2012-03-05"}
    assert len(found) == 3 and {one["Document"] for one in found} == {found[0]["Document"]}


HELD = {
    "a name alone": [["Child: Mia Quillonby"]],
    "two birth dates": [["Child: Mia Quillonby", "DOB: 05/03/2012"], ["DOB: 06/03/2012"]],
    "the birth date of another": [["Child: Mia Quillonby", "Mother: Rose", "DOB: 05/03/1982"]],
    "a label beside a label": [["Child", "DOB", "05/03/2012"]],
    "a name and more in a cell": [["Child", "Mia Quillonby\n12 High Street"], ["DOB", "05/03/2012"]],
}


@pytest.mark.parametrize("cover", HELD.values(), ids=HELD)
def test_a_chronology_that_does_not_say_its_child_is_held(tmp_path: Path, cover: list[list[object]]) -> None:
    (sheet,) = sheets_of(book(tmp_path / "c.xlsx", [*cover, [], HEADINGS, *EVENTS]))
    assert sheet.refusal and sheet.refusal.code == "no_child_said"


def test_each_sheet_and_each_table_has_its_own_child(tmp_path: Path) -> None:
    ada = ["Child: Ada Quillonby, DOB: 06/04/2014"]
    both = [*SAID, HEADINGS, EVENTS[0], [], ada, HEADINGS, EVENTS[1]]
    made = sheets_of(book(tmp_path / "c.xlsx", both, [ada, HEADINGS, *EVENTS]))
    assert [one.name for one in made] == ["S1: chronology", "S2: chronology"]
    assert [(one["Child"], one["Place"]) for one in lines(made[0])] == [
        ("Mia Quillonby", "Sheet 1, row 4"), ("Ada Quillonby", "Sheet 1, row 8"),
    ]  # fmt: skip
    assert {one["Child"] for one in lines(made[1])} == {"Ada Quillonby"}


def test_two_children_of_a_list_have_each_entry_and_merged_dates_reach_down(tmp_path: Path) -> None:
    listed = [["Child", "DOB"], ["Mia Quillonby", "05/03/2012"], ["Ada Quillonby", "06/04/2014"], []]
    path = book(tmp_path / "c.xlsx", [*listed, HEADINGS, *EVENTS])
    made = load_workbook(path)
    made.active.merge_cells("A6:A7")
    made.active["C8"].comment = Comment("Ask", "A")
    made.active.row_dimensions[8].hidden = True
    made.save(path)
    (sheet,) = sheets_of(path)
    found = lines(sheet)
    assert [(one["Child"][:3], one["Date"]) for one in found] == [
        ("Mia", "2025-03-12"), ("Ada", "2025-03-12"), ("Mia", "2025-03-12"), ("Ada", "2025-03-12"),
        ("Mia", "2025-05-10 09:05"), ("Ada", "2025-05-10 09:05"),
    ]  # fmt: skip
    assert sheet.noted == 2


OTHERS = {
    "a child in its columns": [["Date", "Event", "Child", "Date of birth"], ["1/1/2025", "Seen", "Mia", "05/03/2012"]],
    "no child anywhere": [["Title"], ["Date", "Event"], ["1/1/2025", "Seen"]],
    "no chronology": [["Child: Mia Quillonby, born 05/03/2012"], ["Date", "Mark"], ["1/1/2025", "/"]],
    "long": [[f"Line {number}"] for number in range(100)],
}


@pytest.mark.parametrize("rows", OTHERS.values(), ids=OTHERS)
def test_other_sheets_are_given_as_they_are(tmp_path: Path, rows: list[list[str]]) -> None:
    (sheet,) = sheets_of(book(tmp_path / "c.xlsx", rows))
    assert sheet.name == "S1"
    assert [[cell for cell in row if cell] for row in sheet.rows()] == rows


def test_a_row_whose_source_is_the_child_begins_no_other_child(tmp_path: Path) -> None:
    rows = [*SAID, HEADINGS, EVENTS[0], [None, None, "Child", "Said that she ran away."], ["Child", None, "", "Seen."]]
    (sheet,) = sheets_of(book(tmp_path / "c.xlsx", rows))
    assert [one.get("Source") for one in lines(sheet)] == ["School", "Child", None]
