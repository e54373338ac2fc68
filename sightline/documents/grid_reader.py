"""Reads the tables of a Word file and the sheets of an Excel file as rows of texts, with days as `2016-05-22`.

Whoever calls has looked at the file before: that it is what it says, holds no program, and unpacks to a bounded size.
A cell that goes over several rows says its text in each of them. No words of a Word table are lost: those in content
controls, in tables within a cell and in tracked insertions count. What is deleted by a tracked change does not.
"""

import re
from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from openpyxl.utils import range_boundaries

TextRows = list[list[str]]
WRAPPERS = {qn(one) for one in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag")}
UNSAID = {qn(one) for one in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:tcPr", "w:tblPr", "w:trPr", "w:sdtPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a second form of what is said already
}
SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^<>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')


def read_word_tables(data: bytes) -> list[TextRows]:
    """The texts of each table. Rows of a table that goes on after a page are of the same table."""
    return [_rows_of(table) for table in _inside(docx.Document(BytesIO(data)).element.body, "w:tbl")]


def read_excel_sheets(data: bytes, *, most_rows: int, most_columns: int) -> list[TextRows]:
    """The texts of each sheet, as far as its rows and columns may go."""
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
    try:
        return [
            _fill_down(
                [
                    [text_of(value) for value in row]
                    for row in sheet.iter_rows(max_row=most_rows, max_col=most_columns, values_only=True)
                ],
                _merged_cells(data, str(vars(sheet)["_worksheet_path"])),
            )
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


def _merged_cells(data: bytes, path: str) -> list[tuple[int, int, int, int]]:
    """Of each merged cell of a sheet its first column and row, and its last, from 1."""
    with ZipFile(BytesIO(data)) as opened:
        found = MERGED.findall(opened.read(path))
    every = (range_boundaries(one.decode("ascii")) for one in found)
    return [(left, top, right, bottom) for left, top, right, bottom in every if left and top and right and bottom]


def _fill_down(rows: TextRows, merged: list[tuple[int, int, int, int]]) -> TextRows:
    """The rows with the text of each merged cell in each of its rows."""
    for column, first, _, last in merged:
        for row in rows[first:last]:
            if column <= len(row) and column <= len(rows[first - 1]):
                row[column - 1] = rows[first - 1][column - 1]
    return rows


def _rows_of(table: BaseOxmlElement) -> TextRows:
    """Each row with a text for each cell. A cell that goes over several columns is in the first of them alone."""
    rows: TextRows = []
    for row in _inside(table, "w:tr"):
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
            continue
        texts = [""] * _number(row, "w:trPr", "w:gridBefore", 0)
        for cell in _inside(row, "w:tc"):
            goes_on = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            is_above = goes_on is not None and goes_on.get(qn("w:val"), "continue") == "continue"
            above = rows[-1][len(texts)] if is_above and rows and len(texts) < len(rows[-1]) else ""
            texts.append(above if is_above else "".join(_say(cell)).removesuffix("\n"))
            texts += [""] * (_number(cell, "w:tcPr", "w:gridSpan", 1) - 1)
        rows.append(texts)
    return rows


def _inside(element: BaseOxmlElement, name: str) -> Iterator[BaseOxmlElement]:
    """The parts of that name, also those in a content control or another wrapper, and none within such a part."""
    for child in element:
        if child.tag == qn(name):
            yield child
        elif child.tag in WRAPPERS:
            yield from _inside(child, name)


def _number(element: BaseOxmlElement, properties: str, name: str, otherwise: int) -> int:
    said = element.find(f"{qn(properties)}/{qn(name)}")
    number = "" if said is None else said.get(qn("w:val"), "")
    return min(int(number), 99) if number.isascii() and number.isdigit() else otherwise


def _say(element: BaseOxmlElement) -> Iterator[str]:
    """What a cell says, a line for each paragraph."""
    for child in element:
        if child.tag in UNSAID:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        else:
            yield from _say(child)
            if child.tag == qn("w:p"):
                yield "\n"
