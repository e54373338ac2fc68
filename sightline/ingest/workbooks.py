"""Reads .xlsx workbooks through python-calamine, every cell as text, dates as ISO.

A newcomer would get this wrong: a merged cell holds its value once; where rows are merged downwards each row gets it,
because "this meeting's date" was written once for all of them. Formulas are never run; their kept result is read.
"""

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from sightline.model.errors import BadInput

BIGGEST_UNPACKED = 1 << 30


def read_workbook(path: Path) -> list[tuple[str, list[list[str]]]]:
    """Name and rows of each sheet; BadInput where it cannot be read."""
    _refuse_huge(path)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        return [(name, _read_sheet(workbook, name)) for name in workbook.sheet_names]
    except BaseException as error:
        # A damaged file can make the reader panic, which Python sees as a BaseException of no public type.
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError | GeneratorExit):
            raise
        raise _unreadable() from error


def _refuse_huge(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise _unreadable() from error
    if unpacked > BIGGEST_UNPACKED:
        raise BadInput(
            "The workbook unpacks to more than a gigabyte.",
            code="workbook_too_big",
            what_to_do="Ask the agency for CSV, or for the extract in parts.",
        )


def _unreadable() -> BadInput:
    return BadInput(
        "The workbook cannot be read: it is damaged, protected, or of another kind.",
        code="workbook_unreadable",
        what_to_do="Open it in its program, save it as .xlsx without a password, and take that in.",
    )


def _read_sheet(workbook: CalamineWorkbook, name: str) -> list[list[str]]:
    sheet = workbook.get_sheet_by_name(name)
    cells = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        if left == right and top < len(cells):
            for row in cells[top + 1 : bottom + 1]:
                row[left] = cells[top][left]
    return [[cell_text(cell) for cell in row] for row in cells]


def cell_text(cell: Any) -> str:
    """A cell as text: dates as ISO, whole numbers without a decimal point, TRUE and FALSE."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H:%M") if not cell.second else cell.strftime("%H:%M:%S")
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds()) // 60
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return str(cell)
