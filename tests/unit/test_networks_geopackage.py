"""GeoPackages: read as GDAL writes them, in metres or degrees; whatever else a file holds is refused in words."""

import contextlib
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.geopackages import HEAD, SQUARE, outline, write_package

from sightline.model.errors import BadInput
from sightline.networks import geopackage, read_areas, read_outlines
from sightline.networks.geometry_blob import read_rings
from sightline.networks.geopackage import Feature, read_geopackage
from sightline.networks.map_places import Spot
from sightline.networks.national_grid import grid_spot

BY_GDAL = Path(__file__).parents[1] / "data" / "map_by_gdal.zip"
ENDLESS = """CREATE VIEW wards AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
    SELECT i AS fid, 'A' AS name, zeroblob(9) AS geom FROM n"""


def read(path: Path) -> list[Feature]:
    return read_geopackage(path, local="map/areas.gpkg", says="name")


def refused(path: Path) -> str:
    with pytest.raises(BadInput) as told:
        read(path)
    assert "map/areas.gpkg" in str(told.value) and told.value.what_to_do
    return str(told.value)


def by_gdal(name: str, to: Path) -> Path:
    with zipfile.ZipFile(BY_GDAL) as kept:
        to.write_bytes(kept.read(name))
    return to


def test_a_file_of_gdal_is_read_whole_and_in_degrees_is_the_same_place(tmp_path: Path) -> None:
    metres, degrees = (read(by_gdal(name, tmp_path / name)) for name in ("areas.gpkg", "degrees.gpkg"))
    assert [(name, [len(ring) for ring in rings]) for name, rings in metres] == [
        ("Mill End", [5, 4]),
        ("Far End", [5, 5]),
    ]
    assert metres[0][1][0][:2] == (Spot(621_000.0, 930_000.0), Spot(622_000.0, 930_000.0))
    for (_, one), (_, other) in zip(metres, degrees, strict=True):
        for at, same in zip((at for ring in one for at in ring), (at for ring in other for at in ring), strict=True):
            assert (same.east, same.north) == pytest.approx((at.east, at.north), abs=0.01)


