"""Writes small files in the formats that agencies send beside CSV and .xlsx: an old workbook, OpenDocument, containers.

The old workbook is written by hand, since nothing here writes it: streams in a compound file, and BIFF8 records in one.
"""

import struct
import zipfile
from pathlib import Path

SECTOR, FREE, LAST, TABLE = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
DAY_FORMAT = 14
SHEETS_XML = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>{tables}
</office:spreadsheet></office:body></office:document-content>"""
OPEN_SHEET = "application/vnd.oasis.opendocument.spreadsheet"


def write_compound(path: Path, name: str, data: bytes) -> Path:
    """A compound file with one stream of that name; it is padded so that it needs no second table."""
    data = data.ljust(max(4096, -(-len(data) // SECTOR) * SECTOR), b"\0")
    count = len(data) // SECTOR
    chain = [TABLE, LAST, *range(3, count + 2), LAST]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0,
             1, 1, 0, 4096, LAST, 0, LAST, 0, 0)  # fmt: skip
    header += struct.pack("<108I", *[FREE] * 108)
    fat = struct.pack("<128I", *(chain + [FREE] * 128)[:128])
    root = _entry("Root Entry", kind=5, child=1, start=LAST, size=0)
    stream = _entry(name, kind=2, child=FREE, start=2, size=len(data))
    path.write_bytes(header + fat + root + stream + bytes(2 * 128) + data)
    return path


def _entry(name: str, *, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return text.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", len(text), kind, 1, FREE, FREE, child, start, size)


def write_old_workbook(path: Path, rows: list[list[str | float]]) -> Path:
    """An .xls of one sheet; a float is a day in the way that such files count days."""
    fonts = b"".join(
        _record(0x0031, struct.pack("<HHHHHBBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 1, 0) + b"A") for _ in range(4)
    )
    styles = _record(0x00E0, struct.pack("<HHH14x", 0, 0, 0)) + _record(
        0x00E0, struct.pack("<HHH14x", 0, DAY_FORMAT, 0)
    )
    first = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 6)) + fonts + styles
    sheet_at = len(first) + 4 + 8 + len("List") + 4
    bound = _record(0x0085, struct.pack("<IBBBB", sheet_at, 0, 0, 4, 0) + b"List")
    cells = b""
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, str):
                text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
                cells += _record(0x0204, struct.pack("<HHH", row, column, 0) + text)
            else:
                cells += _record(0x0203, struct.pack("<HHHd", row, column, 1, value))
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 16, 0, 0, 0, 6)) + cells + _record(0x000A, b"")
    return write_compound(path, "Workbook", first + bound + _record(0x000A, b"") + sheet)


def _record(number: int, data: bytes) -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def write_open_document(path: Path, sheets: dict[str, list[list[str]]]) -> Path:
    """An .ods of texts."""
    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
                for cell in row
            )
            + "</table:table-row>"
            for row in rows
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), OPEN_SHEET)
        archive.writestr("content.xml", SHEETS_XML.format(tables=tables))
        archive.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest:manifest '
                         'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')  # fmt: skip
    return path
