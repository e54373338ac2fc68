"""Finds out how a text file is encoded: UTF-8 (with or without a mark) or Windows-1252.

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
    nuls = begins.count(0)
    if begins.startswith(UTF_16) or nuls > len(begins) * MANY_NULS:
        kind = "UTF-16 text" if begins.startswith(UTF_16) or _every_other(begins) else "no text"
        raise BadInput(
            f"The file is {kind}, which is not read.",
            code="not_utf8",
            what_to_do="Save it as 'CSV UTF-8' or as .xlsx, and import that.",
        )
    broken, above = _count(path)
    if not broken:
        return "utf-8-sig", "strict"
    if broken >= above and _is_windows_1252(path):
        return "cp1252", "strict"
    if above > broken:
        return "utf-8-sig", "surrogateescape"
    raise BadInput(
        "The file is neither UTF-8 nor Windows-1252 text.",
        code="not_utf8",
        what_to_do="Save it as 'CSV UTF-8' or as .xlsx, and import that.",
    )


def _every_other(begins: bytes) -> bool:
    return begins[::2].count(0) > len(begins) // 4 or begins[1::2].count(0) > len(begins) // 4


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


def _is_windows_1252(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("cp1252")()
    with path.open("rb") as stream:
        try:
            while chunk := stream.read(CHUNK):
                decoder.decode(chunk)
        except UnicodeDecodeError:
            return False
    return True
