"""Writes small GeoPackages for tests, also ones that no honest program would write."""

import sqlite3
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

SQUARE = [(621_000.0, 930_000.0), (622_000.0, 930_000.0), (622_000.0, 931_000.0), (621_000.0, 930_000.0)]
HEAD = b"GP\x00\x01" + struct.pack("<i", 27700)


def outline(points: Sequence[tuple[float, float]] = SQUARE, *, head: bytes = HEAD) -> bytes:
    """One outline without holes."""
    numbers = b"".join(struct.pack("<2d", *point) for point in points)
    return head + struct.pack("<BIII", 1, 3, 1, len(points)) + numbers


def write_package(
    path: Path, rows: Iterable[tuple[object, object]], *, code: int = 27700, table: str = "", column: str = "name"
) -> Path:
    """A layer `wards` of names and geometries; `table` replaces how it is made."""
    made = sqlite3.connect(path)
    made.execute("CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, organization_coordsys_id INT)")
    made.execute("CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER)")
    made.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (?, 'EPSG', ?)", (code, code))
    made.execute("INSERT INTO gpkg_geometry_columns VALUES ('wards', 'geom', ?)", (code,))
    made.execute(table or f"CREATE TABLE wards (fid INTEGER PRIMARY KEY, {column}, geom)")
    if not table:
        made.executemany(f"INSERT INTO wards ({column}, geom) VALUES (?, ?)", rows)
    made.commit()
    made.close()
    return path
