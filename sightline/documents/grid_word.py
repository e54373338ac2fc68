"""Writes a wide table as a landscape Word file: a repeated heading row, page numbers, a header, letters on a colour."""

from io import BytesIO

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from sightline.documents.blocks import plain
from sightline.documents.grid import COLOURS, OTHER_COLOUR, GridDocument, shown_value
from sightline.documents.steady_zip import make_steady
from sightline.documents.word import CONTENT_TYPE as CONTENT_TYPE
from sightline.documents.word import set_up_word, write_watermark

LONG, SHORT, MARGIN = Mm(297), Mm(210), Mm(12)
SMALL = Pt(8)
WHITE = RGBColor(0xFF, 0xFF, 0xFF)


def write_word_grid(grid: GridDocument) -> bytes:
    """The bytes of the file."""
    file = docx.Document()
    set_up_word(file, title=grid.title, made_by=grid.made_by, made_at=grid.made_at, footer="")
    section = file.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, LONG, SHORT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    write_watermark(file, grid.watermark, grid.header)
    number_pages(section.footer.paragraphs[0])
    file.add_heading(plain(grid.title), 0)
    for line in grid.preface:
        file.add_paragraph(plain(line))
    table = file.add_table(rows=1 + len(grid.rows), cols=len(grid.columns), style="Table Grid")
    table.autofit = False
    room, whole = LONG - 2 * MARGIN, sum(column.width for column in grid.columns)
    widths = [room * column.width // whole for column in grid.columns]
    rows = list(table.rows)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
    _write_head(rows[0], [column.heading for column in grid.columns], widths)
    lettered = {place for place, column in enumerate(grid.columns) if column.has_letters}
    for row, values in zip(rows[1:], grid.rows, strict=True):
        for place, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
            cell.width = Emu(widths[place])
            _write_cell(cell, plain(shown_value(value)), is_letters=place in lettered)
        _set_row(row, "w:cantSplit")
    stream = BytesIO()
    file.save(stream)
    return make_steady(stream.getvalue(), made_at=grid.made_at)


def _write_head(row: _Row, headings: list[str], widths: list[int]) -> None:
    for cell, heading, width in zip(row.cells, headings, widths, strict=True):
        cell.width = Emu(width)
        run = cell.paragraphs[0].add_run(plain(heading))
        run.bold, run.font.size = True, SMALL
    repeat_heading(row)


def repeat_heading(row: _Row) -> None:
    """Mark a row as the head of its table, which each page repeats."""
    _set_row(row, "w:tblHeader")


def _write_cell(cell: _Cell, text: str, *, is_letters: bool) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.font.size = SMALL
    if is_letters and text:
        run.bold, run.font.color.rgb = True, WHITE
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", COLOURS.get(text, OTHER_COLOUR))):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _set_row(row: _Row, name: str) -> None:
    element = OxmlElement(name)
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)


def number_pages(paragraph: Paragraph) -> None:
    """`Page 1 of 3`, which the program that shows the file counts."""
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(words)
        simple = OxmlElement("w:fldSimple")
        simple.set(qn("w:instr"), field)
        paragraph._p.append(simple)
