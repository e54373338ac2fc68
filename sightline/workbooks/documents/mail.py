"""Reads an e-mail (.eml): its headings, and its text by paragraphs. Files that are still in it are named, and not read.

Where it has plain text, that is read; else the text of its web page. Nothing that it refers to is fetched.
"""

import re
from datetime import datetime
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import IO

from sightline.workbooks.documents.mail_parts import MALFORMED, MOST_BYTES, MailPart, find_parts, read_headings
from sightline.workbooks.documents.parts import ReadDocument
from sightline.workbooks.refusals import ATTACHMENT, ATTACHMENT_KIND, DOCUMENT_TOO_BIG, Refusal

BLANK = re.compile(r"\n[ \t\r>]*\n")
NO_TEXT = ("script", "style", "head", "title")
NEW_LINE = ("br", "tr", "li", "td", "th")
NEW_PARAGRAPH = ("p", "div", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote")
LONGEST_HEADING = 2_000


def read_bytes(stream: IO[bytes]) -> bytes:
    """All of an e-mail; Refusal beyond the bound."""
    stream.seek(0)
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refusal(DOCUMENT_TOO_BIG, MOST_BYTES)
    return data


def read_mail(data: bytes) -> ReadDocument:
    """Read it; Refusal where it goes beyond the bounds."""
    message, _ = read_headings(data, 0, len(data))
    document = ReadDocument("e-mail")
    for heading, name in (("Title", "subject"), ("From", "from"), ("To", "to")):
        document.said[heading] = _heading(message, name)
    document.said["Date"] = _sent_at(message)
    plain, pages = list[str](), list[str]()
    for part in find_parts(data):
        if part.is_text:
            (plain if part.kind == "text/plain" else pages).append(_text(part))
        elif part.is_file:
            document.attachments.append("" if part.is_cut else ATTACHMENT if part.is_read else ATTACHMENT_KIND)
    text = "\n\n".join(plain) or "\n\n".join(map(_text_of_page, pages))
    number = 0
    for paragraph in BLANK.split(text.replace("\r\n", "\n")):
        if said := paragraph.strip():
            number += 1
            document.add(f"Paragraph {number}", (said,))
    return document


def _text(part: MailPart) -> str:
    data = part.content()
    try:
        return data.decode(part.headings.get_content_charset() or "utf-8", errors="replace")
    except LookupError:
        return data.decode("utf-8", errors="replace")


def _heading(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())[:LONGEST_HEADING]
    except MALFORMED:
        return ""


def _sent_at(message: EmailMessage) -> str:
    """When it was sent, as ISO with its zone; the words as written where they are no moment."""
    try:
        found = getattr(message.get("date"), "datetime", None)
    except MALFORMED:
        return ""
    return found.isoformat(timespec="minutes") if isinstance(found, datetime) else _heading(message, "date")


class _PageText(HTMLParser):
    """Collects the text of a web page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts, self._left_out = list[str](), 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as its parent calls it
        """Note where a line or paragraph begins."""
        self._left_out += tag in NO_TEXT
        self.texts.append("\n\n" if tag in NEW_PARAGRAPH else "\n" if tag in NEW_LINE else "")

    def handle_endtag(self, tag: str) -> None:
        """Note where a paragraph ends."""
        self._left_out = max(0, self._left_out - (tag in NO_TEXT))
        self.texts.append("\n\n" if tag in NEW_PARAGRAPH else "")

    def handle_data(self, data: str) -> None:
        """Take words."""
        if not self._left_out:
            self.texts.append(re.sub(r"\s+", " ", data))


def _text_of_page(page: str) -> str:
    reader = _PageText()
    reader.feed(page)
    reader.close()
    return "\n".join(line.strip() for line in "".join(reader.texts).split("\n"))
