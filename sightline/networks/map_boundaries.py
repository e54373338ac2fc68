"""A partnership's own outlines for the map: `map/boundaries.geojson` in its workspace, in the metres of its places.

Most GeoJSON is in degrees of the globe, and this must not be. Degrees are told apart and refused with a word on what to
do; the map is then drawn without outlines. A GeoPackage says in what its coordinates are: `map/boundaries.gpkg` may be
there instead.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from sightline.model.errors import BadInput
from sightline.networks.geopackage import beside, both, read_geopackage
from sightline.networks.map_places import Ring, Spot, is_spot

LOCAL_OUTLINES: Final = "map/boundaries.geojson"
DEPTHS: Final = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}  # lists around each line


@dataclass(frozen=True, slots=True)
class Outlines:
    """The lines to draw, and what could not be read."""

    rings: tuple[Ring, ...] = ()
    problems: tuple[BadInput, ...] = ()


def read_outlines(path: Path) -> Outlines:
    """What the file says; nothing where there is none. Kept while the files stay as they are."""
    return _read_outlines(path, changed_at(path), changed_at(beside(path)))


def changed_at(path: Path) -> tuple[int, int]:
    """When a file was last written, and its size; noughts where there is none."""
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=2)
def _read_outlines(path: Path, _changed: tuple[int, int], _other: tuple[int, int]) -> Outlines:
    if not path.exists():
        return _read_package(beside(path)) if beside(path).exists() else Outlines()
    read = _read_geojson(path)
    return Outlines(read.rings, (*read.problems, *both(path, LOCAL_OUTLINES)))


def _read_package(path: Path) -> Outlines:
    try:
        features = read_geopackage(path, local=str(beside(Path(LOCAL_OUTLINES))))
    except BadInput as problem:
        return Outlines(problems=(problem,))
    return Outlines(tuple(ring for _, rings in features for ring in rings))


def _read_geojson(path: Path) -> Outlines:
    try:
        rings = tuple(rings_of(json.loads(path.read_text(encoding="utf-8-sig"))))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return _refuse("The file is not GeoJSON of lines or outlines.", "Save it again as GeoJSON.")
    if not rings:
        return _refuse("The file has no line and no outline.", "Save the outlines themselves, not points.")
    if not all(is_spot(spot) for line in rings for spot in line):
        return _refuse(
            "Its numbers are not metres on a grid.", "Save it on the grid of map/places.csv, not in degrees."
        )
    return Outlines(rings)


def rings_of(geojson: Any) -> Iterator[Ring]:
    """Every line of a feature, a collection of features, or a bare geometry; points are passed over."""
    if geojson["type"] == "FeatureCollection":
        for feature in geojson["features"]:
            yield from rings_of(feature)
    elif geojson["type"] == "Feature":
        if geojson["geometry"] is not None:
            yield from rings_of(geojson["geometry"])
    elif geojson["type"] in DEPTHS:
        yield from _unwrap(geojson["coordinates"], DEPTHS[geojson["type"]])


def _unwrap(coordinates: Any, depth: int) -> Iterator[Ring]:
    if depth:
        for each in coordinates:
            yield from _unwrap(each, depth - 1)
    else:
        yield tuple(Spot(float(point[0]), float(point[1])) for point in coordinates)


def _refuse(what: str, what_to_do: str) -> Outlines:
    return Outlines(problems=(BadInput(what, code="bad_map_outlines", where=LOCAL_OUTLINES, what_to_do=what_to_do),))
