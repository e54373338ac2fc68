"""How headings and cells are compared: without case, stray blanks, byte order marks, smart quotes or remarks.

This is for comparing only. What is kept is always the text as it was written.
"""

import re
import unicodedata
from collections.abc import Iterable

from sightline.ingest.short_text_cache import kept_where_short

QUOTES = str.maketrans({"‘": "'", "’": "'", "`": "'", "“": '"', "”": '"', "\ufeff": " ", "–": "-", "—": "-"})
REMARK = re.compile(r"\s*\(.*$")
CHOICE = re.compile(r"[a-z]{1,2}\)\s*")
NOT_WRITTEN = frozenset({
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "NULL", "(null)", "NaN", "NaT", "<NA>", "\\N",
})  # fmt: skip
"""What a workbook or a database writes where nothing stands. A person may be called Null: so small letters count."""
MAY_BE_NOT_WRITTEN = re.compile(r"#|NULL|\(null\)|Na[NT]|<NA>|\\N")


@kept_where_short(8_192)
def plain_heading(text: str) -> str:
    """A heading for comparing, remark in brackets included."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(QUOTES)).casefold().split())


@kept_where_short(8_192)
def bare_heading(text: str) -> str:
    """A heading for comparing, without a remark in brackets at its end."""
    plain = plain_heading(text)
    return REMARK.sub("", plain) or plain


def without_remark(heading: str) -> str:
    """A heading for showing, without a remark in brackets at its end."""
    return REMARK.sub("", heading) or heading


@kept_where_short(65_536)
def plain_code(text: str) -> str:
    """A coded cell for looking up: lower case, without the `b) ` that drop-down lists put before a choice."""
    plain = plain_heading(text)
    return CHOICE.sub("", plain, count=1) or plain


Cells = tuple[str, ...]


def plain_cells(cells: Iterable[str]) -> Cells:
    """What a row says, so that two ways of writing it are alike: filled cells, in small letters, in no order."""
    found = ("".join(cell.split()).casefold() for cell in cells if cell.strip() not in NOT_WRITTEN)
    return tuple(sorted(cell for cell in found if cell))
