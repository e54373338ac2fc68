"""Finds out how a text file is encoded: UTF-8 (with or without a mark), UTF-16 or Windows-1252.

A UTF-8 file with a few broken bytes is not Windows-1252. It is read as UTF-8 and its broken rows are rejected one by
one, so that one bad cell does not garble every other name.
"""

import codecs
import re
from pathlib import Path

from sightline.model.errors import BadInput

CHUNK = 1 << 20
BROKEN = re.compile("[\udc80-\udcff]")
ABOVE_ASCII = re.compile("[\u0080-\ud7ff\ue000-\U0010ffff]")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MANY_NULS = 0.05


def find_encoding(path: Path) -> tuple[str, str]:
    """The encoding and error handling to open the file with; BadInput where it is no text that we read."""
    with path.open("rb") as stream:
        begins = stream.read(8192)
    if (utf_16 := _utf_16(begins)) and _decodes(path, utf_16):
        return utf_16, "strict"
    if begins.count(0) > len(begins) * MANY_NULS:
        raise BadInput(
            "The file is no text.", code="not_utf8", what_to_do="Ask the agency for the same list as .csv or .xlsx."
        )
    broken, above = _count(path)
    if not broken:
        return "utf-8-sig", "strict"
    if broken >= above and _decodes(path, "cp1252"):
        return "cp1252", "strict"
    if above > broken:
        return "utf-8-sig", "surrogateescape"
    raise BadInput(
        "The file is neither UTF-8 nor Windows-1252 text.",
        code="not_utf8",
        what_to_do="Save it as 'CSV UTF-8' or as .xlsx, and import that.",
    )


def _utf_16(begins: bytes) -> str:
    """The name of that encoding, by its mark or by the empty half of each letter; else an empty text."""
    if begins.startswith(UTF_16):
        return "utf-16"
    pairs = len(begins) // 2
    if begins[1::2].count(0) > pairs // 2 and not begins[::2].count(0):
        return "utf-16-le"
    return "utf-16-be" if begins[::2].count(0) > pairs // 2 and not begins[1::2].count(0) else ""


def _count(path: Path) -> tuple[int, int]:
    """How many bytes are not UTF-8, and how many characters above ASCII are."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
    broken = above = 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            text = decoder.decode(chunk)
            if not text.isascii():
                broken += len(BROKEN.findall(text))
                above += len(ABOVE_ASCII.findall(text))
        broken += len(BROKEN.findall(decoder.decode(b"", final=True)))
    return broken, above


def _decodes(path: Path, encoding: str) -> bool:
    """Whether the whole file is text of this encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as stream:
        try:
            while chunk := stream.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