def test_a_workspace_may_have_geopackages_where_it_has_no_geojson(tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    for local in ("areas.gpkg", "base.gpkg", "boundaries.gpkg"):
        by_gdal("areas.gpkg", tmp_path / "map" / local)
    files, outlines = read_areas(tmp_path), read_outlines(tmp_path / "map" / "boundaries.geojson")
    assert ([area.name for area in files.areas], files.problems) == (["Mill End", "Far End"], ())
    assert files.area_at(Spot(624_500.0, 930_500.0)) == "Far End" and files.area_at(Spot(621_550.0, 930_500.0)) == ""
    assert [(one.kind, len(one.ring)) for one in files.base] == [("street", 2)]
    assert (len(outlines.rings), outlines.problems) == (5, ())
    (tmp_path / "map" / "areas.geojson").write_text('{"features": []}', encoding="utf-8")
    assert "Keep one of the two." in str(read_areas(tmp_path).problems[0])


@pytest.mark.parametrize(
    ("latitude", "longitude", "at", "within"),
    [
        (52.6382, 1.25423, (620_286.2515, 309_466.3864), 0.001),  # by PROJ, with the same parameters
        (60.8, -0.9, (459_968.4737, 1_213_509.5226), 0.001),
        (49.92226393730, -6.29977752014, (91_492.146, 11_318.804), 5),  # the survey's own by its exact grid: Scilly
    ],
)
def test_degrees_become_metres_as_the_survey_says(
    latitude: float, longitude: float, at: tuple[float, float], within: float
) -> None:
    spot = grid_spot(longitude=longitude, latitude=latitude)
    assert (spot.east, spot.north) == pytest.approx(at, abs=within)


@pytest.mark.parametrize(
    ("rows", "more", "words"),
    [
        ([("A", outline())], {"code": 3857}, "EPSG:3857. (map/areas.gpkg) Save it as EPSG:27700"),
        ([("A", outline())], {"code": 4326}, "it is not in Great Britain"),
        ([("A", outline([(-1.1, 53.2)] * 4))], {}, "not in metres on the grid"),
        ([("A", outline([(float("nan"), 2.0)] * 4))], {"code": 4326}, "it is not in Great Britain"),
        ([("A", outline())], {"column": "title"}, "No layer of the GeoPackage has a column name"),
        ([("A", outline()), (None, outline())], {}, "Feature 2 has no text in its column name"),
        ([("A", "words")], {}, "it is not binary"),
        ([], {"table": ENDLESS}, "A layer of the GeoPackage is not a table"),
        ([], {"table": "CREATE VIRTUAL TABLE wards USING fts5(name, geom)"}, "is not a table"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(
    tmp_path: Path, rows: list[tuple[object, object]], more: dict[str, Any], words: str
) -> None:
    assert words in refused(write_package(tmp_path / "areas.gpkg", rows, **more))


def test_what_is_no_geopackage_is_open_or_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "areas.gpkg"
    path.write_bytes(b"PK\x03\x04" * 10)
    assert "not a GeoPackage" in refused(path)
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)
    assert "not a GeoPackage" in refused(path)
    path.unlink()
    write_package(path, [("A", outline())] * 25_000)
    assert "over 20000 features" in refused(path)
    monkeypatch.setattr(geopackage, "MOST_TICKS", 0)
    assert "not a GeoPackage that can be read" in refused(path)
    monkeypatch.undo()
    monkeypatch.setattr(geopackage, "MOST_POINTS", 100)
    assert "100 points" in refused(path)
    monkeypatch.setattr(geopackage, "MOST_BYTES", 1024 * 1024)
    assert "larger than 1 MB" in refused(path)
    monkeypatch.undo()
    (tmp_path / "areas.gpkg-wal").write_bytes(b"1")
    assert "open in another program" in refused(path)


LINE = struct.pack("<BII", 1, 2, 1) + struct.pack("<2d", 1.0, 2.0)


@pytest.mark.parametrize(
    ("blob", "words"),
    [
        (b"", "does not begin"),
        (b"GP\x00\x21" + HEAD[4:], "extended"),
        (b"GP\x00\x0b" + HEAD[4:], "extended"),
        (HEAD, "too early"),
        (HEAD + struct.pack("<BII", 1, 2, 2**32 - 1), "too early"),
        (HEAD + struct.pack("<BII", 1, 6, 2**28), "too early"),
        (HEAD + struct.pack("<BII", 1, 8, 0), "neither a point"),
        (HEAD + struct.pack("<BII", 1, 0x20000003, 0), "neither a point"),
        (HEAD + struct.pack("<BII", 1, 7, 1) * 9 + LINE, "collections within collections"),
    ],
)
def test_a_geometry_that_is_wrong_says_why(blob: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_rings(blob)


def test_every_plain_kind_of_geometry_is_read_in_either_byte_order() -> None:
    point = struct.pack("<BI2d", 1, 1, 1.0, 2.0)
    assert read_rings(HEAD + struct.pack("<BII", 1, 7, 3) + point + LINE + outline(head=b"")) == (
        (Spot(1.0, 2.0),), tuple(Spot(*at) for at in SQUARE),
    )  # fmt: skip
    assert read_rings(HEAD + struct.pack(">BII6d", 0, 2002, 2, 1, 2, 9, 3, 4, 9)) == ((Spot(1.0, 2.0), Spot(3.0, 4.0)),)
    assert read_rings(b"GP\x00\x11" + HEAD[4:]) == ()


@given(blob=st.binary(max_size=80).map(lambda tail: HEAD + tail) | st.binary(max_size=40))
def test_no_bytes_do_anything_but_say_that_they_are_wrong(blob: bytes) -> None:
    """Whatever a file holds, it costs no more than its own bytes, and no other error comes of it."""
    with contextlib.suppress(ValueError):
        assert sum(len(ring) for ring in read_rings(blob)) * 16 <= len(blob)


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_package(tmp_path_factory.mktemp("spoilt") / "areas.gpkg", [("A", outline())] * 3)


@settings(max_examples=60, deadline=None)
@given(changes=st.lists(st.tuples(st.integers(16, 12_000), st.integers(0, 255)), min_size=1, max_size=12))
def test_a_spoilt_file_is_read_or_refused(spoilt: Path, changes: list[tuple[int, int]]) -> None:
    bytes_ = bytearray(spoilt.read_bytes())
    for at, value in changes:
        bytes_[at % len(bytes_) or 16] = value
    path = spoilt.with_name("changed.gpkg")
    path.write_bytes(bytes_)
    try:
        read(path)
    except BadInput as told:
        assert "map/areas.gpkg" in str(told)
