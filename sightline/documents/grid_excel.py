"""Writes a wide table as an Excel file: typed days, a filter on each column, and a heading that stays in sight."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sightline.documents.blocks import plain
from sightline.documents.excel import CONTENT_TYPE as CONTENT_TYPE
from sightline.documents.excel import FORMULA_BEGINS, watermark_sheets
from sightline.documents.grid import COLOURS, OTHER_COLOUR, GridDocument, GridValue
from sightline.documents.steady_zip import make_steady

ABOUT, EVENTS, DAY_FORMAT = "About", "Chronology", "dd/mm/yyyy"


def write_excel_grid(grid: GridDocument) -> bytes:
    """The bytes of the file."""
    book = Workbook()
    book.properties.title, book.properties.creator = plain(grid.title), plain(grid.made_by)
    book.properties.created = book.properties.modified = grid.made_at
    about = book.worksheets[0]
    about.title = ABOUT
    about.column_dimensions["A"].width = 120
    before = (grid.watermark,) if grid.watermark else ()
    for place, line in enumerate((*before, grid.title, grid.header, *grid.preface), start=1):
        _write(about.cell(row=place, column=1), line, bold=place == len(before) + 1)
    _write_events(book.create_sheet(EVENTS), grid)
    watermark_sheets(book, grid.watermark)
    stream = BytesIO()
    book.save(stream)
    return make_steady(stream.getvalue(), made_at=grid.made_at)


def _write_events(sheet: Worksheet, grid: GridDocument) -> None:
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(grid.columns))}{len(grid.rows) + 1}"
    for part, text in ((sheet.oddHeader, plain(grid.header).replace("&", "&&")), (sheet.oddFooter, "&P / &N")):
        if part is not None and not (grid.watermark and part is sheet.oddFooter):
            part.center.text = text
    sheet.page_setup.orientation, sheet.print_title_rows = "landscape", "1:1"
    for place, column in enumerate(grid.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
        _write(sheet.cell(row=1, column=place), column.heading, bold=True)
    for number, values in enumerate(grid.rows, start=2):
        for place, (column, value) in enumerate(zip(grid.columns, values, strict=True), start=1):
            cell = sheet.cell(row=number, column=place)
            _write(cell, value)
            if column.has_letters and value:
                cell.font = Font(name="Arial", size=10, bold=True, color="FFFFFF")
                cell.fill = PatternFill("solid", fgColor=COLOURS.get(str(value), OTHER_COLOUR))


def _write(cell: Cell | MergedCell, value: GridValue, *, bold: bool = False) -> None:
    cell.alignment, cell.font = Alignment(wrap_text=True, vertical="top"), Font(name="Arial", size=10, bold=bold)
    if not isinstance(value, str):
        cell.value, cell.number_format = value, DAY_FORMAT
        return
    cell.value = plain(value)
    cell.data_type, cell.quotePrefix = "s", value.startswith(FORMULA_BEGINS)
