"""Compiles what is protected from the rows that agencies marked PROTECTED ADDRESS."""

from collections.abc import Iterable, Iterator
from typing import TypedDict

import pyarrow as pa

from sightline.model.analysis_tables.protected_things import PROTECTED
from sightline.model.nouns import EntityKind
from sightline.model.rows.analysis_passages import ProtectedRow
from sightline.protection.parts import read_phone, read_place
from sightline.protection.seals import make_protected_id, seal_thing
from sightline.protection.things import ProtectedThing
from sightline.store.engine import Engine, arrow_schema
from sightline.store.sql.rows import read_rows

# Made by `ingest`: every naming on every version of a row whose newest version is marked.
MARKED_NAMING = "marked_naming"
HOMES, PLACEMENT, OTHER_PLACE = frozenset({"home", "placement"}), "placement", "place"


class MarkedNamingRow(TypedDict):
    """A naming on a version of a row that is marked."""

    row_id: str
    row_version: int
    record_id: str
    agency: str
    slot: str
    entity_kind: str
    address: str
    postcode: str
    phone: str
    value_as_written: str


def compile_protected(*, engine: Engine, key: bytes) -> int:
    """Write PROTECTED from `marked_naming`; how many things it holds."""
    rows = read_rows(engine, MarkedNamingRow, f"SELECT * FROM {MARKED_NAMING} ORDER BY row_id, row_version, slot")
    found: dict[tuple[str, str], list[MarkedNamingRow]] = {}
    sealed: dict[str, str] = {}
    for row_rows in _by_version(rows):
        for row, thing in _things_of(row_rows):
            name = make_protected_id(thing, key=key)
            found.setdefault((name, row["agency"]), []).append(row)
            sealed.setdefault(name, seal_thing(thing, key=key))
    lines: list[ProtectedRow] = [
        {
            "protected_id": name,
            "agency": agency,
            "record_ids": sorted({row["record_id"] for row in given}),
            "row_ids": sorted({row["row_id"] for row in given}),
            "sealed": sealed[name],
        }
        for (name, agency), given in sorted(found.items(), key=lambda one: one[0])
    ]
    engine.write(PROTECTED, pa.Table.from_pylist(lines, schema=arrow_schema(PROTECTED)))
    return len(sealed)


def _by_version(rows: Iterable[MarkedNamingRow]) -> Iterator[list[MarkedNamingRow]]:
    held: dict[tuple[str, int], list[MarkedNamingRow]] = {}
    for row in rows:
        held.setdefault((row["row_id"], row["row_version"]), []).append(row)
    yield from held.values()


def _things_of(rows: list[MarkedNamingRow]) -> Iterator[tuple[MarkedNamingRow, ProtectedThing]]:
    """What one version of a row protects: its homes, placements and telephones; without a home, its places."""
    has_home = any(_is_home(row) for row in rows)
    for row in rows:
        kind, slot = row["entity_kind"], row["slot"].partition("#")[0]
        phone = read_phone(row["value_as_written"] if kind == EntityKind.PHONE else row["phone"])
        if phone:
            yield row, ProtectedThing(phone=phone)
        if _is_home(row) or (slot == OTHER_PLACE and not has_home):
            written = row["address"] or (row["value_as_written"] if kind == EntityKind.PLACE else "")
            place = read_place(address=written, postcode=row["postcode"], is_premises=slot == PLACEMENT)
            if place is not None:
                yield row, place


def _is_home(row: MarkedNamingRow) -> bool:
    if row["entity_kind"] == EntityKind.PERSON:
        return bool(row["address"] or row["postcode"])
    return row["slot"].partition("#")[0] in HOMES
