"""Writes a wide table as a landscape PDF: with its fonts inside, a language, a head on each page, letters on a colour.

The library makes no tags for screen readers; the Word and HTML forms have them.
"""

from functools import cache, partial
from io import BytesIO
from itertools import zip_longest

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from sightline.documents.grid import COLOURS, OTHER_COLOUR, GridDocument, shown_value
from sightline.documents.pdf import BOLD, LANGUAGE, PLAIN, add_fonts, write_foot
from sightline.documents.pdf import CONTENT_TYPE as CONTENT_TYPE
from sightline.documents.pdf_tables import Command, escaped, make_table, split_text

MARGIN = 10 * mm
ROOM = landscape(A4)[0] - 2 * MARGIN
MOST_IN_CELL = 240
QUIET, WHITE = HexColor("#505a5f"), "#ffffff"


def write_pdf_grid(grid: GridDocument) -> bytes:
    """The bytes of the file, the same for the same table."""
    add_fonts()
    stream = BytesIO()
    file = SimpleDocTemplate(
        stream, pagesize=landscape(A4), leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=16 * mm,
        title=grid.title, author=grid.made_by, lang=LANGUAGE, subject="", creator="Sightline", invariant=1,
        displayDocTitle=True,
    )  # fmt: skip
    flow: list[Flowable] = [Paragraph(escaped(grid.title), _styles()["title"])]
    flow += [Paragraph(escaped(line), _styles()["plain"]) for line in grid.preface]
    flow.append(_write_table(grid))
    foot = partial(_write_foot, grid.header, grid.watermark)
    file.build(flow, onFirstPage=foot, onLaterPages=foot)
    return stream.getvalue()


def _write_foot(says: str, watermark: str, canvas: Canvas, file: SimpleDocTemplate) -> None:
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if file.page == 1:
        canvas.bookmarkPage("table")
        canvas.addOutlineEntry(file.title, "table", 0)
    write_foot(says, watermark, canvas, file)


def _write_table(grid: GridDocument) -> Flowable:
    heads = [Paragraph(escaped(column.heading), _styles()["head"]) for column in grid.columns]
    lettered = {place for place, column in enumerate(grid.columns) if column.has_letters}
    rows, style = [heads], list[Command]([("GRID", (0, 0), (-1, -1), 0.4, QUIET)])
    for values in grid.rows:
        said = [shown_value(value) for value in values]
        for cells in zip_longest(*(split_text(text, most=MOST_IN_CELL) for text in said), fillvalue=""):
            for place in (one for one in lettered if cells[one]):
                ground = HexColor(f"#{COLOURS.get(cells[place], OTHER_COLOUR)}")
                style.append(("BACKGROUND", (place, len(rows)), (place, len(rows)), ground))
            rows.append(
                [
                    Paragraph(escaped(text), _styles()["letters" if place in lettered else "cell"])
                    for place, text in enumerate(cells)
                ]
            )
    whole = sum(column.width for column in grid.columns)
    return make_table(rows, [ROOM * column.width / whole for column in grid.columns], style)


@cache
def _styles() -> dict[str, ParagraphStyle]:
    base = ParagraphStyle("plain", fontName=PLAIN, fontSize=9.5, leading=12.5, spaceAfter=2)
    make = partial(ParagraphStyle, parent=base)
    return {
        "plain": base,
        "title": make("title", fontName=BOLD, fontSize=16, leading=20, spaceAfter=4),
        "head": make("head", fontName=BOLD, fontSize=7, leading=8.5, splitLongWords=1),
        "cell": make("cell", fontSize=7, leading=8.5, splitLongWords=1),
        "letters": make("letters", fontName=BOLD, fontSize=7, leading=8.5, textColor=HexColor(WHITE)),
    }
