"""Writes a document as an Excel file, with a row a block, and a list, with what each of its columns means.

A sheet says who made it and why. Text stays text: a spreadsheet runs what begins with = as a formula; here it is
neither run now nor when edited. Of a list nothing is cut: where a cell cannot hold a value, the file is refused.
"""

import json
import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from sightline.documents.blocks import Document, HeadingBlock, NoteBlock, RecordBlock, plain
from sightline.model.errors import Refused
from sightline.model.tables import Column

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
MOST_ROWS, FIRST_YEAR, MOST_DIGITS = 1_048_576, 1900, 15
NOT_AS_IT_IS = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
NO_TEXT_ALONE = (*FORMULA_BEGINS, "#")  # Excel takes `#N/A` for an error
DAY = "yyyy-mm-dd"
DICTIONARY = ("Column", "Type", "Meaning", "May be missing")
OTHER_FORMAT = "Choose csv, parquet or jsonl."


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


def write_excel_table(rows: pa.RecordBatchReader, path: Path, label: str, columns: Sequence[Column]) -> int:
    """Write all rows, under their headings; the number of rows. Refused where Excel cannot hold them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Rows")
    sheet.freeze_panes = "A2"
    try:
        count = _write_list_rows(sheet, rows)
    except Refused:
        book.save(path)  # else the sheet stays as a file of its own; who asked removes what is refused
        raise
    _write_columns(book, columns)
    about = book.create_sheet("About")
    about.append([_cell(about, label or "Exported from Sightline.", 1)])
    watermark_sheets(book, label)
    book.save(path)
    return count


def _write_list_rows(sheet: Any, rows: pa.RecordBatchReader) -> int:
    sheet.append([_bold(sheet, name) for name in rows.schema.names])
    count = 0
    for batch in rows:
        if count + batch.num_rows >= MOST_ROWS:
            raise Refused(
                f"The list has more rows than an Excel sheet can have, which is {MOST_ROWS - 1:,}.",
                code="too_many_for_excel",
                what_to_do=OTHER_FORMAT,
            )
        values = [column.to_pylist() for column in batch.columns]
        for row in zip(*values, strict=True):
            count += 1
            sheet.append([_cell(sheet, value, count) for value in row])
    return count


def _write_columns(book: Workbook, columns: Sequence[Column]) -> None:
    """The data dictionary: what each column is and means."""
    sheet = book.create_sheet("Columns")
    sheet.append([_bold(sheet, name) for name in DICTIONARY])
    for column in columns:
        sheet.append([column.name, column.type.name.lower(), column.meaning, "yes" if column.optional else ""])


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any, row: int) -> Any:
    """A number, day or yes and no as such; all else as text, lists as JSON."""
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return value if len(str(abs(value))) <= MOST_DIGITS else _text_cell(sheet, str(value), row)
    if isinstance(value, date) and value.year >= FIRST_YEAR:
        cell: Any = WriteOnlyCell(sheet)
        cell.value = value
        cell.number_format = DAY
        return cell
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return _text_cell(sheet, text if not isinstance(value, date) else value.isoformat(), row)


def _text_cell(sheet: Any, text: str, row: int) -> Any:
    written = NOT_AS_IT_IS.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    if len(written) > MOST_IN_CELL:
        raise Refused(
            f"Row {row:,} of the list has a text of more than {MOST_IN_CELL:,} letters, which Excel cannot hold.",
            code="too_long_for_excel",
            what_to_do=OTHER_FORMAT,
        )
    if not written.startswith(NO_TEXT_ALONE):
        return written
    cell = WriteOnlyCell(sheet, written)
    cell.data_type, cell.quotePrefix = "s", written.startswith(FORMULA_BEGINS)
    return cell
