"""Writes a report as a Word file: real headings, and tables whose first row is marked as their head."""

from io import BytesIO

import docx
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from sightline.documents.blocks import plain
from sightline.documents.report import Report, ReportTable
from sightline.documents.word import set_up_word


def write_word_report(report: Report) -> bytes:
    """The bytes of the file."""
    file = docx.Document()
    set_up_word(file, title=report.title, made_by=report.made_by, made_at=report.made_at, footer=report.footer)
    file.add_heading(plain(report.title), 0)
    for line in (report.about, *report.lines):
        file.add_paragraph(plain(line))
    for section in report.sections:
        file.add_heading(plain(section.heading), 1)
        for text in section.texts:
            file.add_paragraph(plain(text))
        for table in section.tables:
            _write_table(file, table)
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def _write_table(file: WordFile, table: ReportTable) -> None:
    file.add_heading(plain(table.caption), 2)
    made = file.add_table(rows=1 + len(table.rows), cols=len(table.headings), style="Table Grid")
    first = made.rows[0]
    for cell, heading in zip(first.cells, table.headings, strict=True):
        cell.paragraphs[0].add_run(plain(heading)).bold = True
    first._tr.get_or_add_trPr().append(_repeated_heading())
    for row, said in zip(made.rows[1:], table.rows, strict=True):
        for cell, text in zip(row.cells, said, strict=True):
            cell.text = plain(text)


def _repeated_heading() -> OxmlElement:  # type: ignore[valid-type]  # a function in its types
    """What says that a row is the head of its table, and is repeated on each page."""
    element = OxmlElement("w:tblHeader")
    element.set(qn("w:val"), "true")
    return element
