"""Writes .xlsx workbooks part by part, so that a test can say what no program would write."""

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def cell(place: str, text: str) -> str:
    """A cell with its text in it."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def row(number: int, *cells: str) -> str:
    """A row of cells."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def write_book(
    path: Path, *sheets: Iterable[str] | str, after: str = "", before: str = "", strings: str = "", styles: str = "",
    properties: str = "", **parts: str | bytes,
) -> Path:  # fmt: skip
    """A workbook of sheets, each given as its rows; `after` follows the rows of each, `before` opens each document."""
    named = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n, _ in enumerate(sheets, start=1))
    kinds = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n, _ in enumerate(sheets, start=1)]
    kinds += [("rIdS", "sharedStrings", "sharedStrings.xml"), ("rIdT", "styles", "styles.xml")]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")]))
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{properties}<sheets>{named}</sheets></workbook>',
        )
        archive.writestr("xl/_rels/workbook.xml.rels", _relations(kinds))
        if strings:
            archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{strings}</sst>')
        if styles:
            archive.writestr("xl/styles.xml", f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>')
        for name, data in parts.items():
            archive.writestr(name, data)
        for number, rows in enumerate(sheets, start=1):
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as stream:
                stream.write(f'{before}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
                for each in rows:
                    stream.write(each.encode())
                stream.write(f"</sheetData>{after}</worksheet>".encode())
    return path


def _relations(kinds: Iterable[tuple[str, str, str]]) -> str:
    lines = "".join(f'<Relationship Id="{i}" Type="{LINKS}/{kind}" Target="{to}"/>' for i, kind, to in kinds)
    return f'<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'


def chronology_book(*rows: Sequence[str], head: Sequence[str] = ("Date", "Event")) -> bytes:
    """An agency's own chronology, as Excel writes one."""
    book, stream = openpyxl.Workbook(), BytesIO()
    for each in (head, *rows):
        book.worksheets[0].append(list(each))
    book.save(stream)
    return stream.getvalue()
