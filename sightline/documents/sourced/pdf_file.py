"""Writes a report with a margin as a PDF: with its fonts inside, an outline, a language, and heads that repeat.

The library makes no tags for screen readers; the Word and HTML forms have them. Text is escaped before it is read.
"""

from collections.abc import Iterator
from functools import cache, partial
from io import BytesIO
from itertools import zip_longest

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, LongTable, Paragraph, SimpleDocTemplate

from sightline.documents.pdf import BOLD, LANGUAGE, MARGIN, PLAIN, add_fonts, draw_text, write_foot
from sightline.documents.pdf import CONTENT_TYPE as CONTENT_TYPE
from sightline.documents.pdf_tables import Command, escaped, make_table, split_text
from sightline.documents.sourced.parts import SourcedPart, SourcedReport, SourcedStyle, SourcedTable, SourcedText

ROOM, NUMBERS = A4[0] - 2 * MARGIN, 32 * mm
HEADROOM = 30 * mm  # a heading with less room below it begins a page
MOST_LETTERS, MOST_IN_CELL = 1500, 300  # what a row of lines, and a cell of a table, hold
QUIET, EDGE, GROUND, LINE = HexColor("#505a5f"), HexColor("#00603a"), HexColor("#e9f4ef"), HexColor("#b1b4b6")


class _Heading(Paragraph):
    """A heading that is also in the outline of the file."""

    def __init__(self, text: str, level: int, key: str) -> None:
        super().__init__(escaped(text), _styles()[f"heading{level}"])
        self.said, self.level, self.key = draw_text(text), level, key

    def draw(self) -> None:
        """Draw it, and add it to the outline."""
        self.canv.bookmarkPage(self.key)
        self.canv.addOutlineEntry(self.said, self.key, self.level, closed=self.level > 0)
        super().draw()


def write_sourced_pdf(report: SourcedReport) -> bytes:
    """The bytes of the file, the same for the same report."""
    add_fonts()
    stream = BytesIO()
    file = SimpleDocTemplate(
        stream, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=18 * mm,
        title=report.title, author=report.made_by, lang=LANGUAGE, subject="", creator="Sightline", invariant=1,
        displayDocTitle=True,
    )  # fmt: skip
    flow: list[Flowable] = [Paragraph(escaped(report.title), _styles()["title"])]
    flow += [Paragraph(escaped(line), _styles()["plain"]) for line in report.preface]
    for number, part in enumerate(report.parts, start=1):
        flow += [
            CondPageBreak(HEADROOM),
            _Heading(part.heading, part.level - 2, f"part-{number}"),
            *_write_part(part, report),
        ]
    foot = partial(_write_foot, report.header, report.watermark)
    file.build(flow, onFirstPage=foot, onLaterPages=foot)
    return stream.getvalue()


def _write_foot(says: str, watermark: str, canvas: Canvas, file: SimpleDocTemplate) -> None:
    canvas.setViewerPreference("DisplayDocTitle", "true")
    write_foot(says, watermark, canvas, file)


def _write_part(part: SourcedPart, report: SourcedReport) -> list[Flowable]:
    flow: list[Flowable] = []
    if any(line.margin for line in part.lines):
        flow.append(_write_lines(part, report))
    else:
        flow += [Paragraph(escaped(line.text), _styles()["plain"]) for line in part.lines]
    for table in part.tables:
        flow += [CondPageBreak(HEADROOM), Paragraph(escaped(table.caption), _styles()["caption"]), _write_table(table)]
    for note in part.notes:
        flow.append(Paragraph(escaped(f"{report.notes_heading}: {note.signed}"), _styles()["quiet"]))
        flow.append(Paragraph(escaped(note.text), _styles()["note"]))
    return flow


def _write_lines(part: SourcedPart, report: SourcedReport) -> LongTable:
    heads = [Paragraph(escaped(one), _styles()["head"]) for one in (report.text_heading, report.margin_heading)]
    lines = [(line.style, *both) for line in part.lines for both in _split_long(line)]
    rows = [
        [Paragraph(escaped(text), _styles()[style]), Paragraph(escaped(margin), _styles()["quiet"])]
        for style, text, margin in lines
    ]
    said = [place for place, (style, *_) in enumerate(lines, start=1) if style is not SourcedStyle.TEXT]
    style: list[Command] = [("LINEAFTER", (0, 0), (0, -1), 0.5, LINE)]
    style += [("BACKGROUND", (0, place), (0, place), GROUND) for place in said]
    style += [("LINEBEFORE", (0, place), (0, place), 3.0, EDGE) for place in said]
    return make_table([heads, *rows], [ROOM - NUMBERS, NUMBERS], style)


def _split_long(line: SourcedText) -> Iterator[tuple[str, str]]:
    """A text and its margin in parts that fit on a page: no row of a table goes on on the next page."""
    texts, numbers = split_text(line.text, most=MOST_LETTERS), split_text(line.margin, most=MOST_IN_CELL)
    yield from zip_longest(texts, numbers, fillvalue="")


def _write_table(table: SourcedTable) -> LongTable:
    heads = [Paragraph(escaped(one), _styles()["head"]) for one in table.headings]
    rows = [
        [Paragraph(escaped(cell), _styles()["cell"]) for cell in cells]
        for row in table.rows
        for cells in zip_longest(*(split_text(cell, most=MOST_IN_CELL) for cell in row), fillvalue="")
    ]
    return make_table([heads, *rows], [ROOM / len(heads)] * len(heads), [("GRID", (0, 0), (-1, -1), 0.5, QUIET)])


@cache
def _styles() -> dict[str, ParagraphStyle]:
    base = ParagraphStyle("plain", fontName=PLAIN, fontSize=9.5, leading=12.5, spaceAfter=2)
    make = partial(ParagraphStyle, parent=base)
    return {
        "plain": base,
        SourcedStyle.TEXT: base,
        SourcedStyle.WORDS: make("words", fontName=BOLD, fontSize=11.5, leading=14.5, textColor=EDGE),
        SourcedStyle.SMALL: make("small", fontSize=8.5, leading=11),
        "title": make("title", fontName=BOLD, fontSize=18, leading=22, spaceAfter=4),
        "heading0": make("heading0", fontName=BOLD, fontSize=13, leading=16, spaceBefore=10, spaceAfter=3),
        "heading1": make("heading1", fontName=BOLD, fontSize=11, leading=14, spaceBefore=7, spaceAfter=2),
        "caption": make("caption", fontName=BOLD, spaceBefore=4),
        "head": make("head", fontName=BOLD, fontSize=8.5, leading=11),
        "cell": make("cell", fontSize=8.5, leading=11),
        "quiet": make("quiet", fontSize=8, leading=10, textColor=QUIET),
        "note": make("note", leftIndent=4 * mm, borderColor=QUIET, borderWidth=0.5, borderPadding=4, spaceBefore=4,
                     spaceAfter=8),
    }  # fmt: skip
