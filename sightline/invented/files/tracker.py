"""Writes the tracker of meetings as people keep it: a workbook with title rows above the heading.

A workbook is a zip file that notes when it was written. It is packed again here with fixed times, so that the same seed
gives the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from openpyxl import Workbook

WRITTEN: Final = (2025, 9, 1, 9, 0, 0)
STAMP: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
TITLES: Final = (
    ("Multi-agency child exploitation meeting: tracker",),
    ("OFFICIAL SENSITIVE. Everything in this workbook is invented.",),
    (),
)


def write_tracker(path: Path, *, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write the workbook, byte for byte the same for the same rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Tracker")
    for line in (*TITLES, headings, *rows):
        sheet.append([cell or None for cell in line])
    loose = io.BytesIO()
    book.save(loose)
    path.write_bytes(_pack_again(loose))


def _pack_again(loose: io.BytesIO) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = STAMP.sub(b"2025-09-01T09:00:00Z", content)
            info = zipfile.ZipInfo(name, WRITTEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return packed.getvalue()
