"""A partnership's own small areas for the map, its streets and rivers, and which area each postcode is in.

Three files of its workspace, in the metres of its places: `map/areas.geojson` (outlines with a `name`),
`map/base.geojson` (lines and outlines with a `kind`), `map/postcodes.csv` (`postcode`, `area`). The first two may be a
GeoPackage (`.gpkg`) instead. A home has no point: only its postcode says in which area it is.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from sightline.model.errors import BadInput
from sightline.networks.geopackage import beside, both, read_geopackage
from sightline.networks.map_boundaries import changed_at, rings_of
from sightline.networks.map_places import Ring, Spot, is_spot

LOCAL_AREAS: Final = "map/areas.geojson"
LOCAL_BASE: Final = "map/base.geojson"
LOCAL_POSTCODES: Final = "map/postcodes.csv"
BASE_KINDS: Final = ("river", "railway", "street", "park")
FINE: Final = 12  # cells across an area, among which its middle is looked for


@dataclass(frozen=True, slots=True)
class MapArea:
    """A small area: its name, its outlines, and the point within it that is farthest from its edge."""

    name: str = field(repr=False)
    rings: tuple[Ring, ...] = field(repr=False)
    middle: Spot


@dataclass(frozen=True, slots=True)
class BaseShape:
    """Something that is drawn to find one's way: a street, a river, a railway, a park."""

    kind: str
    ring: Ring = field(repr=False)


@dataclass(frozen=True, slots=True)
class AreaFiles:
    """What the files say, and what is wrong with them."""

    areas: tuple[MapArea, ...] = ()
    base: tuple[BaseShape, ...] = ()
    by_postcode: Mapping[str, str] = field(default_factory=dict, repr=False)
    problems: tuple[BadInput, ...] = ()

    def area_at(self, spot: Spot) -> str:
        """The area that a spot is in; empty where it is in none."""
        return next((area.name for area in self.areas if _holds(area.rings, spot)), "")


def read_areas(root: Path) -> AreaFiles:
    """What a workspace's files say; nothing where there are none. Kept while they stay as they are."""
    files = [root / one for one in (LOCAL_AREAS, LOCAL_BASE, LOCAL_POSTCODES)]
    return _read_area_files(root, tuple(changed_at(one) for one in (*files, *map(beside, files))))


def fold_postcode(text: str) -> str:
    """A postcode as it is compared: capitals without blanks."""
    return "".join(text.upper().split())


@lru_cache(maxsize=2)
def _read_area_files(root: Path, _changed_at: tuple[tuple[int, int], ...]) -> AreaFiles:
    problems: list[BadInput] = []
    areas = tuple(
        MapArea(name, rings, _middle(rings)) for name, rings in _features(root, LOCAL_AREAS, "name", problems)
    )
    lines = _features(root, LOCAL_BASE, "kind", problems)
    base = tuple(BaseShape(kind, ring) for kind, rings in lines for ring in rings if kind in BASE_KINDS)
    return AreaFiles(areas, base, _postcodes(root, {area.name for area in areas}, problems), tuple(problems))


def _features(root: Path, local: str, says: str, problems: list[BadInput]) -> list[tuple[str, tuple[Ring, ...]]]:
    """What each feature of a file is called, and its lines; of the GeoPackage where there is no GeoJSON."""
    problems += both(root / local, local)
    if (root / local).exists():
        return _from_geojson(root, local, says, problems)
    try:
        package = beside(root / local)
        return read_geopackage(package, local=str(beside(Path(local))), says=says) if package.exists() else []
    except BadInput as problem:
        problems.append(problem)
        return []


def _from_geojson(root: Path, local: str, says: str, problems: list[BadInput]) -> list[tuple[str, tuple[Ring, ...]]]:
    try:
        read = json.loads((root / local).read_text(encoding="utf-8-sig"))
        found = [(str(one["properties"][says]), tuple(rings_of(one))) for one in read["features"]]
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        problems.append(_bad(f"The file is not GeoJSON whose features have a {says}.", local))
        return []
    if not all(is_spot(spot) for _, rings in found for ring in rings for spot in ring):
        problems.append(_bad("Its numbers are not metres on a grid.", local))
        return []
    return [(name, rings) for name, rings in found if any(len(ring) > 1 for ring in rings)]


def _postcodes(root: Path, names: set[str], problems: list[BadInput]) -> dict[str, str]:
    if not (root / LOCAL_POSTCODES).exists():
        return {}
    try:
        rows = list(csv.DictReader(io.StringIO((root / LOCAL_POSTCODES).read_text(encoding="utf-8-sig"))))
        found = {fold_postcode(row["postcode"]): row["area"].strip() for row in rows}
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, AttributeError):
        problems.append(_bad("The file is not CSV with the headings postcode and area.", LOCAL_POSTCODES))
        return {}
    unknown = sorted({area for area in found.values() if area not in names})
    if unknown:
        problems.append(_bad(f"{len(unknown)} of its areas are not in {LOCAL_AREAS}.", LOCAL_POSTCODES))
    return {postcode: area for postcode, area in found.items() if area in names}


def _bad(what: str, where: str) -> BadInput:
    return BadInput(what, code="bad_map_areas", where=where, what_to_do="Save it as the documentation of the map says.")


def _holds(rings: tuple[Ring, ...], spot: Spot) -> bool:
    """Whether a spot is inside: a line from it to the west crosses the outlines an odd number of times."""
    crossed = 0
    for one, other in (pair for ring in rings for pair in _edges(ring)):
        if (one.north > spot.north) != (other.north > spot.north):
            east = one.east + (spot.north - one.north) / (other.north - one.north) * (other.east - one.east)
            crossed += east < spot.east
    return crossed % 2 == 1


def _middle(rings: tuple[Ring, ...]) -> Spot:
    """The point of a fine grid that is inside and farthest from the edge, so that a name stands within its area."""
    easts, norths = ([getattr(spot, axis) for ring in rings for spot in ring] for axis in ("east", "north"))
    left, low, wide, tall = min(easts), min(norths), max(easts) - min(easts), max(norths) - min(norths)
    grid = [
        Spot(left + wide * (x + 0.5) / FINE, low + tall * (y + 0.5) / FINE) for x in range(FINE) for y in range(FINE)
    ]
    inside = [spot for spot in grid if _holds(rings, spot)] or [Spot(left + wide / 2, low + tall / 2)]
    return max(inside, key=lambda spot: min(_apart(spot, one, other) for ring in rings for one, other in _edges(ring)))


def _edges(ring: Ring) -> Iterator[tuple[Spot, Spot]]:
    yield from zip(ring, (*ring[1:], ring[0]), strict=True)


def _apart(spot: Spot, one: Spot, other: Spot) -> float:
    """The square of how far a spot is from an edge."""
    across, up = other.east - one.east, other.north - one.north
    length = across * across + up * up
    share = ((spot.east - one.east) * across + (spot.north - one.north) * up) / length if length else 0.0
    share = max(0.0, min(1.0, share))
    return (spot.east - one.east - share * across) ** 2 + (spot.north - one.north - share * up) ** 2
