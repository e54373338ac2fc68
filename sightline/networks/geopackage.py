"""Reads features from a GeoPackage: an SQLite file whose layers have a geometry and columns of their own.

The file is made elsewhere and not trusted. It is opened read-only, as data alone: no view, no virtual table and no
trigger of it is run, a query that takes too long is ended, and each size has a bound. Coordinates are taken as metres
of the British National Grid, or turned into them from degrees; any other system is refused by its name.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sightline.model.errors import BadInput
from sightline.networks.geometry_blob import read_rings
from sightline.networks.map_places import Ring, is_spot
from sightline.networks.national_grid import grid_spot

ENDING: Final = ".gpkg"
MOST_BYTES: Final = 64 * 1024 * 1024
MOST_GEOMETRY: Final = 8 * 1024 * 1024  # bytes of one
MOST_FEATURES: Final = 20_000
MOST_POINTS: Final = 400_000
MOST_TICKS: Final = 20_000_000  # of SQLite, for one query
GRID, GLOBE = 27700, 4326
HEAD: Final = b"SQLite format 3\x00"
TAKEN: Final = "Save it as EPSG:27700 (British National Grid) or EPSG:4326 (WGS84)."
SMALLER: Final = "Simplify the outlines, and leave out what the map does not need."
AGAIN: Final = "Save the layer again as GeoPackage, or as GeoJSON."
LAYERS: Final = """
    SELECT kept.table_name, kept.column_name, known.organization, known.organization_coordsys_id
    FROM gpkg_geometry_columns AS kept LEFT JOIN gpkg_spatial_ref_sys AS known ON known.srs_id = kept.srs_id
    ORDER BY kept.table_name
