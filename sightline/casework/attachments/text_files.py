"""Reads plain text, CSV and e-mails; refuses what is text and still a web page, a program or a picture."""

import re
from collections.abc import Callable
from email import message_from_bytes
from email.message import Message

import filetype

from sightline.casework.attachments.pages.kinds import AttachmentKind, DocumentContents
from sightline.casework.attachments.pages.refusals import DocumentRefused

MOST_TEXT, MOST_PARTS, MOST_NESTED, LOOKED_AT, ROWS_LOOKED_AT = 1_000_000, 200, 50, 200_000, 20
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
WEB_PAGE = re.compile(r"<\s*(script|html|head|body|svg|iframe|object|embed|!doctype|\?xml)\b", re.I)
PICTURE = re.compile(r"\A\s*(P[1-6]\s+\d+\s+\d+\s|/\* XPM \*/|#define \w+_width \d)")
OLD_OFFICE, PROGRAM, PRINTED = "{\\rtf", "#!", ("%!PS", "%PDF-")
WRITTEN_OUT = re.compile(r"data:image/|^begin [0-7]{3} \S", re.I | re.M)
HEADERS = re.compile(r"\A(?:[!-9;-~]{1,80}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,200}\r?\n")
SENDER, ENVELOPE = re.compile(r"^From:", re.I | re.M), re.compile(r"^(Date|Message-ID|Received):", re.I | re.M)
SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")
NESTED = re.compile(rb"boundary\s*=|message/rfc822", re.I)
TAG = re.compile(r"<[^<>]*>")


def decode_text(data: bytes) -> str | None:
    """The bytes as text; None where they are none."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if CONTROL.search(text) else text
    return None


def read_plain_text(text: str) -> DocumentContents:
    """Plain text or CSV."""
    begins = text.lstrip()
    if PICTURE.match(text):
        raise DocumentRefused("picture")
    if begins.startswith(OLD_OFFICE):
        raise DocumentRefused("old_office")
    if begins.startswith(PROGRAM):
        raise DocumentRefused("program")
    if any(printed in text[:1024] for printed in PRINTED):
        raise DocumentRefused("damaged")
    if WEB_PAGE.search(text[:LOOKED_AT]):
        raise DocumentRefused("web_page")
    if not begins:
        raise DocumentRefused("empty_file")
    kind = AttachmentKind.CSV if is_table(text) else AttachmentKind.TEXT
    return DocumentContents(kind, bool(WRITTEN_OUT.search(text)), text[:MOST_TEXT])


def is_table(text: str) -> bool:
    """Whether each of the first lines has the same number of commas, semicolons or tabs, and there are several."""
    lines = [line for line in text.splitlines()[: ROWS_LOOKED_AT + 1] if line.strip()][:ROWS_LOOKED_AT]
    bare = [re.sub(r'"[^"]*"', "", line) for line in lines]
    return len(bare) > 1 and any(
        bare[0].count(divider) and {line.count(divider) for line in bare} == {bare[0].count(divider)}
        for divider in ",;\t"
    )


def read_mail(data: bytes, text: str, read: Callable[[bytes], DocumentContents]) -> DocumentContents | None:
    """An e-mail with what it brings along, each read as a document of its own; None where it is no e-mail."""
    headers = HEADERS.match(text[:LOOKED_AT])
    if headers is None or not (SENDER.search(headers[0]) and ENVELOPE.search(headers[0])):
        return None
    if len(NESTED.findall(data)) > MOST_NESTED:  # asked first: the parser goes as deep as these
        raise DocumentRefused("bomb")
    parts = list(message_from_bytes(data).walk())
    if len(parts) > MOST_PARTS:
        raise DocumentRefused("bomb")
    if any(one.get_content_type() in SEALED for one in parts):
        raise DocumentRefused("password")
    found = [_read_part(one, read) for one in parts if not one.is_multipart()]
    said = "\n".join(one.text for one in found)
    unseen = "\n".join(one.properties for one in found if one.properties)
    pictures = any(one.has_pictures for one in found)
    return DocumentContents(AttachmentKind.EMAIL, pictures, f"{headers[0]}\n{said}"[:MOST_TEXT], unseen[:MOST_TEXT])


def _read_part(part: Message, read: Callable[[bytes], DocumentContents]) -> DocumentContents:
    raw = part.get_payload(decode=True)
    body = raw if isinstance(raw, bytes) else b""
    if not body:
        return DocumentContents(AttachmentKind.TEXT)
    if filetype.is_image(body) and decode_text(body) is None:
        return DocumentContents(AttachmentKind.TEXT, has_pictures=True)
    if part.get_content_type() in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
        words = decode_text(body)
        if words is not None:
            pictures = bool(WRITTEN_OUT.search(words))
            return DocumentContents(AttachmentKind.TEXT, pictures, TAG.sub("", words))
    try:
        return read(body)
    except DocumentRefused as refused:
        if refused.code == "picture":
            return DocumentContents(AttachmentKind.TEXT, has_pictures=True)
        raise DocumentRefused("password" if refused.code == "password" else "mail_attachment") from refused
