"""Workbooks are read in a process of their own, within limits, and sparse sheets as sparsely as they are filled."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.books import cell, row, write_book

from sightline.model.errors import OurFault
from sightline.workbooks import process
from sightline.workbooks.limits import WorkbookLimits
from sightline.workbooks.process import SpooledSheet, read_workbook
from sightline.workbooks.refusals import Refusal
from sightline.workbooks.texts import unescape
from sightline.workbooks.values import iso_text, kind_of_format, number_text

LAST_CELL = "XFD1048576"


def read(path: Path, **limits: int) -> list[SpooledSheet]:
    return read_workbook(path, limits=WorkbookLimits(**limits), folder=path.parent)


def rows(path: Path, **limits: int) -> list[list[str]]:
    (sheet,) = read(path, **limits)
    assert sheet.refusal is None
    return list(sheet.rows())


def code_of(path: Path, **limits: int) -> str:
    """Why the workbook, or its only sheet, is refused."""
    try:
        (sheet,) = read(path, **limits)
    except Refusal as refusal:
        return refusal.code
    assert sheet.refusal is not None
    return sheet.refusal.code


def test_every_kind_of_cell_is_read_as_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["a", 1, 1.5, -3.25, True, False, "  padded ", "two\nlines", date(2024, 3, 5), 1e20])
    moment = datetime(2024, 3, 5, 13, 45, 10)  # noqa: DTZ001 - as a workbook has it
    sheet.append([moment, time(9, 30), timedelta(hours=30, minutes=5), date(1900, 1, 5)])
    sheet.append(["#N/A", None, "", "tail"])
    book.save(tmp_path / "a.xlsx")
    assert rows(tmp_path / "a.xlsx") == [
        ["a", "1", "1.5", "-3.25", "TRUE", "FALSE", "  padded ", "two\nlines", "2024-03-05", "100000000000000000000"],
        ["2024-03-05 13:45", "09:30", "30:05", "1900-01-05", *[""] * 6],
        ["#N/A", "", "", "tail", *[""] * 6],
    ]


def test_shared_texts_reading_aids_and_escapes(tmp_path: Path) -> None:
    strings = "<si><r><t>Mia </t></r><r><t>Oak</t></r><rPh><t>aid</t></rPh></si><si><t>a_x000D_b_xD800_</t></si>"
    path = write_book(tmp_path / "a.xlsx", [row(1, '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>')],
                      strings=strings)  # fmt: skip
    assert rows(path) == [["Mia Oak", "a\rb_xD800_"]]


def test_cells_without_a_place_and_names_with_a_prefix_are_read(tmp_path: Path) -> None:
    path = write_book(
        tmp_path / "a.xlsx", ["<row><c><v>1</v></c><c><f>1+1</f><v>2</v></c></row><row><c><v>3</v></c></row>"]
    )
    assert rows(path) == [["1", "2"], ["3", ""]]
    prefixed = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(prefixed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if "sheet1" in name:
                data = data.replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"xmlns=", b"xmlns:x=")
            new.writestr(name, data)
    assert rows(prefixed) == rows(path)


def test_a_workbook_that_counts_its_days_from_1904(tmp_path: Path) -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    path = write_book(tmp_path / "a.xlsx", [row(1, '<c r="A1" s="1"><v>1</v></c>')], styles=styles,
                      properties='<workbookPr date1904="1"/>')  # fmt: skip
    assert rows(path) == [["1904-01-02"]]


@pytest.mark.parametrize(
    ("code", "kind"),
    [("General", ""), ("0.00E+00", ""), ("dd/mm/yyyy", "day"), ("[h]:mm", "elapsed"), ('0 "days"', ""), ("[Red]0", ""),
     ("[$-809]d mmmm yyyy", "day"), (r"0\d", ""), ("_d0", ""), ("hh:mm AM/PM", "day"), ("#,##0;[Red]-#,##0", "")],
)  # fmt: skip
def test_which_formats_show_a_day(code: str, kind: str) -> None:
    assert kind_of_format(code) == kind


@pytest.mark.parametrize(
    ("written", "kind", "text"),
    [("45000.5", "day", "2023-03-15 12:00"), ("nan", "day", "nan"), ("-1", "day", "-1"), ("9e9", "day", "9000000000"),
     ("0", "day", "00:00"), ("59", "day", "1900-02-28"), ("61", "day", "1900-03-01"), ("1.25", "elapsed", "30:00"),
     ("twelve", "", "twelve"), ("1e400", "", "1e400"), ("0.1", "", "0.1")],
)  # fmt: skip
def test_numbers_days_and_durations(written: str, kind: str, text: str) -> None:
    assert number_text(written, kind, from_1904=False) == text


def test_iso_days_and_escapes() -> None:
    assert iso_text("2024-03-05T00:00:00") == "2024-03-05"
    assert iso_text("2024-03-05T13:45:10Z") == "2024-03-05 13:45"
    assert unescape("_x005F_x0041_") == "_x0041_"


def test_what_is_merged_downwards_is_in_each_filled_row(tmp_path: Path) -> None:
    filled = [
        row(1, cell("A1", "day"), cell("B1", "a")),
        row(2, cell("B2", "b")),
        row(4, cell("B4", "c")),
        row(9, cell("B9", "d")),
    ]
    path = write_book(
        tmp_path / "a.xlsx", filled, after='<mergeCells><mergeCell ref="A1:A8"/><mergeCell ref="B1:C1"/></mergeCells>'
    )
    assert rows(path) == [["day", "a"], ["day", "b"], [], ["day", "c"], [], [], [], [], ["", "d"]]


# A sheet may say that it is a million rows long and hold two cells -----------------------------------------------------


def test_a_stray_cell_in_the_last_row_costs_what_it_holds(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [row(1, cell("A1", "x")), row(1_048_576, cell("Z1048576", "y"))])
    (sheet,) = read(path, memory_bytes=200 << 20)
    ((begins, ends),) = sheet.pieces
    assert ends - begins < 100
    assert [list(each) for each in islice(sheet.rows(), 3)] == [["x", *[""] * 25], [], []]
    assert sum(1 for _ in sheet.rows()) == 1_048_576


def test_empty_cells_with_a_format_are_no_rows(tmp_path: Path) -> None:
    empty = row(1_048_576, *[f'<c r="{letter}1048576" s="1"/>' for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"])
    assert rows(write_book(tmp_path / "a.xlsx", [row(1, cell("A1", "x")), empty])) == [["x"]]


@pytest.mark.parametrize(
    ("sheet", "limits", "code"),
    [
        ([row(1, cell("A1", "x")), row(1_048_576, cell(LAST_CELL, "y"))], {}, "sheet_too_wide"),
        ([row(4_000_000, cell("A4000000", "y"))], {}, "sheet_too_long"),
        ([row(11, cell("A11", "y"))], {"rows": 10}, "sheet_too_long"),
        ([row(1, cell("K1", "y"))], {"columns": 10}, "sheet_too_wide"),
        ([row(n, cell(f"A{n}", "y")) for n in range(1, 5)] + [row(5, cell("J5", "y"))], {"cells": 40}, "sheet_too_full"),
        ([row(1, *["<c/>"] * 50)], {"cells": 40}, "sheet_too_full"),
        ([row(3, cell("A3", "y")), row(2, cell("A2", "y"))], {}, "workbook_unreadable"),
        ([row(1, '<c r="A1" t="s"><v>0</v></c>')], {}, "workbook_unreadable"),
        ([row(1, '<c r="1A"><v>0</v></c>')], {}, "workbook_unreadable"),
        (["<row><c>"], {}, "workbook_unreadable"),
        ([row(n, cell(f"A{n}", "yes" * 30)) for n in range(1, 50)], {"output_bytes": 2_000}, "workbook_too_big"),
        ([row(n, cell(f"A{n}", "yes" * 30)) for n in range(1, 50)], {"unpacked_bytes": 2_000}, "workbook_too_big"),
        ([row(1, cell("A1", "y"))], {"parts": 3}, "workbook_too_big"),
    ],
)  # fmt: skip
def test_a_sheet_beyond_the_bounds_is_refused(
    tmp_path: Path, sheet: list[str], limits: dict[str, int], code: str
) -> None:
    assert code_of(write_book(tmp_path / "a.xlsx", sheet), **limits) == code


def test_only_the_sheet_beyond_the_bounds_is_refused(tmp_path: Path) -> None:
    path = write_book(
        tmp_path / "a.xlsx", [row(1, cell(LAST_CELL.replace("1048576", "1"), "y"))], [row(1, cell("A1", "x"))]
    )
    first, second = read(path)
    assert first.refusal is not None and first.refusal.code == "sheet_too_wide"
    assert list(second.rows()) == [["x"]]


@pytest.mark.parametrize(
    ("strings", "limits"),
    [("<si><t>ab</t></si>" * 5, {"shared_strings": 4}), ("<si><t>ab</t></si>" * 5, {"shared_characters": 9})],
)
def test_shared_texts_are_bounded(tmp_path: Path, strings: str, limits: dict[str, int]) -> None:
    assert (
        code_of(write_book(tmp_path / "a.xlsx", [row(1, cell("A1", "x"))], strings=strings), **limits)
        == "too_many_texts"
    )


def test_sheets_are_bounded_and_a_long_cell_is_cut_where_its_row_will_be_rejected(tmp_path: Path) -> None:
    assert code_of(write_book(tmp_path / "a.xlsx", *[[row(1, cell("A1", "x"))]] * 3), sheets=2) == "too_many_sheets"
    assert rows(write_book(tmp_path / "b.xlsx", [row(1, cell("A1", "x" * 50))]), cell_length=10) == [["x" * 11]]


def test_few_shared_letters_do_not_unpack_into_many(tmp_path: Path) -> None:
    """One text of a hundred thousand letters in a thousand cells: a hundred million letters out of a few thousand bytes."""
    filled = [row(n, f'<c r="A{n}" t="s"><v>0</v></c>') for n in range(1, 1001)]
    path = write_book(tmp_path / "a.xlsx", filled, strings=f"<si><t>{'x' * 100_000}</t></si>")
    assert code_of(path, output_bytes=10 << 20) == "workbook_too_big"


# Hostile documents -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_a_document_type_is_refused(tmp_path: Path, before: str) -> None:
    assert code_of(write_book(tmp_path / "a.xlsx", [row(1, cell("A1", "x"))], before=before)) == "workbook_unreadable"


def test_links_out_of_the_archive_lead_nowhere(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [row(1, cell("A1", "x"))])
    outward = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(outward, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"worksheets/sheet1.xml", b"../../../../etc/passwd"))
    assert code_of(outward) == "workbook_unreadable"


@pytest.mark.parametrize(
    ("names", "code"),
    [(["a.csv", "b.csv"], "not_a_workbook"), (["inner.zip"], "not_a_workbook"), (["mimetype", "content.xml"], "not_a_workbook"),
     (["[Content_Types].xml", "xl/workbook.bin"], "workbook_unreadable"), (["[Content_Types].xml", "xl/workbook.xml"], "workbook_unreadable")],
)  # fmt: skip
def test_other_archives_are_refused_without_being_unpacked(tmp_path: Path, names: list[str], code: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        for name in names:
            archive.writestr(name, b"PK\x03\x04 not unpacked")
    assert code_of(tmp_path / "a.xlsx") == code


def test_an_archive_with_a_password_is_refused(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [row(1, cell("A1", "x"))])
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    assert code_of(path) == "old_workbook"


def test_sizes_that_an_archive_declares_are_not_trusted(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [row(n, cell(f"A{n}", "x" * 1000)) for n in range(1, 300)])
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(data.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little")))
    assert code_of(path, unpacked_bytes=100_000) in ("workbook_unreadable", "workbook_too_big")


# The process ------------------------------------------------------------------------------------------------------------


def test_a_process_out_of_memory_is_a_refusal(tmp_path: Path) -> None:
    strings = "".join(f"<si><t>{n}{'x' * 1_000_000}</t></si>" for n in range(20))
    path = write_book(tmp_path / "a.xlsx", [row(1, cell("A1", "x"))], strings=strings)
    assert code_of(path, memory_bytes=40 << 20) == "beyond_limits"


def test_a_process_out_of_time_is_a_refusal(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", (row(1, *["<c/>"] * 10_000) for _ in range(400)))
    assert code_of(path, cpu_seconds=1) == "beyond_limits"
    assert code_of(path, wall_seconds=0) == "beyond_limits"


def test_a_process_that_does_not_start_is_our_fault_and_not_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_book(tmp_path / "a.xlsx", [row(1, cell("A1", "x"))])
    broken = tmp_path / "broken" / "sightline"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError\n")
    monkeypatch.setattr(process, "PACKAGES", broken.parent)
    with pytest.raises(OurFault) as error:
        read(path)
    assert error.value.code == "reader_not_started"


def test_the_process_is_told_nothing_of_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, Any] = {}
    started = process.subprocess.Popen

    def start(*arguments: Any, **more: Any) -> Any:
        told.update(more["env"])
        return started(*arguments, **more)

    monkeypatch.setenv("SIGHTLINE_WORKSPACE", "/secret")
    monkeypatch.setattr(process.subprocess, "Popen", start)
    read(write_book(tmp_path / "a.xlsx", [row(1, cell("A1", "x"))]))
    assert "PYTHONPATH" in told and not any("SIGHTLINE" in name for name in told)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx"]
