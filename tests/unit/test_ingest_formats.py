"""Files of every format that agencies send: read to the same rows, or named for what they are, with what to do."""

from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from support.other_formats import write_compound, write_old_workbook, write_open_document

from sightline.ingest.limits import Limits
from sightline.ingest.sheets.reader import read_sheets
from sightline.model.errors import BadInput
from sightline.workbooks.limits import WorkbookLimits

HEAD = ["Ref", "Name", "Born"]
ROWS = [["1", "Zoë Marlow", "2010-05-01"], ["2", "Bo", ""]]
BORN = 40_299.0  # 1 May 2010, as old workbooks count days


def rows_of(path: Path) -> list[list[str]]:
    (sheet,) = read_sheets(path, folder=path.parent)
    assert sheet.refusal is None
    return list(sheet.rows())


def old(path: Path) -> Path:
    return write_old_workbook(path, [HEAD, ["1", "Zoë Marlow", BORN], ["2", "Bo"]])


def open_document(path: Path) -> Path:
    return write_open_document(path, {"List": [HEAD, *ROWS]})


def parquet(path: Path) -> Path:
    pq.write_table(pa.table({"Ref": [1, 2], "Name": ["Zoë Marlow", "Bo"], "Born": [date(2010, 5, 1), None]}), path)
    return path


def json_lines(path: Path) -> Path:
    path.write_text('{"Ref": 1, "Name": "Zoë Marlow", "Born": "2010-05-01"}\n{"Ref": 2, "Name": "Bo"}\n')
    return path


def tabs(path: Path) -> Path:
    path.write_text("\n".join("\t".join(row) for row in [HEAD, *ROWS]), encoding="utf-16")
    return path


@pytest.mark.parametrize("write", [old, open_document, parquet, json_lines, tabs])
def test_the_same_list_is_the_same_rows_in_every_format(tmp_path: Path, write: object) -> None:
    path = write(tmp_path / "list.dat")  # type: ignore[operator]
    assert rows_of(path) == [HEAD, *ROWS]


def test_a_value_within_a_value_and_a_moment_keep_all_that_they_say(tmp_path: Path) -> None:
    at = datetime(2024, 5, 1, 23, 40, tzinfo=UTC)
    pq.write_table(pa.table({"At": [at], "Parts": [[1, 2]], "Size": [2.0], "Is": [True]}), tmp_path / "a")
    assert rows_of(tmp_path / "a")[1] == ["2024-05-01 23:40+00:00", "[1, 2]", "2", "TRUE"]
    (tmp_path / "b").write_text('{"Ref": 1}\n\n{"Ref": 2, "Who": {"name": "Zoë"}}\n')
    assert rows_of(tmp_path / "b") == [["Ref", "Who"], ["1", ""], [], ["2", '{"name": "Zoë"}']]


def test_every_sheet_of_another_workbook_is_read_and_an_empty_one_is_none(tmp_path: Path) -> None:
    path = write_open_document(tmp_path / "a.ods", {"One": [HEAD], "Two": [], "Three": [["x"]]})
    found = read_sheets(path, folder=tmp_path)
    assert [(one.name, list(one.rows())) for one in found] == [("One", [HEAD]), ("Two", []), ("Three", [["x"]])]


@pytest.mark.parametrize(("write", "code"), [(old, "sheet_too_long"), (open_document, "sheet_too_long")])
def test_the_limits_hold_for_every_format(tmp_path: Path, write: object, code: str) -> None:
    path = write(tmp_path / "a")  # type: ignore[operator]
    (sheet,) = read_sheets(path, folder=tmp_path, limits=Limits(workbook=WorkbookLimits(rows=2)))
    assert sheet.refusal is not None and sheet.refusal.code == code and list(sheet.rows()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 x", "a PDF"),
        (b"<html><body><table><tr><td>Ref", "a web page"),
        (b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "a web page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<Message/>', "XML, and none of the returns"),
        ('<?xml version="1.0"?>\n<Message/>'.encode("utf-16"), "XML, and none of the returns"),
        (b'[{"Ref": 1}]', "JSON"),
        (b'{\n  "Ref": 1\n}', "JSON"),
        (b"{\\rtf1 x", "a text document"),
        (b"\x1f\x8b\x08x", "a packed archive"),
        (b"SQLite format 3\0x", "a database"),
        (b"", "empty"),
    ],
)
def test_what_is_not_read_is_named_for_what_it_is_whatever_its_name(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "list.xls").write_bytes(content)
    with pytest.raises(BadInput, match=said) as error:
        read_sheets(tmp_path / "list.xls")
    assert error.value.what_to_do


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("EncryptedPackage", "password"),
        ("__substg1.0_0037001F", "an Outlook message"),
        ("WordDocument", "a text document"),
    ],
)
def test_what_an_old_container_holds_is_named(tmp_path: Path, inside: str, said: str) -> None:
    path = write_compound(tmp_path / "a.xls", inside, b"x")
    with pytest.raises(BadInput, match=said):
        read_sheets(path)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b'{"Ref": 1}\n[1]\n', "not_json_lines"), (b'{"Ref": 1}\n{"Ref"\n', "not_json_lines"), (b"PAR1 damaged", "workbook_unreadable")],
)  # fmt: skip
def test_a_damaged_table_is_refused_and_its_line_named(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a").write_bytes(content)
    (sheet,) = read_sheets(tmp_path / "a", folder=tmp_path)
    assert sheet.refusal is not None and sheet.refusal.code == code
    assert code != "not_json_lines" or "Line 2" in sheet.refusal.what


def marked_book(path: Path) -> Path:
    """A sheet with every mark, on rows 2 to 8, and a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Ref", "Name", "Aside"], ["2", "hidden row"], ["3", "struck"], ["4", "struck in part"], ["5", "commented"],
        ["6", "aside", "x"], ["7", "=A2+A3"], ["8", "plain"],
    ):  # fmt: skip
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    for place in ("A3", "B3", "B4"):
        sheet[place].font = Font(strike=True)
    sheet["B5"].comment = Comment("Ring her\naunt first.", "M")
    sheet["A9"].comment = Comment("Nothing stands here.", "M")
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("Old").append(["Ref"])
    book["Old"].sheet_state = "hidden"
    book.save(path)
    return path


def test_what_a_workbook_hides_strikes_out_comments_on_or_has_not_worked_out_is_a_note_on_its_row(
    tmp_path: Path,
) -> None:
    first, old = read_sheets(marked_book(tmp_path / "a.xlsx"), folder=tmp_path)
    notes = {row[0]: row[-1] for row in first.rows()}
    assert notes == {
        "Ref": "in part in hidden columns", "2": "hidden row", "3": "struck out", "4": "struck out in part",
        "5": "comment at B5: Ring her aunt first.", "6": "in part in hidden columns",
        "7": "formula without a result", "8": "", "": "comment at A9: Nothing stands here.",
    }  # fmt: skip
    assert (first.note_place, first.noted, old.noted) == (3, 8, 1)
    assert list(old.rows()) == [["Ref", "hidden sheet"]]


def test_a_workbook_without_marks_has_no_column_more(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Ref", "Name"])
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read_sheets(tmp_path / "a.xlsx", folder=tmp_path)
    assert (list(sheet.rows()), sheet.note_place) == ([["Ref", "Name"]], -1)


def test_a_list_whose_first_cells_look_like_mail_or_markup_is_still_a_list(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Ref,From: who,Note\n1,<b>Zoë</b>,Date: 5 May\n")
    assert rows_of(tmp_path / "a.csv")[1] == ["1", "<b>Zoë</b>", "Date: 5 May"]
