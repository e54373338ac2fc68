"""Cleans the name that a browser gives a file: no folders, no hidden marks, and the ending of what it truly is."""

import re
import unicodedata

from sightline.casework.attachments.pages.kinds import AttachmentKind

MOST_LETTERS, NAMELESS = 100, "document"
NOT_IN_NAMES = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.I)
SPACES, ENDING = re.compile(r"\s+"), re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")


def clean_name(given: str, *, kind: AttachmentKind) -> str:
    """The name under which a document is listed and saved again."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    shown = "".join(one for one in last if unicodedata.category(one)[0] not in "C" or one == " ")
    stem = ENDING.sub("", SPACES.sub(" ", NOT_IN_NAMES.sub("", shown)).strip(" ."))
    stem = stem.removesuffix(f".{kind}")[:MOST_LETTERS].strip(" .")
    return f"{NAMELESS if not stem or RESERVED.match(stem) else stem}.{kind}"
