"""Reads the tables of a Word file and the sheets of an Excel file as rows of texts, with days as `2016-05-22`.

Whoever calls has looked at the file before: that it is what it says, holds no program, and unpacks to a bounded size.
"""

from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO

import docx
import openpyxl
from docx.table import Table

TextRows = list[list[str]]


def read_word_tables(data: bytes) -> list[TextRows]:
    """The texts of each table. Rows of a table that goes on after a page are of the same table."""
    return [list(_rows_of(table)) for table in docx.Document(BytesIO(data)).tables]


def read_excel_sheets(data: bytes, *, most_rows: int, most_columns: int) -> list[TextRows]:
    """The texts of each sheet, as far as its rows and columns may go."""
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
    try:
        return [
            [
                [text_of(value) for value in row]
                for row in sheet.iter_rows(max_row=most_rows, max_col=most_columns, values_only=True)
            ]
            for sheet in book.worksheets
        ]
    finally:
        book.close()


def text_of(value: object) -> str:
    """A cell's value as text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _rows_of(table: Table) -> Iterator[list[str]]:
    """Each row with a text for each cell. A cell that goes over several columns is in the first of them alone."""
    for row in table.rows:
        texts, before = [], None
        for cell in row.cells:
            texts.append("" if cell._tc is before else cell.text)
            before = cell._tc
        yield texts
