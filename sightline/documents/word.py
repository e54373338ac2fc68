"""Writes a document as a Word file: real headings, so that a screen reader and an outline find their way."""

from datetime import datetime
from io import BytesIO

import docx
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from sightline.documents.blocks import Document, HeadingBlock, NoteBlock, RecordBlock, plain

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT, LANGUAGE = "Arial", "en-GB"
QUIET, WORDS_EDGE = RGBColor(0x50, 0x5A, 0x5F), RGBColor(0x00, 0x60, 0x3A)
MARGIN = Mm(18)


def write_word(document: Document) -> bytes:
    """The bytes of the file."""
    file = docx.Document()
    set_up_word(file, title=document.title, made_by=document.made_by, made_at=document.made_at, footer=document.footer)
    write_watermark(file, document.watermark)
    file.add_heading(plain(document.title), 0)
    _write_line(file, document.about, bold=True)
    for said in document.preface:
        _write_line(file, said)
    for block in document.blocks:
        if isinstance(block, HeadingBlock):
            file.add_heading(plain(block.text), 1)
        elif isinstance(block, RecordBlock):
            _record(file, block, document.quoted)
        else:
            _note(file, block)
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def set_up_word(file: WordFile, *, title: str, made_by: str, made_at: datetime, footer: str) -> None:
    """Set properties, fonts, paper and footer."""
    properties = file.core_properties
    properties.title, properties.author, properties.language = title, made_by, LANGUAGE
    properties.comments, properties.last_modified_by = "", made_by
    properties.created = properties.modified = made_at
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for name, size in (("Normal", 10), ("Title", 20), ("Heading 1", 13), ("Heading 2", 11)):
        style = file.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
        for fonts in style.element.rPr.findall(qn("w:rFonts")):
            for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(kind), None)
        style.paragraph_format.space_after = Pt(3)
    file.styles["Heading 2"].paragraph_format.space_before = Pt(8)
    for section in file.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
        section.footer.paragraphs[0].text = plain(footer)


def write_watermark(file: WordFile, *lines: str) -> None:
    """Write the watermark, and what else stands there, into the header of each page."""
    header = file.sections[0].header
    first, *others = [plain(line) for line in lines if line] or [""]
    header.paragraphs[0].text = first
    for line in others:
        header.add_paragraph(line)


def _record(file: WordFile, block: RecordBlock, quoted: str) -> None:
    file.add_heading(plain(f"{block.when}: {block.title}"), 2)
    _write_line(file, f"{block.letters}  {block.agency}", quiet=True)
    for words in block.quotes:
        _write_line(file, quoted, quiet=True)
        _quote(file, words)
    for text in block.texts:
        _write_line(file, text)
    for text in (block.named, block.source):
        _write_line(file, text, quiet=True)


def _note(file: WordFile, block: NoteBlock) -> None:
    paragraph = file.add_paragraph()
    before = f"{block.when}  {block.letters}  ".lstrip() if block.letters else ""
    paragraph.add_run(plain(f"{before}{block.title}")).bold = True
    for text in block.texts:
        _write_line(file, text)


def _write_line(file: WordFile, text: str, *, bold: bool = False, quiet: bool = False) -> None:
    if not text:
        return
    run = file.add_paragraph().add_run(plain(text))
    run.bold = bold
    if quiet:
        run.font.size, run.font.color.rgb = Pt(9), QUIET


def _quote(file: WordFile, words: str) -> None:
    paragraph = file.add_paragraph()
    paragraph.paragraph_format.left_indent = Mm(6)
    run = paragraph.add_run(plain(words))
    run.font.size, run.font.color.rgb = Pt(12), WORDS_EDGE
