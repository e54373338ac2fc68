"""Parts the names of several people that stand where one person's name belongs: `Ann Smith & Bob Jones`.

The rule is closed. Signs and "and" part names; a comma does so only beside one of them, because `Oak, Mia` is one
person. Where it is not sure which forename has which surname, nothing is parted and the row is not imported.
"""

import re
from dataclasses import dataclass, field

from sightline.ingest.short_text_cache import kept_where_short

SIGNS = (";", "|", "&", "+", "and", "line break")
MAY_PART = re.compile(r"[;|&+\n\r]|\sand\s", re.IGNORECASE)
PARTING = re.compile(r"\s*[;|&+\n\r]+\s*|\s+and\s+", re.IGNORECASE)
LONGEST = 200


@dataclass(frozen=True, slots=True)
class NameInCell:
    """One person of several: the whole name, the surname and the forename, as far as the cells say them apart."""

    name: str = field(repr=False)
    surname: str = field(repr=False)
    forename: str = field(repr=False)


def names_several(*cells: str) -> bool:
    """Whether one of these cells, each for a part of one person's name, names several people."""
    return any(MAY_PART.search(cell) is not None and (len(cell) > LONGEST or len(_pieces(cell)) > 1) for cell in cells)


@kept_where_short(16_384)
def part_names(whole: str, surname: str, forename: str) -> tuple[NameInCell, ...]:
    """The people that the cells name, in the order written; none where it is not sure who is called what."""
    if max(map(len, (whole, surname, forename))) > LONGEST:
        return ()
    if whole:
        return (
            () if names_several(surname, forename) else tuple(NameInCell(name, "", "") for name in _whole_names(whole))
        )
    firsts, lasts = _with_commas(forename), _pieces(surname)
    if len(lasts) == 1:
        lasts = lasts * len(firsts)
    if len(firsts) != len(lasts):
        return ()
    return tuple(NameInCell(f"{first} {last}", last, first) for first, last in zip(firsts, lasts, strict=True))


def _pieces(cell: str) -> list[str]:
    return [piece for part in PARTING.split(cell) if (piece := part.strip(" ,."))]


def _with_commas(cell: str) -> list[str]:
    """Beside a sign or "and" a comma parts too."""
    pieces = _pieces(cell)
    return (
        [name for piece in pieces for part in piece.split(",") if (name := part.strip())] if len(pieces) > 1 else pieces
    )


def _whole_names(cell: str) -> list[str]:
    """Whole names. A single forename has the surname of the name at the end: `Kai, Mia and Zed Smith`."""
    pieces = _pieces(cell)
    if all(piece.count(",") == 1 for piece in pieces):
        return pieces  # Oak, Mia; Ash, Dean
    names = _with_commas(cell)
    *_, last = names
    if " " not in last:
        return names if all(" " in name or name == last for name in names) and len(pieces) == len(names) else []
    surname = last.rpartition(" ")[2]
    return [name if " " in name else f"{name} {surname}" for name in names]
