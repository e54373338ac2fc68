"""A partnership's own places on the map: `map/places.csv` in its workspace, each with metres east and north.

A row that cannot be read stops nothing. It is told with its number, and every page still opens; a place without a spot
is counted there, not left out in silence.
"""

import csv
import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from sightline.model.errors import BadInput

LOCAL_PLACES: Final = "map/places.csv"
HEADINGS: Final = ("place", "postcode", "east", "north")
METRES: Final = "Write metres on the council's own grid, such as 430250."
SAVE_AGAIN: Final = f"Save it as CSV in UTF-8, with the headings {', '.join(HEADINGS)}."
MOST_METRES: Final = 2_000_000
MOST_DEGREES: Final = 180


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is: metres east and north, on whatever grid the partnership uses."""

    east: float
    north: float


Ring = tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class WrittenSpot:
    """One row of the file. A row with no place speaks for its whole postcode."""

    place: str = field(repr=False)
    postcode: str = field(repr=False)
    spot: Spot
    row: int


@dataclass(frozen=True, slots=True)
class WrittenSpots:
    """The rows that could be read, and one BadInput for each that could not. `is_there`: there is such a file."""

    spots: tuple[WrittenSpot, ...] = ()
    problems: tuple[BadInput, ...] = ()
    is_there: bool = False


def read_spots(path: Path) -> WrittenSpots:
    """What the file says; nothing where there is none. Kept while the file stays as it is."""
    try:
        status = path.stat()
    except OSError:
        return WrittenSpots()
    return _read_spots(path, status.st_mtime_ns, status.st_size)


def is_spot(spot: Spot) -> bool:
    """Whether these can be metres: numbers, none below nought, not degrees of the globe, not off the grid."""
    within = all(math.isfinite(each) and 0 <= each <= MOST_METRES for each in (spot.east, spot.north))
    return within and max(spot.east, spot.north) > MOST_DEGREES


@lru_cache(maxsize=2)
def _read_spots(path: Path, _changed: int, _size: int) -> WrittenSpots:
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    except (OSError, UnicodeDecodeError, csv.Error):
        return WrittenSpots(problems=(_bad("The file cannot be read.", SAVE_AGAIN),), is_there=True)
    missing = [heading for heading in ("east", "north") if rows and heading not in rows[0]]
    if missing or (rows and not {"place", "postcode"} & rows[0].keys()):
        what = f"The heading '{missing[0] if missing else 'place'}' is missing."
        return WrittenSpots(problems=(_bad(what, SAVE_AGAIN),), is_there=True)
    read = list(_read_rows(rows))
    spots = tuple(one for one in read if isinstance(one, WrittenSpot))
    return WrittenSpots(spots, tuple(one for one in read if isinstance(one, BadInput)), is_there=True)


def _read_rows(rows: list[dict[str, str]]) -> Iterator[WrittenSpot | BadInput]:
    seen: dict[tuple[str, str], WrittenSpot] = {}
    for number, row in enumerate(rows, start=2):  # row 1 has the headings
        read = _read_row(row, number)
        if isinstance(read, WrittenSpot):
            first = seen.setdefault((read.place.casefold(), read.postcode.casefold()), read)
            if first.spot != read.spot:
                read = _bad(f"Row {first.row} puts the same place elsewhere.", "Keep one of the two.", number)
            elif first is not read:
                continue
        yield read


def _read_row(row: Mapping[str, str | None], number: int) -> WrittenSpot | BadInput:
    place, postcode = ((row.get(name) or "").strip() for name in ("place", "postcode"))
    if not place and not postcode:
        return _bad("It gives no place and no postcode.", "Give one of them.", number)
    try:
        spot = Spot(float(row.get("east") or ""), float(row.get("north") or ""))
    except ValueError:
        return _bad("East or north is not a number.", METRES, number)
    if not is_spot(spot):
        return _bad("East and north cannot be metres on a grid.", METRES, number)
    return WrittenSpot(place, postcode, spot, number)


def _bad(what: str, what_to_do: str, row: int = 0) -> BadInput:
    where = f"{LOCAL_PLACES}, row {row}" if row else LOCAL_PLACES
    return BadInput(what, code="bad_map_places", where=where, what_to_do=what_to_do)
