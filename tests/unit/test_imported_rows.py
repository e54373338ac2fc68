"""Rows of agencies' chronologies: what is imported, doubtful or not, and that a file of ours gives the same rows again."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from support.same_rows import say_same

from sightline.casework.reviews.chronology_rows import make_rows
from sightline.casework.reviews.pages.columns import HEADINGS, ChronologyColumn, find_columns
from sightline.casework.reviews.pages.events import AnyEvent, ImportedEvent
from sightline.casework.reviews.pages.rows import (
    ImportedRow,
    ImportState,
    ImportTerms,
    RowReason,
    pack_rows,
    read_tables,
    unpack_rows,
)
from sightline.documents.grid import GridDocument
from sightline.documents.grid_excel import write_excel_grid
from sightline.documents.grid_reader import read_excel_sheets, read_word_tables
from sightline.documents.grid_word import write_word_grid

SOFFICE = shutil.which("soffice")
OPENS_SHEETS = bool(SOFFICE) and any(Path(SOFFICE or "").resolve().parent.glob("libsclo*"))
C, R = ChronologyColumn, RowReason
TERMS = ImportTerms(("A", "B", "1"), "A", date(2010, 1, 1), date(2020, 12, 31))
HEAD = ("Date", "Significant event", "Source", "Colour of the file")
WORDS = some.text(
    some.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"), exclude_characters="\ufffe\uffff\u00a0"),
    min_size=1, max_size=30,
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip
DAYS = some.sampled_from(
    [
        "22 May 2016",
        "? 22 May 2016",
        "22-25 May 2016",
        "approx May 2016",
        "2016",
        "Summer 2012",
        "soon",
        "",
        "22/05/2016 14:30",
        "22 May 2016 (2)",
        "3/4/15",
    ]
)


def read(*rows: Sequence[str], head: Sequence[str] = HEAD) -> list[ImportedRow]:
    found = read_tables([[head, *rows]], mapped={}, terms=TERMS)
    assert found is not None
    return found


def test_each_row_says_whether_it_is_imported_and_why_not() -> None:
    rows = read(
        ("22/05/2016", "Seen at the station", "Officer", "blue"),
        ("? 22 May 2016", "Rang the school", "", ""),
        ("soon", "No day", "", ""),
        ("", "No day at all", "", ""),
        ("1/1/2001", "Before the period", "", ""),
        ("22/05/2016", "", "Officer", ""),
        ("", "", "", ""),
        ("22/05/2016", "Seen at the station", "Officer", "blue"),
        ("22/05/2016", "x" * 30_001, "", ""),
    )
    assert [(row.number, row.reasons) for row in rows] == [
        (2, ()), (3, (R.UNSURE_DAY,)), (4, (R.UNREAD_DAY,)), (5, (R.NO_DAY,)), (6, (R.OUTSIDE,)), (7, (R.NO_EVENT,)),
        (9, (R.REPEATED,)), (10, (R.TOO_LONG,)),
    ]  # fmt: skip
    states = [row.state for row in rows]
    assert states.count(ImportState.NOT_IMPORTED) == 2 and states.count(ImportState.DOUBTFUL) == 5
    assert rows[0].others == {"Colour of the file": "blue"}  # a heading that nobody knows is kept


def test_a_row_about_somebody_who_is_not_in_the_review_is_not_imported() -> None:
    head = ("Child", "Date", "Event")
    rows = read(
        ("Child B", "2016", "One"),
        ("A and B", "2016", "Two"),
        ("Adult 1", "2016", "Three"),
        ("Jo Smith", "2016", "Four"),
        ("", "2016", "Five"),
        head=head,
    )
    assert [row.called for row in rows] == [("B",), ("A", "B"), ("1",), (), ("A",)]
    assert rows[3].reasons == (R.NO_CHILD,)


def test_a_file_without_the_two_columns_is_not_read_until_its_headings_are_mapped() -> None:
    table = [("Chronology of X", "", ""), ("Day it was", "Tale", "Who"), ("22/05/2016", "Seen", "Officer")]
    assert read_tables([table], mapped={}, terms=TERMS) is None
    mapped = {"day it was": "date", "tale": "event"}
    (row,) = read_tables([table], mapped=mapped, terms=TERMS) or ()
    assert (row.number, row.text(C.EVENT), row.others) == (3, "Seen", {"Who": "Officer"})


def test_a_heading_row_that_is_repeated_on_a_page_is_no_row() -> None:
    assert len(read(("2016", "One", "", ""), HEAD, ("2017", "Two", "", ""))) == 2


def test_our_own_headings_are_read_as_what_they_are() -> None:
    headings = [str(said) for said in HEADINGS.values()]
    assert list(find_columns(headings, mapped={}).values()) == list(C)


def test_what_is_kept_gives_the_same_rows() -> None:
    import json

    rows = read(("? 22 May 2016", "Seen", "Officer", "blue"), ("", "", "x", ""))
    assert unpack_rows(json.loads(pack_rows(rows))) == tuple(rows)


def grid_of(rows: Sequence[ImportedRow]) -> GridDocument:
    events: list[AnyEvent] = [ImportedEvent("police", f"row {row.number}", row, "import", "file.docx") for row in rows]
    columns, cells = make_rows(events, births={"A": (date(2010, 5, 4),)})
    made_at = datetime(2026, 11, 30, tzinfo=UTC)
    return GridDocument("Chronology", "Confidential", ("Made by one",), "one", made_at, columns, cells)


@settings(max_examples=25, deadline=None)
@given(
    some.lists(
        some.tuples(
            DAYS,
            WORDS,
            WORDS | some.just(""),
            WORDS | some.just(""),
            some.sampled_from(["Child A", "Child B", "A and B"]),
        ),
        min_size=1,
        max_size=4,
    )
)
@pytest.mark.parametrize("form", ["word", "excel"])
def test_a_file_of_ours_imported_again_says_the_same(form: str, typed: list[tuple[str, str, str, str, str]]) -> None:
    head = ("Date", "Event", "Action taken", "Colour of the file", "Child")
    rows = [row for row in read(*typed, head=head) if R.REPEATED not in row.reasons]
    grid = grid_of(rows)
    if form == "word":
        tables = read_word_tables(write_word_grid(grid))
    else:
        tables = read_excel_sheets(write_excel_grid(grid), most_rows=100, most_columns=60)
    again = read_tables(tables, mapped={}, terms=TERMS)
    assert again is not None and len(again) == len(rows)
    for one, other in zip(rows, again, strict=True):
        assert say_same(one, other), (one, one.texts, one.day, other.texts, other.day, other.others)


def test_both_files_have_the_same_bytes_each_time_and_a_changed_row_is_seen() -> None:
    rows = read(("22/05/2016", "Seen", "Officer", ""))
    assert write_word_grid(grid_of(rows)) == write_word_grid(grid_of(rows))
    assert write_excel_grid(grid_of(rows)) == write_excel_grid(grid_of(rows))
    for data in (write_word_grid(grid_of(rows)), write_excel_grid(grid_of(rows))):
        dates = {part.date_time for part in ZipFile(BytesIO(data)).infolist()}
        assert dates == {(1980, 1, 1, 0, 0, 0)}, "two writes within a second would be equal whatever the parts say"
    (one,), (other,) = rows, read(("22/05/2016", "Not seen", "Officer", ""))
    assert not say_same(one, other)


def test_the_word_file_is_landscape_with_a_header_a_repeated_head_page_numbers_and_letters_on_a_colour() -> None:
    file = docx.Document(BytesIO(write_word_grid(grid_of(read(("22/05/2016", "Seen", "Officer", ""))))))
    (section,) = file.sections
    assert section.page_width > section.page_height
    assert section.header.paragraphs[0].text == "Confidential"
    assert "PAGE" in section.footer._element.xml and "NUMPAGES" in section.footer._element.xml
    (table,) = file.tables
    assert "w:tblHeader" in table.rows[0]._tr.xml
    letters = next(cell for cell in table.rows[1].cells if cell.text == "PO")
    assert 'w:fill="2666F0"' in letters._tc.xml


def test_the_excel_file_has_typed_days_filters_and_a_heading_that_stays() -> None:
    book = openpyxl.load_workbook(BytesIO(write_excel_grid(grid_of(read(("22/05/2016", "=1+1", "Officer", ""))))))
    sheet = book["Chronology"]
    cells = {cell.value: cell for cell in sheet[2] if cell.value is not None}
    assert datetime(2016, 5, 22) in cells and cells["=1+1"].data_type == "s"  # noqa: DTZ001 - a day of a sheet
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref.startswith("A1:")


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed: nobody has seen it open these files here")
@pytest.mark.parametrize(
    "form",
    [
        "docx",
        pytest.param("xlsx", marks=pytest.mark.skipif(not OPENS_SHEETS, reason="LibreOffice is here without sheets")),
    ],
)
def test_libreoffice_opens_the_files(form: str, tmp_path: Path) -> None:
    grid = grid_of(read(("22/05/2016", "Seen", "Officer", "")))
    path = tmp_path / f"chronology.{form}"
    path.write_bytes(write_word_grid(grid) if form == "docx" else write_excel_grid(grid))
    command = [SOFFICE or "", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, timeout=120, env={**os.environ, "HOME": str(tmp_path)})
    assert (tmp_path / "chronology.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.soak
@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui")
def test_libreoffice_opens_the_word_file_and_writes_it_again_without_loss(tmp_path: Path) -> None:
    made = write_word_grid(
        grid_of(read(("22/05/2016", "Seen & heard\nby <two>", "Officer", ""), ("soon", "é", "", "")))
    )
    (tmp_path / "chronology.docx").write_bytes(made)
    for source, form in ((tmp_path / "chronology.docx", "odt"), (tmp_path / "again" / "chronology.odt", "docx")):
        subprocess.run(
            [str(SOFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", form,
             "--outdir", str(tmp_path / "again"), str(source)],
            check=True, capture_output=True, timeout=300, env={**os.environ, "HOME": str(tmp_path)},
        )  # fmt: skip
    again = (tmp_path / "again" / "chronology.docx").read_bytes()
    assert read_word_tables(again) == read_word_tables(made)
