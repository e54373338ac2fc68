"""Compiles what is protected from the rows that agencies marked PROTECTED ADDRESS."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from sightline.model.nouns import EntityKind
from sightline.model.protected_things import PROTECTED
from sightline.protection.parts import read_phone, read_place
from sightline.protection.seals import make_protected_id, seal_thing
from sightline.protection.things import ProtectedThing
from sightline.store.engine import Engine, arrow_schema

# Made by `ingest`: every naming on every version of a row whose newest version is marked.
MARKED_NAMING = "marked_naming"
HOMES, PLACEMENT, OTHER_PLACE = frozenset({"home", "placement"}), "placement", "place"
Row = Mapping[str, Any]


def compile_protected(*, engine: Engine, key: bytes) -> int:
    """Write PROTECTED from `marked_naming`; how many things it holds."""
    rows = engine.query(f"SELECT * FROM {MARKED_NAMING} ORDER BY row_id, row_version, slot").to_pylist()
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row_rows in _by_version(rows):
        for row, thing in _things_of(row_rows):
            name = make_protected_id(thing, key=key)
            held = found.setdefault(
                (name, row["agency"]),
                {"protected_id": name, "agency": row["agency"], "record_ids": set(), "row_ids": set(),
                 "sealed": seal_thing(thing, key=key)},
            )  # fmt: skip
            held["record_ids"].add(row["record_id"])
            held["row_ids"].add(row["row_id"])
    lines = [
        {**held, "record_ids": sorted(held["record_ids"]), "row_ids": sorted(held["row_ids"])}
        for _, held in sorted(found.items())
    ]
    engine.write(PROTECTED, pa.Table.from_pylist(lines, schema=arrow_schema(PROTECTED)))
    return len({line["protected_id"] for line in lines})


def _by_version(rows: Iterable[Row]) -> Iterator[list[Row]]:
    held: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        held.setdefault((row["row_id"], row["row_version"]), []).append(row)
    yield from held.values()


def _things_of(rows: list[Row]) -> Iterator[tuple[Row, ProtectedThing]]:
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


def _is_home(row: Row) -> bool:
    if row["entity_kind"] == EntityKind.PERSON:
        return bool(row["address"] or row["postcode"])
    return row["slot"].partition("#")[0] in HOMES