"""
PLAIN_TABLES: Final = "SELECT lower(name) FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'create table%'"
Feature = tuple[str, tuple[Ring, ...]]


@dataclass(frozen=True, slots=True)
class _Layer:
    """A table of features, and the system of its coordinates."""

    table: str = field(repr=False)
    column: str = field(repr=False)
    code: int


def beside(path: Path) -> Path:
    """The GeoPackage that stands for a GeoJSON file of the same name."""
    return path.with_suffix(ENDING)


def both(path: Path, local: str) -> list[BadInput]:
    """What to tell where a file is there twice: the GeoJSON is read."""
    if not (path.exists() and beside(path).exists()):
        return []
    return [_bad("The same file is there as GeoJSON and as GeoPackage.", local, "Keep one of the two.")]


def read_geopackage(path: Path, *, local: str, says: str = "") -> list[Feature]:
    """Each feature of the layers that have the column `says`, by it, with its lines in metres; BadInput where not.

    Without `says`, those of all layers. `local` is how errors name the file.
    """
    _check_file(path, local)
    try:
        with closing(_open(path)) as opened:
            layers = list(_layers(opened, local, says))
            if not layers:
                what = f"No layer of the GeoPackage has a column {says}." if says else "The GeoPackage has no layer."
                raise _bad(what, local, AGAIN)
            return _within_bounds((each for one in layers for each in _features(opened, one, local, says)), local)
    except (sqlite3.Error, OSError, UnicodeDecodeError):
        raise _bad("The file is not a GeoPackage that can be read.", local, AGAIN) from None


def _check_file(path: Path, local: str) -> None:
    """Before SQLite sees it: its size, its first bytes, and whether a program still has changes to write."""
    try:
        size, written = path.stat().st_size, path.with_name(f"{path.name}-wal")
        is_open = written.exists() and written.stat().st_size > 0
        with path.open("rb") as stream:
            head = stream.read(len(HEAD))
    except OSError:
        raise _bad("The file cannot be opened.", local, AGAIN) from None
    if size > MOST_BYTES:
        raise _bad(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB.", local, SMALLER)
    if head != HEAD:
        raise _bad("The file is not a GeoPackage that can be read.", local, AGAIN)
    if is_open:
        raise _bad("The GeoPackage is open in another program.", local, "Close it there, and copy it here again.")


def _open(path: Path) -> sqlite3.Connection:
    opened = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    opened.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_GEOMETRY)
    opened.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "query_only = ON"):
        opened.execute(f"PRAGMA {pragma}")
    return opened


def _ask(opened: sqlite3.Connection, sql: str) -> Iterator[tuple[Any, ...]]:
    """Rows of a query; it is ended after so many ticks of SQLite, whatever the file makes of it."""
    ticks = iter(range(MOST_TICKS // 10_000))
    opened.set_progress_handler(lambda: next(ticks, None) is None, 10_000)
    return opened.execute(sql)


def _layers(opened: sqlite3.Connection, local: str, says: str) -> Iterator[_Layer]:
    plain = {name for (name,) in _ask(opened, PLAIN_TABLES)}
    if not {"gpkg_geometry_columns", "gpkg_spatial_ref_sys"} <= plain:
        raise _bad("The file is not a GeoPackage that can be read.", local, AGAIN)
    for table, column, organisation, code in list(_ask(opened, LAYERS)):
        if str(table).lower() not in plain:
            raise _bad("A layer of the GeoPackage is not a table.", local, AGAIN)
        columns = {row[1] for row in _ask(opened, f"PRAGMA table_info({_quoted(table)})")}
        if not says or says in columns:
            yield _Layer(table, column, _code_of(organisation, code, local))


def _code_of(organisation: Any, code: Any, local: str) -> int:
    """27700 or 4326; any other is refused by its name."""
    if str(organisation).upper() == "EPSG" and code in (GRID, GLOBE):
        return int(code)
    known = f"{str(organisation)[:20]}:{str(code)[:10]}" if organisation else "in an unknown coordinate system"
    raise _bad(f"The coordinates of the GeoPackage are {known}.", local, TAKEN)


def _features(opened: sqlite3.Connection, layer: _Layer, local: str, says: str) -> Iterator[Feature]:
    named = _quoted(says) if says else "''"
    sql = f"SELECT {named}, {_quoted(layer.column)} FROM {_quoted(layer.table)}"
    for row, (name, blob) in enumerate(_ask(opened, sql), start=1):
        if says and not isinstance(name, str):
            raise _bad(f"Feature {row} has no text in its column {says}.", local, "Fill it in for each feature.")
        if blob is not None:
            yield name, _rings(blob, layer.code, row, local)


def _rings(blob: Any, code: int, row: int, local: str) -> tuple[Ring, ...]:
    try:
        if not isinstance(blob, bytes):
            raise ValueError("it is not binary")
        rings = read_rings(blob)
        if code == GLOBE:
            rings = tuple(tuple(grid_spot(longitude=at.east, latitude=at.north) for at in ring) for ring in rings)
    except ValueError as error:
        raise _bad(f"The geometry of feature {row} cannot be read: {error}.", local, AGAIN) from None
    if not all(is_spot(at) for ring in rings for at in ring):
        raise _bad(f"The geometry of feature {row} is not in metres on the grid.", local, TAKEN)
    return rings


def _within_bounds(features: Iterator[Feature], local: str) -> list[Feature]:
    """All of them; refused as soon as they are too many."""
    kept: list[Feature] = []
    points = 0
    for one in features:
        kept.append(one)
        points += sum(len(ring) for ring in one[1])
        if len(kept) > MOST_FEATURES or points > MOST_POINTS:
            raise _bad(f"The file has over {MOST_FEATURES} features or {MOST_POINTS} points.", local, SMALLER)
    return kept


def _quoted(name: str) -> str:
    return '"' + str(name).replace('"', '""') + '"'


def _bad(what: str, local: str, what_to_do: str) -> BadInput:
    return BadInput(what, code="bad_map_geopackage", where=local, what_to_do=what_to_do)
