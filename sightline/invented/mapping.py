"""The map of the invented area: ten towns and two empty areas, with streets, a river, a railway and a park.

The metres are those of a stretch of open sea, so that nothing invented can be taken for a real place. One place in
twenty has no spot, as in any council's list; and no home has one: a home's postcode is in an area, and that is all.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from math import pi, sin
from pathlib import Path
from typing import Any, Final

from sightline.invented.area import TOWNS, Place, street_postcodes
from sightline.invented.chance import chance_for

CORNER: Final = (615_000, 926_000)  # metres on the British grid, in the North Sea: the south-west of the map
ACROSS, UP = 4, 3  # areas
WIDE, TALL = 1_700, 1_700  # metres of one, before its corners are moved
MOVED: Final = 180
TOWN: Final = 900  # metres from the middle of a town to its edge
AREAS: Final = (*TOWNS, "High Moor", "Salt Marsh")
CELLS: Final = (5, 6, 1, 2, 9, 4, 10, 0, 7, 8, 3, 11)  # where each is, counted from the south-west, row by row
PARK: Final = ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8))  # shares of its area
STREETS: Final = (0.25, 0.5, 0.75)
BENDS: Final = 24
LEFT_OUT: Final = 0.05
Point = tuple[int, int]
Quad = tuple[Point, Point, Point, Point]


def write_map(*, places: Iterable[Place], seed: int, folder: Path) -> None:
    """Write the files as a partnership would keep them in its workspace's folder `map`."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = sorted(places, key=lambda one: one.true_id)
    with (folder / "places.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("place", "postcode", "east", "north"))
        for place in listed:
            chance = chance_for(seed, "map", place.true_id)
            if chance.random() >= LEFT_OUT:
                quad = _quad(_town_of(place, seed), seed)
                spot = _within(quad, 0.2 + 0.6 * chance.random(), 0.2 + 0.6 * chance.random())
                writer.writerow((place.text, place.postcode, *spot))
    _write_postcodes(listed, seed, folder / "postcodes.csv")
    _write(folder / "areas.geojson", [({"name": name}, "Polygon", [_closed(quad)]) for name, quad in _areas(seed)])
    _write(folder / "base.geojson", _base(seed))
    (folder / "boundaries.geojson").write_text(
        json.dumps(_feature({}, "Polygon", [_closed(_outline())])), encoding="utf-8"
    )


def _write_postcodes(places: Iterable[Place], seed: int, path: Path) -> None:
    """Each postcode with the area that it is in: those of all streets, and of premises."""
    towns = {postcode: town for town in range(len(TOWNS)) for postcode in street_postcodes(town)}
    towns |= {place.postcode: _town_of(place, seed) for place in places if place.postcode not in towns}
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("postcode", "area"))
        writer.writerows((code, TOWNS[town]) for code, town in towns.items())


def _areas(seed: int) -> list[tuple[str, Quad]]:
    return [(name, _quad(number, seed)) for number, name in enumerate(AREAS)]


def _base(seed: int) -> list[tuple[dict[str, str], str, Any]]:
    """Streets of each area, then what crosses them all."""
    lines: list[tuple[dict[str, str], str, Any]] = []
    for _, quad in _areas(seed):
        lines += [
            ({"kind": "street"}, "LineString", [_within(quad, at, 0.0), _within(quad, at, 1.0)]) for at in STREETS
        ]
        lines += [
            ({"kind": "street"}, "LineString", [_within(quad, 0.0, at), _within(quad, 1.0, at)]) for at in STREETS
        ]
    left, right = CORNER[0] - WIDE // 2, CORNER[0] + ACROSS * WIDE + WIDE // 2
    middle = CORNER[1] + UP * TALL // 2
    along = [left + (right - left) * nth // BENDS for nth in range(BENDS + 1)]
    river = [(x, round(middle + 420 * sin(nth * 2 * pi / 11) - 30 * nth)) for nth, x in enumerate(along)]
    railway = [(x, round(middle + 900 + 14 * (nth - BENDS // 2) ** 2)) for nth, x in enumerate(along)]
    park = _quad(len(AREAS) - 1, seed)
    return [
        *lines,
        ({"kind": "park"}, "Polygon", [_closed([_within(park, *at) for at in PARK])]),
        ({"kind": "river"}, "LineString", river),
        ({"kind": "railway"}, "LineString", railway),
    ]  # fmt: skip


def _town_of(place: Place, seed: int) -> int:
    """The town that the place names; any where it names none."""
    named = next((number for number, name in enumerate(TOWNS) if name in place.text), None)
    return chance_for(seed, "map", "town", place.true_id).randrange(len(TOWNS)) if named is None else named


def _quad(area: int, seed: int) -> Quad:
    """The corners of an area, from the south-west around; neighbours share theirs."""
    row, column = divmod(CELLS[area], ACROSS)
    return (
        _corner(column, row, seed), _corner(column + 1, row, seed), _corner(column + 1, row + 1, seed),
        _corner(column, row + 1, seed),
    )  # fmt: skip


def _corner(column: int, row: int, seed: int) -> Point:
    chance = chance_for(seed, "map", "corner", column * 10 + row)
    east, north = (chance.randint(-MOVED, MOVED) for _ in range(2))
    return CORNER[0] + column * WIDE + east, CORNER[1] + row * TALL + north


def _within(quad: Sequence[Point], across: float, up: float) -> Point:
    """A point of an area, by its shares of the way across and up."""
    low, high = (_between(quad[0], quad[1], across), _between(quad[3], quad[2], across))
    return _between(low, high, up)


def _between(one: Point, other: Point, share: float) -> Point:
    return round(one[0] + (other[0] - one[0]) * share), round(one[1] + (other[1] - one[1]) * share)


def _outline() -> list[Point]:
    """A line around all areas."""
    left, low = CORNER[0] - WIDE // 2, CORNER[1] - TALL // 2
    right, high = CORNER[0] + ACROSS * WIDE + WIDE // 2, CORNER[1] + UP * TALL + TALL // 2
    return [(left, low), (right, low), (right, high), (left, high)]


def _closed(points: Sequence[Point]) -> list[Point]:
    return [*points, points[0]]


def _feature(properties: dict[str, str], kind: str, coordinates: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def _write(path: Path, features: Iterable[tuple[dict[str, str], str, Any]]) -> None:
    made = {"type": "FeatureCollection", "features": [_feature(*one) for one in features]}
    path.write_text(json.dumps(made), encoding="utf-8")
