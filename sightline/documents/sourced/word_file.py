"""Writes a report with a margin as a Word file: real headings, and tables with a description and a repeated head."""

from collections.abc import Sequence
from io import BytesIO

import docx
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell

from sightline.documents.blocks import plain
from sightline.documents.grid_word import number_pages, repeat_heading
from sightline.documents.sourced.parts import (
    AuthorNote,
    SourcedPart,
    SourcedReport,
    SourcedStyle,
    SourcedTable,
    SourcedText,
)
from sightline.documents.steady_zip import make_steady
from sightline.documents.word import CONTENT_TYPE as CONTENT_TYPE
from sightline.documents.word import QUIET, WORDS_EDGE, set_up_word, write_watermark

ROOM, MARGIN_COLUMN = Mm(174), Mm(30)
WORDS_GROUND = "E9F4EF"
SMALL = Pt(9)
UNBROKEN = "\u2011"  # a hyphen at which no line ends


def write_sourced_word(report: SourcedReport) -> bytes:
    """The bytes of the file."""
    file = docx.Document()
    set_up_word(file, title=report.title, made_by=report.made_by, made_at=report.made_at, footer="")
    write_watermark(file, report.watermark, report.header)
    number_pages(file.sections[0].footer.paragraphs[0])
    file.add_heading(plain(report.title), 0)
    for line in report.preface:
        file.add_paragraph(plain(line))
    for part in report.parts:
        file.add_heading(plain(part.heading), part.level - 1)
        _write_lines(file, part, report)
        for table in part.tables:
            _write_table(file, table)
        for note in part.notes:
            _write_note(file, note, report.notes_heading)
    stream = BytesIO()
    file.save(stream)
    return make_steady(stream.getvalue(), made_at=report.made_at)


def _write_lines(file: WordFile, part: SourcedPart, report: SourcedReport) -> None:
    """Lines with something in the margin as a table of two columns, so that a screen reader reads both together."""
    if not any(line.margin for line in part.lines):
        for line in part.lines:
            file.add_paragraph(plain(line.text))
        return
    heads = (report.text_heading, report.margin_heading)
    made = _make_table(file, heads, len(part.lines), f"{part.heading}: {', '.join(heads)}")
    made.autofit = False
    for row, line in zip(list(made.rows)[1:], part.lines, strict=True):
        text, margin = row.cells
        _write_line(text, line)
        run = margin.paragraphs[0].add_run(plain(line.margin.replace("-", UNBROKEN)))
        run.font.size, run.font.color.rgb = SMALL, QUIET
    for column, width in zip(made.columns, (ROOM - MARGIN_COLUMN, MARGIN_COLUMN), strict=True):
        column.width = Length(width)  # Word reads the cells, other programs the grid
        _set_width(column.cells, Length(width))
    file.add_paragraph()


def _write_line(cell: _Cell, line: SourcedText) -> None:
    run = cell.paragraphs[0].add_run(plain(line.text))
    match line.style:
        case SourcedStyle.WORDS:
            run.bold, run.font.size, run.font.color.rgb = True, Pt(12), WORDS_EDGE
            _shade(cell)
        case SourcedStyle.SMALL:
            run.font.size = SMALL
            _shade(cell)


def _write_table(file: WordFile, table: SourcedTable) -> None:
    caption = file.add_paragraph()
    caption.add_run(plain(table.caption)).bold = True
    caption.paragraph_format.keep_with_next = True
    made = _make_table(file, table.headings, len(table.rows), table.caption)
    for row, said in zip(list(made.rows)[1:], table.rows, strict=True):
        for cell, text in zip(row.cells, said, strict=True):
            cell.paragraphs[0].add_run(plain(text)).font.size = SMALL
    file.add_paragraph()


def _make_table(file: WordFile, headings: Sequence[str], rows: int, description: str) -> Table:
    """An empty table with its head, which says to a screen reader what it is."""
    made: Table = file.add_table(rows=1 + rows, cols=len(headings), style="Table Grid")
    properties = made._tbl.tblPr
    for name in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(name)
        element.set(qn("w:val"), plain(description))
        properties.append(element)
    head = made.rows[0]
    for cell, heading in zip(head.cells, headings, strict=True):
        run = cell.paragraphs[0].add_run(plain(heading))
        run.bold, run.font.size = True, SMALL
    repeat_heading(head)
    return made


def _set_width(cells: Sequence[_Cell], width: Length) -> None:
    for cell in cells:
        cell.width = width


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", WORDS_GROUND)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _write_note(file: WordFile, note: AuthorNote, heading: str) -> None:
    signed = file.add_paragraph()
    signed.paragraph_format.keep_with_next = True
    run = signed.add_run(plain(f"{heading}: {note.signed}"))
    run.font.size, run.font.color.rgb = SMALL, QUIET
    paragraph = file.add_paragraph(plain(note.text))
    paragraph.paragraph_format.left_indent = Mm(6)
