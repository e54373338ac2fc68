"""Each page of a file that leaves says who exported it, when and what for, and so does its first line."""

import ast
import shutil
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

import sightline
from sightline.documents import excel, grid_excel, grid_html, grid_pdf, grid_word, pdf, word
from sightline.documents.blocks import Document, NoteBlock
from sightline.documents.grid import GridColumn, GridDocument
from sightline.documents.sourced import html_page, pdf_file, word_file
from sightline.documents.sourced.parts import SourcedPart, SourcedReport, SourcedText

MARK = "Exported by ana on 2026-12-01T10:00:00Z for: audit of practice & more. Keep it as safe as the records."
AT = datetime(2026, 12, 1, 10, tzinfo=UTC)
LONG = tuple(f"A line of the file, number {number}. " * 12 for number in range(60))
PACKAGE = Path(sightline.__file__).parent
# What is made for a person or for the public, and says nothing of who wrote the file.
WITHOUT_MARK = {"casework/review_reports/publications.py", "web/subject_access/reply.py"}


def document() -> Document:
    blocks = tuple(NoteBlock("Monday", "PO", "Police", "Note", (text,)) for text in LONG)
    return Document("Chronology", "Wren", "ana", AT, ("Preface",), "Footer", "Words", blocks, watermark=MARK)


def grid() -> GridDocument:
    rows = tuple((str(number), text) for number, text in enumerate(LONG))
    columns = (GridColumn("Number", 10), GridColumn("Text", 60))
    return GridDocument("Chronology", "Confidential", ("Preface",), "ana", AT, columns, rows, watermark=MARK)


def sourced() -> SourcedReport:
    lines = tuple(SourcedText(text, "R-1") for text in LONG)
    parts = (SourcedPart("Part", 2, lines=lines),)
    return SourcedReport(
        "Report", "Restricted", ("Preface",), "ana", AT, parts, "Text", "Records", "Notes", watermark=MARK
    )


@pytest.mark.parametrize(
    "data", [word.write_word(document()), grid_word.write_word_grid(grid()), word_file.write_sourced_word(sourced())]
)
def test_each_page_of_a_word_file_begins_with_the_mark(data: bytes) -> None:
    for section in docx.Document(BytesIO(data)).sections:
        assert section.header.paragraphs[0].text == MARK and not section.different_first_page_header_footer


@pytest.mark.parametrize("data", [excel.write_excel(document()), grid_excel.write_excel_grid(grid())])
def test_an_excel_file_begins_with_the_mark_and_has_it_at_the_foot_of_each_page(data: bytes) -> None:
    book = openpyxl.load_workbook(BytesIO(data))
    assert book.worksheets[0]["A1"].value == MARK and len(book.worksheets) == 2
    for sheet in book.worksheets:
        assert sheet.oddFooter is not None and sheet.oddFooter.left.text is not None
        assert sheet.oddFooter.left.text.replace("&&", "&") == MARK and sheet.oddFooter.right.text == "&P / &N"


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="reads the pages with pdftotext")
@pytest.mark.parametrize(
    "data", [pdf.write_pdf(document()), grid_pdf.write_pdf_grid(grid()), pdf_file.write_sourced_pdf(sourced())]
)
def test_each_page_of_a_pdf_begins_with_the_mark(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(data)
    said = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True).stdout.decode()
    pages = said.removesuffix("\f").split("\f")
    assert len(pages) > 2
    for page in pages:
        assert " ".join(page.split()).startswith(MARK)


@pytest.mark.parametrize("data", [grid_html.write_html_grid(grid()), html_page.write_sourced_html(sourced())])
def test_a_page_of_html_begins_with_the_mark_which_print_repeats(data: bytes) -> None:
    said = data.decode()
    _, _, body = said.partition("<body>")
    assert body.startswith(f'<p class="watermark">{MARK.replace("&", "&amp;")}</p>')
    assert (
        "@media print{body{display:table;table-layout:fixed;width:100%;max-width:none;margin:0;padding:0}.watermark{display:table-header-group;break-inside:avoid}}"
        in said
    )


def test_every_document_that_leaves_is_given_its_mark() -> None:
    made: dict[str, bool] = {}
    for room in ("casework", "web", "cli"):
        for path in (PACKAGE / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                    "Document",
                    "GridDocument",
                    "SourcedReport",
                ):
                    name = path.relative_to(PACKAGE).as_posix()
                    made[name] = made.get(name, True) and any(one.arg == "watermark" for one in node.keywords)
    assert len(made) > len(WITHOUT_MARK)
    assert {name for name, has_mark in made.items() if not has_mark} == WITHOUT_MARK
