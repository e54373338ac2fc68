"""Which layouts there are to go live with: those that ship, and those of which files came."""

from functools import lru_cache
from typing import TypedDict

from sightline.casework.core.house_reader import OWN_LAYOUTS
from sightline.casework.core.session import ReaderSession
from sightline.rulebook.files import read_toml_folder
from sightline.store import DuckDBEngine
from sightline.store.snapshots import Snapshot
from sightline.store.sql.rows import read_rows

Pair = tuple[str, str]


def known_layouts(session: ReaderSession, agency: str) -> tuple[str, ...]:
    """The layouts that an agency can go live with."""
    tables = read_toml_folder("agencies").values()
    own = [one for table in tables if table.get("agency") == agency for one in table.get("sheets", [table])]
    shipped = {one["id"] for one in own}
    return tuple(
        sorted((shipped | {layout for one, layout in pairs_received(session) if one == agency}) - set(OWN_LAYOUTS))
    )


def pairs_received(session: ReaderSession) -> tuple[Pair, ...]:
    """Agency and layout of every file in the current snapshot; concerns entered here are no files of an agency."""
    snapshot = session.snapshot
    return _pairs(snapshot) if snapshot else ()


class LayoutReceivedRow(TypedDict):
    """An agency and a layout of one of its files."""

    agency: str
    mapping: str


@lru_cache(maxsize=8)
def _pairs(snapshot: Snapshot) -> tuple[Pair, ...]:
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        rows = read_rows(
            engine,
            LayoutReceivedRow,
            "SELECT DISTINCT agency, mapping FROM received_file WHERE agency <> '' AND mapping <> '' "
            "AND mapping NOT IN (?, ?) ORDER BY ALL",
            OWN_LAYOUTS,
        )
    finally:
        engine.close()
    return tuple((row["agency"], row["mapping"]) for row in rows)
