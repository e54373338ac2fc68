"""Looks through a PDF for what a reader must be told of or kept from: passwords, programs, files and pictures.

It shows nothing and runs nothing. Names are read outside streams and in object streams; a picture within a page's own
drawing is looked for where that can be unpacked.
"""

import re
import zlib
from base64 import a85decode
from collections.abc import Iterator

from sightline.casework.attachments.pages.kinds import AttachmentKind, DocumentContents
from sightline.casework.attachments.pages.refusals import DocumentRefused

PDF, END, ZIP_END = b"%PDF-", b"%%EOF", b"PK\x05\x06"
LOOK_AT_END, LOOK_FOR_ZIP, DICTIONARY, MOST_UNPACKED = 2_048, 70_000, 4_096, 50 * 1024**2
STREAM = re.compile(rb"(?<!end)stream\r?\n")
HIDDEN_LETTER = re.compile(rb"#([0-9A-Fa-f]{2})")
AFTER = rb"(?![A-Za-z0-9])"
PASSWORD = re.compile(rb"/Encrypt" + AFTER)
PROGRAM = re.compile(rb"/(JavaScript|JS|Launch|XFA|RichMedia)" + AFTER)
FILE = re.compile(rb"/(EmbeddedFiles?|Movie|Sound)" + AFTER)
PICTURE = re.compile(rb"/Image" + AFTER)
OBJECTS, NO_DRAWING = (
    re.compile(rb"/ObjStm" + AFTER),
    re.compile(rb"/(Image|FontFile\d?|Length1|Metadata|XRef)" + AFTER),
)
DRAWN_PICTURE = re.compile(rb"(?:^|\s)BI\s+/[A-Za-z]")


def read_pdf_file(data: bytes) -> DocumentContents:
    """What it holds; DocumentRefused where it can run something, holds files, is locked, or is two things."""
    if END not in data[-LOOK_AT_END:] or ZIP_END in data[-LOOK_FOR_ZIP:]:
        raise DocumentRefused("damaged")
    names, drawn, left = [], False, MOST_UNPACKED
    for outside, dictionary, stream in _parts(data):
        names.append(outside)
        if OBJECTS.search(dictionary) or not NO_DRAWING.search(dictionary):
            unpacked = _unpack(dictionary, stream, left)
            left -= len(unpacked)
            if OBJECTS.search(dictionary):
                names.append(unpacked)
            else:
                drawn = drawn or bool(DRAWN_PICTURE.search(unpacked))
    said = HIDDEN_LETTER.sub(lambda found: bytes([int(found[1], 16)]), b"\n".join(names))
    for code, pattern in (("password", PASSWORD), ("macros", PROGRAM), ("files_inside", FILE)):
        if pattern.search(said):
            raise DocumentRefused(code)
    return DocumentContents(AttachmentKind.PDF, drawn or bool(PICTURE.search(said)))


def _parts(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """What is written before each stream, the stream's dictionary, and the stream; last what is left."""
    at = 0
    while (found := STREAM.search(data, at)) is not None:
        end = data.find(b"endstream", found.end())
        if end < 0:
            raise DocumentRefused("damaged")
        outside = data[at : found.start()]
        dictionary = outside[-DICTIONARY:].rpartition(b" obj")[2]
        yield outside, HIDDEN_LETTER.sub(lambda one: bytes([int(one[1], 16)]), dictionary), data[found.end() : end]
        at = end
    yield data[at:], b"/XRef", b""


def _unpack(dictionary: bytes, stream: bytes, most: int) -> bytes:
    """The stream as it is drawn; empty where it cannot be unpacked, and DocumentRefused where it would be too large."""
    try:
        if b"/ASCII85Decode" in dictionary:
            stream = a85decode(stream.strip().removesuffix(b"~>").strip())
        if b"/FlateDecode" not in dictionary:
            return stream if b"/Filter" not in dictionary or b"/ASCII85Decode" in dictionary else _cannot(dictionary)
        unpacking = zlib.decompressobj()
        unpacked = unpacking.decompress(stream, most + 1)
    except (zlib.error, ValueError):
        return _cannot(dictionary)
    if len(unpacked) > most:
        raise DocumentRefused("bomb")
    return unpacked


def _cannot(dictionary: bytes) -> bytes:
    """Objects that cannot be read could be anything; a drawing that cannot be read is one without pictures in it."""
    if OBJECTS.search(dictionary):
        raise DocumentRefused("damaged")
    return b""
