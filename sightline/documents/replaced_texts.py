"""Changes the texts of a Word, Excel or HTML file and leaves the rest: its tables, headings, colours and pictures.

Whoever calls has looked at the file before: that it is what it says, holds no program, and unpacks to a bounded size.
"""

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from html import escape
from io import BytesIO
from typing import Any

import openpyxl
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn

Change = Callable[[str], str]
TEXTS_OF_WORD = re.compile(r"(word/(document|header\d*|footer\d*|footnotes|endnotes|comments)|docProps/core)\.xml")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def change_word(data: bytes, change: Change) -> bytes:
    """The bytes of the file with each of its texts changed.

    A paragraph of which only the whole can be changed, because its words lie in several runs, keeps the look of the
    first.
    """
    read, stream = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in read.infolist():
            said = read.read(entry)
            made.writestr(entry, _change_part(said, change) if TEXTS_OF_WORD.fullmatch(entry.filename) else said)
    return stream.getvalue()


def _change_part(said: bytes, change: Change) -> bytes:
    root = parse_xml(said)
    paragraphs = list(root.iter(qn("w:p")))
    for paragraph in paragraphs:
        _change_runs(list(paragraph.iter(qn("w:t"))), change)
    if not paragraphs:  # properties
        for one in root.iter():
            if one.text and not len(one):
                one.text = change(one.text)
    return bytes(serialize_part_xml(root))


def _change_runs(runs: list[Any], change: Change) -> None:
    whole = "".join(one.text or "" for one in runs)
    changed = change(whole)
    if changed == whole:
        return
    own = [change(one.text or "") for one in runs]
    if "".join(own) != changed:
        own = [changed, *("" for _ in runs[1:])]
    for one, text in zip(runs, own, strict=True):
        one.text = text
        one.set(SPACE, "preserve")


def change_excel(data: bytes, change: Change, *, move: Callable[[date], date]) -> bytes:
    """The same of an Excel file; its days are moved."""
    book = openpyxl.load_workbook(BytesIO(data))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                if isinstance(value, str):
                    quoted = cell.quotePrefix
                    cell.value = change(value)
                    cell.data_type, cell.quotePrefix = "s", quoted
                elif isinstance(value, datetime):
                    cell.value = datetime.combine(move(value.date()), value.time())
                elif isinstance(value, date):
                    cell.value = move(value)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def change_html(data: bytes, change: Change, found: re.Pattern[str]) -> bytes:
    """The same of an HTML page, for what is `found` in it alone; what comes in is no markup."""
    return found.sub(lambda one: escape(change(one[0])), data.decode()).encode()
