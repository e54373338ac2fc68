"""Tells who was shown a record that a file of its agency now says otherwise, restricts, seals or leaves out.

A row says otherwise where a cell that was filled has another text or none. A cell that is filled now and was empty
before is news, and no correction. A row is left out where a whole export has it no more. A row that is sealed now is
told as restricted: no notice says that an identity is sealed.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from sightline.casework.audit.trail import Trail
from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.pages import CorrectionWhat
from sightline.casework.corrections.services import tell_all_who_were_shown
from sightline.model.nouns import HandlingMarking, RowStatus
from sightline.model.visibility import Scope
from sightline.store import DuckDBEngine
from sightline.store.snapshots import Snapshot
from sightline.store.sql.rows import read_rows

SEALED = f"list_contains({{}}.markings, '{HandlingMarking.SEALED_IDENTITY}')"
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
    "markings",
}
CHANGED = f"""
SELECT now.record_id, now.agency, now.organisation, now.layout, CAST(was.original AS VARCHAR) AS was,
       CAST(now.original AS VARCHAR) AS now, now.standing <> 'current' AS gone,
       (now.restricted AND NOT was.restricted) OR {SEALED.format("now")} AND NOT {SEALED.format("was")} AS restricted
FROM old_one.source_row AS was JOIN new_one.source_row AS now USING (row_id)
WHERE was.standing = 'current'
  AND (now.standing = '{RowStatus.NOT_IN_EXTRACT}' AND now.row_version = was.row_version
       OR now.standing = 'current' AND (now.row_version > was.row_version OR (now.restricted AND NOT was.restricted)
                                        OR {SEALED.format("now")} AND NOT {SEALED.format("was")}))
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
    gone: bool
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
        elif row["gone"]:
            found.setdefault(row["record_id"], ArrivedChange(row["record_id"], whose, CorrectionWhat.GONE))
        elif _says_otherwise(row["was"], row["now"]):
            found.setdefault(row["record_id"], ArrivedChange(row["record_id"], whose, CorrectionWhat.CORRECTED))
    return tuple(found.values())


def tell_of_arrived(session: ReaderSession, changes: Iterable[ArrivedChange], *, trail: Trail) -> None:
    """Tell them, in the transaction of the run: one notice a reader for each body, type of record and change.

    Each reader's lists the records that they may have seen, so nobody reads of one that they were not shown.
    """
    together: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for one in changes:
        together[one.what, one.whose.agency, one.whose.organisation, one.whose.layout].append(one.record_id)
    for (what, *_), record_ids in together.items():
        tell_all_who_were_shown(session, record_ids=record_ids, what=CorrectionWhat(str(what)), trail=trail)


def tell_of_reading(session: ReaderSession, *, corrected: Sequence[str], gone: Sequence[str], trail: Trail) -> None:
    """Tell them that records are read otherwise now, or are gone with a withdrawn file: in that act's transaction."""
    for what, record_ids in ((CorrectionWhat.CORRECTED, corrected), (CorrectionWhat.GONE, gone)):
        if record_ids:
            tell_all_who_were_shown(session, record_ids=record_ids, what=what, trail=trail)


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
