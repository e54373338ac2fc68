"""Tells by its first bytes what a file is: agencies name files as they like, and kept bytes have no name.

Sources: the signatures that each format's own specification gives.
"""

import codecs
import mmap
import re
from enum import StrEnum
from typing import IO

HEAD = 8192
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
FIRST_NAME = 30  # where the name of the first part of an archive begins; that of OpenDocument is not packed
MAIL_LINE = re.compile(
    rb"^(received|return-path|from|to|cc|date|subject|mime-version|message-id|content-type|x-[\w-]+):\s", re.IGNORECASE
)
MAIL_BEGINS = re.compile(rb"(from |[\w-]+:)", re.IGNORECASE)
MAIL_LINES = 3
LEGACY_SHEET = b"urn:schemas-microsoft-com:office:spreadsheet"


READ_ENDINGS = (
    ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".parquet", ".jsonl", ".ndjson", ".xml",
    ".docx", ".eml", ".pdf",
)  # fmt: skip
"""What names of files end in that are read, save for archives of files."""


class FileKind(StrEnum):
    """What a received file is."""

    EMPTY = "empty"
    TEXT = "text"
    ARCHIVE = "archive"  # a zip: an .xlsx workbook, a document, or files
    OPEN_DOCUMENT = "open_document"
    OLD_WORKBOOK = "old_workbook"
    PARQUET = "parquet"
    JSON_LINES = "json_lines"
    PROTECTED = "protected"
    MESSAGE = "message"
    E_MAIL = "e_mail"
    DOCUMENT = "document"
    PDF = "pdf"
    WEB_PAGE = "web_page"
    XML = "xml"
    JSON = "json"
    PACKED = "packed"
    DATABASE = "database"


IN_A_PROCESS = (
    FileKind.ARCHIVE, FileKind.OPEN_DOCUMENT, FileKind.OLD_WORKBOOK, FileKind.PARQUET, FileKind.JSON_LINES,
    FileKind.XML, FileKind.E_MAIL, FileKind.PDF,
)  # fmt: skip
"""Read by `sightline.workbooks.process`, within limits."""
BY_HEAD = (
    (b"PAR1", FileKind.PARQUET),
    (b"%PDF-", FileKind.PDF),
    (b"{\\rtf", FileKind.DOCUMENT),
    (b"\x1f\x8b", FileKind.PACKED),
    (b"7z\xbc\xaf\x27\x1c", FileKind.PACKED),
    (b"Rar!\x1a\x07", FileKind.PACKED),
    (b"SQLite format 3\x00", FileKind.DATABASE),
)
INSIDE_OLE = (
    ("EncryptedPackage", FileKind.PROTECTED),
    ("__substg1.0_", FileKind.MESSAGE),
    ("WordDocument", FileKind.DOCUMENT),
    ("Workbook", FileKind.OLD_WORKBOOK),
    ("Book", FileKind.OLD_WORKBOOK),
)


def find_kind(stream: IO[bytes]) -> FileKind:
    """What a file is; the stream is left where it was found to be. What nothing tells is text."""
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    if not head:
        return FileKind.EMPTY
    if head.startswith(ZIP):
        is_sheet = head.startswith(b"mimetype" + SPREADSHEET, FIRST_NAME)
        return FileKind.OPEN_DOCUMENT if is_sheet else FileKind.ARCHIVE
    if head.startswith(OLE):
        return _inside_ole(stream)
    for signature, kind in BY_HEAD:
        if head.startswith(signature):
            return kind
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        utf_16 = head[: len(head) // 2 * 2].decode("utf-16", "replace").lstrip().encode("ascii", "replace")
        return _kind_of_text(utf_16) if utf_16.startswith(b"<") else FileKind.TEXT
    return _kind_of_text(head.removeprefix(b"\xef\xbb\xbf").lstrip())


def _inside_ole(stream: IO[bytes]) -> FileKind:
    """An old container names what is in it, anywhere in the file, two bytes a letter."""
    with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        for name, kind in INSIDE_OLE:
            if whole.find(name.encode("utf-16-le")) >= 0:
                return kind
    return FileKind.PROTECTED


def _kind_of_text(head: bytes) -> FileKind:
    small = head[:2048].lower()
    if small.startswith(b"<"):
        if any(sign in small for sign in (b"<!doctype html", b"<html", b"<table", LEGACY_SHEET)):
            return FileKind.WEB_PAGE
        return FileKind.XML
    if small.startswith(b"{"):
        line = head.partition(b"\n")[0].rstrip()
        return FileKind.JSON_LINES if line.endswith(b"}") or len(line) == len(head) else FileKind.JSON
    if small.startswith((b"[{", b"[\n", b"[\r", b"[ ")):
        return FileKind.JSON
    lines = head.splitlines()
    headings = lines[: lines.index(b"")] if b"" in lines else lines
    if headings and MAIL_BEGINS.match(headings[0]) and sum(map(bool, map(MAIL_LINE.match, headings))) >= MAIL_LINES:
        return FileKind.E_MAIL
    return FileKind.TEXT
