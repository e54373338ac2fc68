"""Reads the sheets of .xls, .xlsb and .ods by python-calamine, in the words that our own reader of .xlsx uses.

It holds a whole sheet, so it runs only in the process that has limits.
"""

from datetime import date, datetime, time, timedelta
from typing import IO, Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from sightline.workbooks.limits import WorkbookLimits
from sightline.workbooks.refusals import PROTECTED, TOO_FULL, TOO_LONG, TOO_MANY_SHEETS, UNREADABLE, Refusal
from sightline.workbooks.row_counter import NOTE, Emit, RowCounter, SheetEnd
from sightline.workbooks.row_notes import HIDDEN_SHEET
from sightline.workbooks.values import plain_number

EXCEL_BEFORE_1900 = date(1899, 12, 31)


class ForeignBook:
    """One opened workbook of another format."""

    def __init__(self, stream: IO[bytes], limits: WorkbookLimits) -> None:
        self._limits = limits
        try:
            self._book = CalamineWorkbook.from_filelike(stream)
        except PasswordError as error:
            raise Refusal(PROTECTED) from error
        except (CalamineError, ValueError) as error:
            raise Refusal(UNREADABLE) from error
        sheets = [one for one in self._book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        self.names = [one.name for one in sheets]
        self._hidden = frozenset(one.name for one in sheets if one.visible != SheetVisibleEnum.Visible)
        if len(self.names) > limits.sheets:
            raise Refusal(TOO_MANY_SHEETS, limits.sheets)

    def read(self, name: str, emit: Emit) -> SheetEnd:
        """Give each filled row of a sheet."""
        try:
            sheet = self._book.get_sheet_by_name(name)
        except (CalamineError, ValueError) as error:
            raise Refusal(UNREADABLE) from error
        if sheet.total_height > self._limits.rows:
            raise Refusal(TOO_LONG, self._limits.rows)
        if sheet.total_height * sheet.total_width > self._limits.cells:
            raise Refusal(TOO_FULL, self._limits.cells)
        rows = RowCounter(emit, self._limits)
        top, left = sheet.start or (0, 0)
        for number, cells in enumerate(sheet.to_python(skip_empty_area=True), start=top + 1):
            texts = ((left + place, cell_text(cell)) for place, cell in enumerate(cells, start=1))
            filled = {place: text for place, text in texts if text}
            if filled and name in self._hidden:
                filled[NOTE] = HIDDEN_SHEET
            rows.add(number, filled)
        rows.end_of_sheet.merges = [
            (begin[1] + 1, begin[0] + 1, end[0] + 1)
            for begin, end in sheet.merged_cell_ranges or ()
            if begin[1] == end[1]
        ]
        return rows.end_of_sheet


def cell_text(cell: Any) -> str:
    """A cell's value as text: days as ISO, whole numbers without a decimal point, TRUE and FALSE."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return plain_number(cell)
    if isinstance(cell, datetime):
        if cell.date() <= EXCEL_BEFORE_1900:
            return _clock(cell.time())
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, time):
        return _clock(cell)
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds()) // 60
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _clock(at: time) -> str:
    return f"{at:%H:%M}" if not at.second else f"{at:%H:%M:%S}"
