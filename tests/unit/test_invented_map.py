"""The invented partnership's map files: read like anybody's, within their own outline, and not quite whole."""

from pathlib import Path

from sightline.invented import invent
from sightline.invented.area import TOWNS, takeaway
from sightline.invented.mapping import TOWN, write_map
from sightline.networks import read_outlines, read_spots


def test_its_map_is_read_without_a_problem_and_lies_within_its_outline(tmp_path: Path) -> None:
    invent(children=60, seed=8, out=tmp_path)
    spots, outlines = (
        read_spots(tmp_path / "map" / "places.csv"),
        read_outlines(tmp_path / "map" / "boundaries.geojson"),
    )
    assert spots.problems == outlines.problems == ()
    (line,) = outlines.rings
    assert line[0] == line[-1]
    for axis in ("east", "north"):
        around, within = [getattr(one, axis) for one in line], [getattr(one.spot, axis) for one in spots.spots]
        assert min(around) < min(within) and max(within) < max(around)
    assert len({one.spot for one in spots.spots}) > 0.9 * len(spots.spots) > 9


def test_most_places_have_a_spot_in_their_town_and_some_have_none(tmp_path: Path) -> None:
    places = [takeaway(number) for number in range(400)]
    write_map(places=places, seed=8, folder=tmp_path)
    spots = read_spots(tmp_path / "places.csv").spots
    assert 360 < len(spots) < 400
    assert {one.place for one in spots} < {place.text for place in places}
    for town in TOWNS:
        within = [one.spot for one in spots if town in one.place]
        assert len(within) > 10
        assert max(one.east for one in within) - min(one.east for one in within) <= 2 * TOWN
