"""Tells who was shown a record that a file of its agency now says otherwise, or marks as restricted.

A row says otherwise where a cell that was filled has another text or none. A cell that is filled now and was empty
before is news, and no correction. A row that is in no extract any more tells nobody: an extract may leave old rows out.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict

from sightline.casework.audit.id_hashes import hash_id, hash_ids
from sightline.casework.audit.trail import Trail
from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.pages import CorrectionWhat
from sightline.casework.corrections.recipients import find_recipients
from sightline.casework.corrections.services import find_named, tell_all_who_were_shown
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.pages import SharingWay
from sightline.model.visibility import Scope
from sightline.store import DuckDBEngine
from sightline.store.snapshots import Snapshot
from sightline.store.sql.rows import read_rows

MOST_ASKED = 500
COLUMNS = {
    "row_id",
    "row_version",
    "record_id",
    "agency",
    "organisation",
    "layout",
    "restricted",
    "original",
    "standing",
}
CHANGED = """
SELECT now.record_id, now.agency, now.organisation, now.layout, CAST(was.original AS VARCHAR) AS was,
       CAST(now.original AS VARCHAR) AS now, now.restricted AND NOT was.restricted AS restricted
FROM old_one.source_row AS was JOIN new_one.source_row AS now USING (row_id)
WHERE was.standing = 'current' AND now.standing = 'current'
  AND (now.row_version > was.row_version OR (now.restricted AND NOT was.restricted))
ORDER BY now.record_id, now.row_id
"""


class ChangedRow(TypedDict):
    """A row that stands in two versions, one in each snapshot."""

    record_id: str
    agency: str
    organisation: str
    layout: str
    was: str | None
    now: str | None
    restricted: bool


@dataclass(frozen=True, slots=True)
class ArrivedChange:
    """A record that the newest files correct or restrict, and whose it is."""

    record_id: str
    whose: Scope
    what: CorrectionWhat


def find_arrived(*, before: Snapshot, after: Snapshot) -> tuple[ArrivedChange, ...]:
    """What files that came between two snapshots correct or restrict. One that is restricted now is told as that."""
    if before.id == after.id:
        return ()
    engine = DuckDBEngine()
    try:
        for name, snapshot in (("old_one", before), ("new_one", after)):
            engine.connection.execute(f"ATTACH '{snapshot.analysis}' AS {name} (READ_ONLY)").fetchall()
        if not all(_has_columns(engine, name) for name in ("old_one", "new_one")):
            return ()
        rows = read_rows(engine, ChangedRow, CHANGED)
    finally:
        engine.close()
    found: dict[str, ArrivedChange] = {}
    for row in rows:
        whose = Scope(row["agency"], row["organisation"], row["layout"], row["restricted"])
        if row["restricted"]:
            found[row["record_id"]] = ArrivedChange(row["record_id"], whose, CorrectionWhat.RESTRICTED)
        elif _says_otherwise(row["was"], row["now"]):
            change = ArrivedChange(row["record_id"], whose, CorrectionWhat.CORRECTED)
            found.setdefault(row["record_id"], change)
    return tuple(found.values())


def tell_of_arrived(session: ReaderSession, changes: Iterable[ArrivedChange], *, trail: Trail) -> None:
    """Tell them, in the transaction of the run: a notice for the records that the same readers were shown.

    So that nobody reads in a notice of a record that they were not shown.
    """
    together: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for one in _that_left(session, list(changes)):
        shown = find_recipients(record_ids=[one.record_id], named=find_named(session, [one.record_id]))
        readers = tuple(each.username for each in shown)
        together[one.what, one.whose.agency, one.whose.layout, readers].append(one.record_id)
    for (what, *_), record_ids in together.items():
        tell_all_who_were_shown(session, record_ids=record_ids, what=CorrectionWhat(str(what)), trail=trail)


def _has_columns(engine: DuckDBEngine, name: str) -> bool:
    """Whether a snapshot, perhaps one of an earlier Sightline, has the columns that are compared."""
    said = "SELECT column_name FROM information_schema.columns WHERE table_catalog = ? AND table_name = 'source_row'"
    return set(engine.query(said, [name]).column(0).to_pylist()) >= COLUMNS


def _says_otherwise(was: str | None, now: str | None) -> bool:
    """Whether a cell that was filled has another text or none; not where an original is erased."""
    if was is None or now is None:
        return False
    said: Mapping[str, str] = json.loads(was)
    says: Mapping[str, str] = json.loads(now)
    return any(says.get(heading, "").strip() != text.strip() for heading, text in said.items())


def _that_left(session: ReaderSession, changes: list[ArrivedChange]) -> list[ArrivedChange]:
    """Those that a line of the ledger names, or whose people it names, or whose whole table somebody took."""
    ways = (SharingWay.SHOWN, SharingWay.LEFT)
    tables = set(
        SharedRecord.objects.filter(record_id="", way=SharingWay.LEFT).values_list("from_agency", "layout").distinct()
    )
    hashes, known = hash_ids([one.record_id for one in changes]), set[str]()
    for start in range(0, len(hashes), MOST_ASKED):
        lot = SharedRecord.objects.filter(record_id__in=hashes[start : start + MOST_ASKED], way__in=ways)
        known |= set(lot.values_list("record_id", flat=True))
    named = {one.record_id for one in changes if _are_people_shown(session, one.record_id)}
    return [
        one
        for one in changes
        if (one.whose.agency, one.whose.layout) in tables
        or {one.record_id, hash_id(one.record_id)} & known
        or one.record_id in named
    ]


def _are_people_shown(session: ReaderSession, record_id: str) -> bool:
    return bool(find_recipients(record_ids=(), named=find_named(session, [record_id])))
