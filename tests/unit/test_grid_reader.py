"""Tables of agencies' files: merged cells, and words that Word keeps in other places than a paragraph of a cell."""

from io import BytesIO

import docx
import openpyxl
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from sightline.documents.grid_reader import read_excel_sheets, read_word_tables


def saved(file: Document) -> bytes:
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def read(*rows: str) -> list[list[str]]:
    """What is read of a table with these rows, as XML."""
    file = docx.Document()
    file.element.body.insert(0, parse_xml(f"<w:tbl {nsdecls('w')}>{''.join(rows)}</w:tbl>"))
    (table,) = read_word_tables(saved(file))
    return table


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def said(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_cell_over_several_rows_of_an_excel_sheet_says_its_text_in_each() -> None:
    """A day that is merged over three events is the day of each of them."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows = (
        ["Police chronology"],
        ["Date", "Event"],
        ["22 May 2016", "one"],
        [None, "two"],
        [None, "three"],
        [None, "4"],
    )
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("A3:A5")
    stream = BytesIO()
    book.save(stream)
    (found,) = read_excel_sheets(stream.getvalue(), most_rows=9, most_columns=2)
    assert found == [
        ["Police chronology", ""], ["Date", "Event"], ["22 May 2016", "one"], ["22 May 2016", "two"],
        ["22 May 2016", "three"], ["", "4"],
    ]  # fmt: skip


def test_a_cell_over_several_rows_or_columns_of_a_word_table_stays_in_its_place() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    assert read(
        f"<w:tr>{cell(said('Police chronology'), wide)}</w:tr>",
        f"<w:tr>{cell(said('22 May 2016'), restart)}{cell(said('one'))}</w:tr>",
        f"<w:tr>{cell('<w:p/>', goes_on)}{cell(said('two'))}</w:tr>",
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell(said("three"))}</w:tr>',
    ) == [["Police chronology", ""], ["22 May 2016", "one"], ["22 May 2016", "two"], ["", "three"]]


def test_no_words_of_a_word_table_are_lost() -> None:
    """A day is often a content control, and what a colleague added a tracked insertion."""
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    day = control.format("<w:r><w:t>22 May 2016</w:t></w:r>")
    added = '<w:ins w:id="1" w:author="a"><w:r><w:t> She asked for help.</w:t></w:r></w:ins>'
    gone = '<w:del w:id="2" w:author="a"><w:r><w:delText> Gone.</w:delText></w:r></w:del>'
    inner = f"<w:tbl><w:tr>{cell(said('Inner words'))}</w:tr></w:tbl><w:p/>"
    deleted = '<w:tr><w:trPr><w:del w:id="3" w:author="a"/></w:trPr>{}</w:tr>'
    row = f"<w:tr>{cell(f'<w:p>{day}</w:p>')}{cell(f'<w:p><w:r><w:t>Rang.</w:t></w:r>{added}{gone}</w:p>')}</w:tr>"
    assert read(
        row,
        control.format(row),
        f"<w:tr>{control.format(cell(said('23 May 2016')))}{cell(inner)}</w:tr>",
        deleted.format(cell(said("24 May 2016"))),
    ) == [
        ["22 May 2016", "Rang. She asked for help."],
        ["22 May 2016", "Rang. She asked for help."],
        ["23 May 2016", "Inner words\n"],
    ]


def test_a_table_in_a_content_control_is_read_and_one_within_a_cell_is_no_table_of_its_own() -> None:
    file = docx.Document()
    table = f"<w:tbl><w:tr>{cell(said('Date'))}</w:tr></w:tbl>"
    control = f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent>{table}</w:sdtContent></w:sdt>"
    file.element.body.insert(0, parse_xml(control))
    assert read_word_tables(saved(file)) == [[["Date"]]]
