"""Documents of each kind, made in memory, and hostile ones: files that are not what they say."""

import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from io import BytesIO

from docx import Document
from openpyxl import Workbook
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

WORDS = "Minutes of the strategy discussion: heron-lantern-42"  # found nowhere but where it may be


def png() -> bytes:
    made = BytesIO()
    Image.new("RGB", (8, 8), (200, 30, 30)).save(made, "PNG")
    return made.getvalue()


def pdf(words: str = WORDS, *, picture: bool = False, password: str = "", inline: bool = False) -> bytes:
    made = BytesIO()
    page = canvas.Canvas(made, encrypt=password or None)
    page.drawString(72, 720, words)
    if picture:
        page.drawImage(ImageReader(BytesIO(png())), 72, 600)
    if inline:
        page.drawInlineImage(Image.open(BytesIO(png())), 72, 600)
    page.save()
    return made.getvalue()


def docx(words: str = WORDS, *, picture: bool = False) -> bytes:
    made, document = BytesIO(), Document()
    document.add_paragraph(words)
    if picture:
        document.add_picture(BytesIO(png()))
    document.save(made)
    return made.getvalue()


def xlsx(words: str = WORDS) -> bytes:
    made, book = BytesIO(), Workbook()
    book.active["A1"] = words
    book.save(made)
    return made.getvalue()


def odt(words: str = WORDS, *, manifest: str = "<manifest/>") -> bytes:
    return zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"<text:p>{words}</text:p>",
         "META-INF/manifest.xml": manifest}
    )  # fmt: skip


def mail(words: str = WORDS, attached: Mapping[str, bytes] | None = None) -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "dsl@school.example", "duty@council.example", "Minutes"
    letter["Date"] = "Fri, 27 Nov 2026 10:00:00 +0000"
    letter.set_content(words)
    for name, data in (attached or {}).items():
        letter.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return letter.as_bytes()


def zipped(entries: Mapping[str, str | bytes], within: bytes = b"") -> bytes:
    """A zip of these, or another one with these added."""
    made = BytesIO(within)
    with zipfile.ZipFile(made, "a" if within else "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in entries.items():
            opened.writestr(name, content)
    return made.getvalue()
