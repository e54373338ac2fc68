"""Cuts a cell that names several people or places into the ones it names, in the order written.

`Oak, Mia` is one person and `Mia Oak, Dean Ash` are two. A comma parts names only where every piece could be a whole
name, or where there are three or more; addresses are never cut at a comma.
"""

import re

from sightline.ingest.short_text_cache import kept_where_short

SURE = re.compile(r"[;|\n\r]+")
AND = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
LONGEST_NAME = 120


@kept_where_short(65_536)
def split_cell(text: str, how: str) -> tuple[str, ...]:
    """The pieces of a cell; `how` is people, places, `;`, or empty for not at all."""
    if not how:
        return (text,) if text else ()
    pieces = [piece.strip(" ,.") for piece in SURE.split(text)]
    if how == "people":
        pieces = [name for piece in pieces for name in _names(piece)]
    return tuple(piece for piece in pieces if piece)


def _names(piece: str) -> list[str]:
    if len(piece) > LONGEST_NAME and "," not in piece:
        return [piece]
    return [name.strip(" ,.") for part in _at_commas(piece) for name in _at_and(part)]


def _at_and(part: str) -> list[str]:
    """A long part is a sentence, not names; looking for "and" between long blanks would take for ever."""
    return AND.split(part) if len(part) <= LONGEST_NAME else [part]


def _at_commas(piece: str) -> list[str]:
    parts = [part.strip() for part in piece.split(",") if part.strip()]
    whole_names = all(" " in part for part in parts)
    return parts if len(parts) > 2 or (len(parts) == 2 and whole_names) else [piece]
