"""Reads Word, Excel and OpenDocument files as the zip files that they are, without opening what they hold as XML.

The zip must begin at the first byte and end at the last: a file that is something else as well is refused. No entry is
unpacked before its size is known, and none further than it says.
"""

import re
import zipfile
from html import unescape
from io import BytesIO
from zlib import error as ZlibError  # noqa: N812 - an exception

import filetype

from sightline.casework.attachments.pages.kinds import AttachmentKind, DocumentContents
from sightline.casework.attachments.pages.refusals import DocumentRefused

ZIP, END = b"PK\x03\x04", b"PK\x05\x06"
END_LENGTH, ENCRYPTED = 22, 0x1
MOST_ENTRIES, MOST_UNPACKED, MOST_TIMES, MOST_TEXT = 2_000, 200 * 1024**2, 200, 1_000_000
MAIN = {
    b"wordprocessingml.document.main+xml": AttachmentKind.WORD,
    b"spreadsheetml.sheet.main+xml": AttachmentKind.EXCEL,
}
OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
TYPES, MIMETYPE = "[Content_Types].xml", "mimetype"
PROGRAMS = re.compile(
    r"vbaproject|vbadata|activex|macrosheets|(^|/)(basic|scripts)/|\.(bin|exe|dll|js|vbs|ps1|bat)$", re.I
)
# Printer settings are the one .bin of ordinary workbooks; many documents have a small picture of their first page.
LET_BE = re.compile(r"printersettings/printersettings\d*\.bin$|^(docprops/thumbnail|thumbnails/thumbnail)\.", re.I)
INSIDE = re.compile(r"(^|/)embeddings/|^object[ \d]|\.(zip|docx?|xlsx?|pdf|msg|eml|html?|svg)$", re.I)
PICTURES = re.compile(r"(^|/)(media|pictures)/.|\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|webp|heic|avif)$", re.I)
FAR_TEMPLATE = re.compile(
    rb'attachedTemplate"[^<>]{0,999}TargetMode="External"|TargetMode="External"[^<>]{0,999}attachedTemplate"'
)
WORDS_IN = re.compile(
    r"^(word/[\w.]+\.xml|xl/(sharedStrings|comments\d*|worksheets/\w+)\.xml|content\.xml|docProps/\w+\.xml)$"
)
# What somebody wrote comes first; then what stands around it. The rest is settings and properties, which nobody reads.
BODY = re.compile(r"^(word/document|xl/sharedStrings|content)\.xml$")
AROUND = re.compile(
    r"^(word/(header|footer)\d*|word/(footnotes|endnotes|comments)|xl/(comments\d*|worksheets/\w+))\.xml$"
)
TAG = re.compile(r"<[^<>]*>")
SHARED = re.compile(r"<c [^<>]*t=\"s\"[^<>]*>.*?</c>", re.S)  # the number of a text that another part holds
BLANKS = re.compile(
    r"<(?:w:tab|w:br|w:cr|text:tab|text:s|text:line-break)(?: [^<>]*)?/?>|</(?:w:t[cr]|table:table-cell|v)>"
)
ENDS = re.compile(r"</(w:p|text:p|text:h|si|row|c)>")
LARGEST_THUMBNAIL, MOST_XML = 200_000, 10_000_000


def read_office_file(data: bytes) -> DocumentContents:
    """What it holds; DocumentRefused for any other zip."""
    end = data.rfind(END)
    if end < 0 or end + END_LENGTH != len(data):
        raise DocumentRefused("damaged")
    try:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            entries = opened.infolist()
            _check_whole(entries)
            kind = _kind(opened, {one.filename for one in entries})
            _check_harmless(opened, entries)
            body, rest = _words(opened, entries)
            return DocumentContents(kind, _has_pictures(opened, entries), body, rest)
    except (zipfile.BadZipFile, ZlibError, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise DocumentRefused("damaged") from error


def _check_whole(entries: list[zipfile.ZipInfo]) -> None:
    """That it begins at the first byte, every name once and within it, and nothing is far larger than it looks."""
    names = [one.filename for one in entries]
    if not entries or min(one.header_offset for one in entries) or len(set(map(str.lower, names))) != len(names):
        raise DocumentRefused("damaged")
    if any(name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") for name in names):
        raise DocumentRefused("damaged")
    if any(one.flag_bits & ENCRYPTED for one in entries):
        raise DocumentRefused("password")
    whole = sum(one.file_size for one in entries)
    stretched = any(one.file_size > 1_000_000 and one.file_size > MOST_TIMES * one.compress_size for one in entries)
    if len(entries) > MOST_ENTRIES or whole > MOST_UNPACKED or stretched:
        raise DocumentRefused("bomb")


def _kind(opened: zipfile.ZipFile, names: set[str]) -> AttachmentKind:
    if TYPES in names:
        types = _read_member(opened, TYPES, most=500_000)
        if b"macroEnabled" in types:
            raise DocumentRefused("macros")
        found = {kind for words, kind in MAIN.items() if words in types}
        if len(found) == 1 and MIMETYPE not in names:
            return found.pop()
        raise DocumentRefused("unknown")
    if MIMETYPE in names and _read_member(opened, MIMETYPE, most=200).strip() == OPEN_TEXT and "content.xml" in names:
        if b"encryption-data" in _read_member(opened, "META-INF/manifest.xml", most=500_000):
            raise DocumentRefused("password")
        return AttachmentKind.OPEN_TEXT
    raise DocumentRefused("archive")


def _check_harmless(opened: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    for one in entries:
        if LET_BE.search(one.filename):
            continue
        if PROGRAMS.search(one.filename) or _head(opened, one).startswith((b"MZ", b"\x7fELF")):
            raise DocumentRefused("macros")
        if INSIDE.search(one.filename) or _head(opened, one).startswith((ZIP, b"%PDF-", b"\xd0\xcf\x11\xe0")):
            raise DocumentRefused("files_inside")
        if one.filename.endswith(".rels") and FAR_TEMPLATE.search(_read_member(opened, one.filename, most=1_000_000)):
            raise DocumentRefused("macros")


def _has_pictures(opened: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> bool:
    return any(
        one.file_size
        and not one.is_dir()
        and (PICTURES.search(one.filename) or filetype.is_image(_head(opened, one)))
        and not (LET_BE.search(one.filename) and one.file_size <= LARGEST_THUMBNAIL)
        for one in entries
    )


def _words(opened: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> tuple[str, str]:
    """What somebody wrote, and its other words; neither with marks between the letters of one."""
    body = rest = ""
    for one in sorted(entries, key=lambda entry: (not BODY.search(entry.filename), not AROUND.search(entry.filename))):
        if WORDS_IN.match(one.filename) and len(body) + len(rest) < MOST_TEXT:
            words = _words_of(_read_member(opened, one.filename, most=MOST_XML).decode("utf-8", "replace"))
            if BODY.search(one.filename) or AROUND.search(one.filename):
                body += words
            else:
                rest += words
    return body[:MOST_TEXT], rest[:MOST_TEXT]


def _words_of(raw: str) -> str:
    text = TAG.sub("", BLANKS.sub(" ", ENDS.sub("\n", SHARED.sub("", raw))))
    return unescape(text) + "\n"


def _head(opened: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    return _read_member(opened, one.filename, most=512)


def _read_member(opened: zipfile.ZipFile, name: str, *, most: int) -> bytes:
    try:
        with opened.open(name) as entry:
            return entry.read(most)
    except KeyError:
        return b""
