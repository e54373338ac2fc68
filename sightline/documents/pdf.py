"""Writes a document as a PDF, with fonts of its own inside, so that Welsh and other letters are right everywhere.

The library reads some tags in text. Every text is escaped before it, so that no text of a record is one.
"""

from functools import cache, partial
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, SimpleDocTemplate

from sightline.documents.blocks import Block, Document, HeadingBlock, NoteBlock, RecordBlock, plain

CONTENT_TYPE = "application/pdf"
FONTS = Path(__file__).parent / "fonts"
PLAIN, BOLD, LANGUAGE = "LiberationSans", "LiberationSans-Bold", "en-GB"
FILES = {PLAIN: "LiberationSans-Regular.ttf", BOLD: "LiberationSans-Bold.ttf"}
MARGIN, ROOM = 16 * mm, 22 * mm
COLOURS = {
    "CS": "#590235", "PO": "#2666f0", "SC": "#825818", "HE": "#028464", "YS": "#2f109c", "HO": "#232d08",
    "LI": "#4a6074", "PA": "#3d3d3d",
}  # fmt: skip
OTHER = "#505a5f"
MOST_OF_WATERMARK = 2  # lines: what the margin at the top holds
BOX = "\u25a1"
BOXES = f"{BOX} marks a letter that this file cannot show. Open the record in Sightline to read it."


def write_pdf(document: Document) -> bytes:
    """The bytes of the file."""
    add_fonts()
    stream = BytesIO()
    file = SimpleDocTemplate(
        stream, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=18 * mm,
        title=document.title, author=document.made_by, lang=LANGUAGE, subject="", creator="Sightline",
    )  # fmt: skip
    flow: list[Flowable] = [_says(document.title, "title"), _says(document.about, "about")]
    flow += [_says(said, "plain") for said in document.preface]
    body = [flowable for block in document.blocks for flowable in _block(block, document.quoted)]
    flow += [_says(BOXES, "plain")] if any(BOX in getattr(one, "text", "") for one in body) else []
    flow += body
    foot = partial(write_foot, document.footer, document.watermark)
    file.build(flow, onFirstPage=foot, onLaterPages=foot)
    return stream.getvalue()


def _block(block: Block, quoted: str) -> list[Flowable]:
    if isinstance(block, HeadingBlock):
        return [CondPageBreak(ROOM), _says(block.text, "heading")]
    lines: list[Flowable] = [CondPageBreak(ROOM), Paragraph(_title(block), _styles()["entry"])]
    if isinstance(block, RecordBlock):
        for words in block.quotes:
            lines += [_says(quoted, "quoted"), _says(words, "words")]
    lines += [_says(text, "plain") for text in block.texts]
    if isinstance(block, RecordBlock):
        lines += [_says(text, "quiet") for text in (block.named, block.source) if text]
    return lines


def _title(block: RecordBlock | NoteBlock) -> str:
    agency = f'<font color="{OTHER}">{escape(draw_text(block.agency))}</font>' if isinstance(block, RecordBlock) else ""
    parts = (
        f"<b>{escape(draw_text(block.when))}</b>",
        _tag(block.letters),
        f"<b>{escape(draw_text(block.title))}</b>",
        agency,
    )
    return "  ".join(part for part in parts if part and part != "<b></b>")


def _tag(letters: str) -> str:
    colour = COLOURS.get(letters, OTHER)
    return (
        f'<font color="white" backColor="{colour}"><b>&nbsp;{escape(draw_text(letters))}&nbsp;</b></font>'
        if letters
        else ""
    )


def _says(text: str, style: str) -> Paragraph:
    return Paragraph(escape(draw_text(text)).replace("\n", "<br/>"), _styles()[style])


def draw_text(text: str) -> str:
    """The text with a box for each letter that the fonts lack."""
    return "".join(
        letter if letter == "\n" or ord(letter) in _glyphs() else BOX for letter in plain(text).expandtabs(4)
    )


@cache
def _glyphs() -> frozenset[int]:
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in add_fonts()))


def write_foot(says: str, watermark: str, canvas: Canvas, file: SimpleDocTemplate) -> None:
    """Write the watermark at the top of a page, and at its foot what it says and the number of the page."""
    canvas.saveState()
    canvas.setFont(PLAIN, 6.5)
    lines = simpleSplit(draw_text(watermark), PLAIN, 6.5, file.pagesize[0] - 2 * MARGIN)
    for place, line in enumerate(lines[:MOST_OF_WATERMARK]):
        canvas.drawString(MARGIN, file.pagesize[1] - (4.5 + 2.5 * place) * mm, line)
    canvas.setFont(PLAIN, 8)
    canvas.drawString(MARGIN, 10 * mm, draw_text(says))
    canvas.drawRightString(file.pagesize[0] - MARGIN, 10 * mm, f"Page {file.page}")
    canvas.restoreState()


@cache
def add_fonts() -> tuple[TTFont, ...]:
    """Make the fonts known to the library, once."""
    fonts = tuple(TTFont(name, str(FONTS / file)) for name, file in FILES.items())
    for font in fonts:
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)
    return fonts


@cache
def _styles() -> dict[str, ParagraphStyle]:
    base = ParagraphStyle("plain", fontName=PLAIN, fontSize=9.5, leading=12, spaceAfter=1)
    make = partial(ParagraphStyle, parent=base)
    return {
        "plain": base,
        "title": make("title", fontName=BOLD, fontSize=18, leading=22, spaceAfter=3),
        "about": make("about", fontName=BOLD, fontSize=11, leading=14, spaceAfter=3),
        "heading": make("heading", fontName=BOLD, fontSize=12, leading=15, spaceBefore=8, spaceAfter=2),
        "entry": make("entry", fontSize=10, leading=13, spaceBefore=5, keepWithNext=1),
        "quiet": make("quiet", fontSize=8.5, leading=11, textColor=HexColor("#505a5f")),
        "quoted": make("quoted", fontSize=8.5, leading=11, leftIndent=4 * mm, keepWithNext=1),
        "words": make(
            "words", fontSize=11.5, leading=14.5, leftIndent=4 * mm, borderPadding=3, spaceAfter=5,
            backColor=HexColor("#e9f4ef"),
        ),
    }  # fmt: skip
