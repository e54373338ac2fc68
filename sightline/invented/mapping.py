"""The map of the invented area: where its towns and places lie, and one outline around them all.

The metres are those of a stretch of open sea, so that nothing invented can be taken for a real place. One place in
twenty has no spot, as in any council's list.
"""

import csv
import json
from collections.abc import Iterable
from math import cos, pi, sin
from pathlib import Path
from typing import Final

from sightline.invented.area import TOWNS, Place
from sightline.invented.chance import chance_for

MIDDLE: Final = (620_000, 930_000)  # metres on the British grid, in the North Sea
COUNTY: Final = 9_000  # metres from the middle to the farthest town
TOWN: Final = 900  # metres within a town
SIDES: Final = 24
LEFT_OUT: Final = 0.05


def write_map(*, places: Iterable[Place], seed: int, folder: Path) -> None:
    """Write `places.csv` and `boundaries.geojson` as a partnership would keep them in its workspace's folder `map`."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "places.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("place", "postcode", "east", "north"))
        for place in sorted(places, key=lambda one: one.true_id):
            chance = chance_for(seed, "map", place.true_id)
            if chance.random() >= LEFT_OUT:
                writer.writerow((place.text, place.postcode, *_around(_middle_of(place, seed), TOWN, chance.random(),
                                                                      chance.random())))  # fmt: skip
    outline = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [_outline(seed)]}}
    (folder / "boundaries.geojson").write_text(json.dumps(outline), encoding="utf-8")


def _middle_of(place: Place, seed: int) -> tuple[int, int]:
    """The middle of the town that the place names; that of the county where it names none."""
    town = next((number for number, name in enumerate(TOWNS) if name in place.text), None)
    if town is None:
        return MIDDLE
    chance = chance_for(seed, "map", "town", town)
    return _around(MIDDLE, COUNTY, 0.3 + 0.7 * chance.random(), town / len(TOWNS))


def _outline(seed: int) -> list[tuple[int, int]]:
    """A closed line around all towns."""
    chance = chance_for(seed, "map", "outline")
    corners = [_around(MIDDLE, COUNTY + 2 * TOWN, 1 + 0.2 * chance.random(), side / SIDES) for side in range(SIDES)]
    return [*corners, corners[0]]


def _around(middle: tuple[int, int], metres: int, far: float, turn: float) -> tuple[int, int]:
    """A point `far` times so many metres from a middle, after a share of a full turn."""
    return (round(middle[0] + metres * far * sin(2 * pi * turn)), round(middle[1] + metres * far * cos(2 * pi * turn)))
