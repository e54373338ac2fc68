"""Writes a document as an Excel file: a sheet that says who made it and why, and a sheet with a row a block.

A cell is always text. A spreadsheet runs what begins with = as a formula; here it is neither run now nor when edited.
"""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from sightline.documents.blocks import Document, HeadingBlock, NoteBlock, RecordBlock, plain

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    ("Day", 12),
    ("When", 26),
    ("Agency letters", 9),
    ("Agency", 26),
    ("What it is", 30),
    ("", 44),
    ("Text", 80),
    ("Also named", 34),
    ("Source", 44),
)
MOST_IN_CELL = 32_767  # letters: Excel refuses a file with more
CUT = " (cut here: longer than a cell can hold)"
MOST_IN_FOOT = 220  # letters: Excel takes at most 255 in a header or footer, with its codes
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def write_excel(document: Document) -> bytes:
    """The bytes of the file."""
    book = Workbook()
    book.properties.title, book.properties.creator = document.title, document.made_by
    book.properties.created = book.properties.modified = document.made_at
    about = book.worksheets[0]
    about.title = "About"
    _about(about, document)
    _write_rows(book.create_sheet("Entries"), document)
    watermark_sheets(book, document.watermark)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def watermark_sheets(book: Workbook, watermark: str) -> None:
    """Write the watermark at the foot of each page of each sheet, with the number of the page."""
    said = plain(watermark)[:MOST_IN_FOOT].replace("&", "&&")
    for sheet in book.worksheets:
        if sheet.oddFooter is not None and watermark:
            sheet.oddFooter.left.text = said
            sheet.oddFooter.right.text = "&P / &N"


def _about(sheet: Worksheet, document: Document) -> None:
    sheet.column_dimensions["A"].width = 120
    before = (document.watermark,) if document.watermark else ()
    lines = (*before, document.title, document.about, *document.preface, document.footer)
    for row, said in enumerate(lines, start=1):
        _write(sheet, row, (said,), bold=row == len(before) + 1)


def _write_rows(sheet: Worksheet, document: Document) -> None:
    sheet.freeze_panes = "A2"
    for place, (_, width) in enumerate(COLUMNS):
        sheet.column_dimensions["ABCDEFGHI"[place]].width = width
    _write(sheet, 1, tuple(name or document.quoted for name, _ in COLUMNS), bold=True)
    blocks = (block for block in document.blocks if not isinstance(block, HeadingBlock))
    for row, block in enumerate(blocks, start=2):
        _write(sheet, row, _texts(block))


def _texts(block: RecordBlock | NoteBlock) -> tuple[str, ...]:
    first = (block.day, block.when, block.letters, block.agency, block.title)
    if isinstance(block, NoteBlock):
        return (*first, "", "\n".join(block.texts), "", "")
    return (*first, "\n".join(block.quotes), "\n".join(block.texts), block.named, block.source)


def _write(sheet: Worksheet, row: int, texts: tuple[str, ...], *, bold: bool = False) -> None:
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row=row, column=column, value=_fitting(text))
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(FORMULA_BEGINS)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(name="Arial", size=10, bold=bold)


def _fitting(text: str) -> str:
    said = plain(text)
    return said if len(said) <= MOST_IN_CELL else said[: MOST_IN_CELL - len(CUT)] + CUT
