"""A partnership's own map files: what is read, and what is told of what cannot be."""

import json
from pathlib import Path

import pytest

from sightline.networks import read_outlines, read_spots
from sightline.networks.map_places import Spot

HEAD = "place,postcode,east,north\n"
SQUARE = [[430_000, 250_000], [431_000, 250_000], [431_000, 251_000], [430_000, 250_000]]


def written(folder: Path, text: str, *, encoding: str = "utf-8") -> Path:
    path = folder / "written"
    path.write_bytes(text.encode(encoding))
    return path


def test_without_files_there_is_nothing_and_nothing_wrong(tmp_path: Path) -> None:
    spots, outlines = read_spots(tmp_path / "places.csv"), read_outlines(tmp_path / "boundaries.geojson")
    assert (spots.is_there, spots.spots, spots.problems) == (False, (), ())
    assert (outlines.rings, outlines.problems) == ((), ())


def test_good_rows_are_read_with_their_numbers(tmp_path: Path) -> None:
    read = read_spots(
        written(tmp_path, "\ufeff" + HEAD + '"7 Quay Lane, Tarrowby",ZZ4 1AB,430250,250100.5\n,ZZ4 9QQ,1,2000\n')
    )
    assert read.is_there and not read.problems
    assert [(one.place, one.postcode, one.spot, one.row) for one in read.spots] == [
        ("7 Quay Lane, Tarrowby", "ZZ4 1AB", Spot(430250.0, 250100.5), 2),
        ("", "ZZ4 9QQ", Spot(1.0, 2000.0), 3),
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Gull Hotel,,here,250000", "not a number"),
        ("Gull Hotel,,430000", "not a number"),
        (",,430000,250000", "no place and no postcode"),
        ("Gull Hotel,,-1.2,52.4", "cannot be metres"),
        ("Gull Hotel,,1.2,52.4", "cannot be metres"),
        ("Gull Hotel,,nan,250000", "cannot be metres"),
        ("QUAY,,430000,250001", "Row 2 puts the same place elsewhere"),
    ],
)
def test_a_bad_row_is_told_and_the_others_stand(tmp_path: Path, row: str, words: str) -> None:
    read = read_spots(written(tmp_path, f"{HEAD}Quay,,430000,250000\n{row}\nMill,,430000,250000\n"))
    (problem,) = read.problems
    assert "map/places.csv, row 3" in str(problem) and words in str(problem) and "Gull" not in str(problem)
    assert [one.place for one in read.spots] == ["Quay", "Mill"]


def test_the_same_row_twice_is_one(tmp_path: Path) -> None:
    read = read_spots(written(tmp_path, f"{HEAD}Quay,,430000,250000\nQuay,,430000,250000\n"))
    assert (len(read.spots), read.problems) == (1, ())


@pytest.mark.parametrize(("text", "words"), [("place,east\nQuay,1\n", "'north' is missing"),
                                             ("name,east,north\nQuay,1,2\n", "'place' is missing")])  # fmt: skip
def test_a_missing_heading_is_named(tmp_path: Path, text: str, words: str) -> None:
    (problem,) = read_spots(written(tmp_path, text)).problems
    assert words in str(problem) and "Save it as CSV" in str(problem)


def test_a_file_of_another_encoding_is_told(tmp_path: Path) -> None:
    (problem,) = read_spots(written(tmp_path, HEAD + "Café,,430000,250000\n", encoding="cp1252")).problems
    assert "cannot be read" in str(problem)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    assert len(read_spots(written(tmp_path, HEAD)).spots) == 0
    assert len(read_spots(written(tmp_path, HEAD + "Quay,,430000,250000\n")).spots) == 1


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "LineString", "coordinates": SQUARE},
        {"type": "Polygon", "coordinates": [SQUARE]},
        {"type": "MultiPolygon", "coordinates": [[SQUARE]]},
    ],
)
def test_lines_and_outlines_are_read(tmp_path: Path, geometry: dict[str, object]) -> None:
    told = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": geometry}]}
    read = read_outlines(written(tmp_path, json.dumps(told)))
    assert not read.problems
    assert read.rings == (tuple(Spot(east, north) for east, north in SQUARE),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not GeoJSON"),
        ("[]", "not GeoJSON"),
        ('{"type": "Polygon", "coordinates": [[["a", "b"]]]}', "not GeoJSON"),
        ('{"type": "Point", "coordinates": [1, 2]}', "no line and no outline"),
        ('{"type": "Polygon", "coordinates": [[[-1.2, 52.1], [-1.3, 52.1], [-1.2, 52.1]]]}', "not metres"),
    ],
)
def test_bad_outlines_are_told(tmp_path: Path, text: str, words: str) -> None:
    read = read_outlines(written(tmp_path, text))
    (problem,) = read.problems
    assert read.rings == () and words in str(problem) and "map/boundaries.geojson" in str(problem)
