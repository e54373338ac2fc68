"""The words of one record as a reader is shown them, and the marks in them: in the snapshot, or entered since.

A concern that no run has taken in is no record of the snapshot yet. It is shown by the rights to concerns, with the
same ids, so that what somebody says of a mark in it stays true after the run.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sightline.casework.concerns.live_entries import ENTERED_HERE, shown_cells, visibility_of
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.passages import signs_of_concern
from sightline.casework.concerns.rights import need_concern
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.selectors import may_open_record
from sightline.model.nouns import RowStatus
from sightline.model.rows.arrivals import ServedNotedSign
from sightline.model.rows.records import ServedFullRecord, ServedFullRecordRow, ServedRowPlace
from sightline.model.visibility import RowFilter, Visibility
from sightline.store.snapshot_reader import SnapshotReader

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class ShownWords:
    """The rows of a record with their cells as they are shown, the newest first, and the signs and mentions in them."""

    rows: Sequence[tuple[ServedRowPlace, Cells]] = field(repr=False)
    marks: Sequence[ServedNotedSign] = field(repr=False)
    visibility: Visibility


def shown_words(session: ReaderSession, *, store: SnapshotReader | None, record_id: str) -> ShownWords | None:
    """What this reader is shown of a record; None where they may not open it."""
    sight = session.sight
    if store is None or not may_open_record(store, record_id, sight):
        return _entered_since(session, record_id)
    (newest, *_) = store.record(record_id=record_id, sight=sight)
    marks = store.signs.of_record(record_id=record_id, sight=sight)
    return ShownWords(_read_cells(store, record_id, sight), marks, _visibility(newest))


def _entered_since(session: ReaderSession, record_id: str) -> ShownWords | None:
    concern = Concern.objects.of_record(record_id)
    if concern is None:
        return None
    try:
        need_concern(session, concern.concern_id)
    except NotHere:
        return None
    row: ServedRowPlace = {"source_file": ENTERED_HERE, "source_row": 1}
    marks = signs_of_concern(session, concern, reader=session.actor.reader)
    return ShownWords([(row, shown_cells(session, concern))], marks, visibility_of(session, concern))


def _read_cells(store: SnapshotReader, record_id: str, sight: RowFilter) -> list[tuple[ServedFullRecordRow, Cells]]:
    rows = store.record_rows(record_id=record_id, sight=sight)
    both = [(row, row["original"]) for row in rows]
    return sorted(both, key=lambda one: (one[0]["standing"] == RowStatus.SUPERSEDED, -one[0]["row_version"]))


def _visibility(record: ServedFullRecord) -> Visibility:
    markings = tuple(record["markings"])
    return Visibility(
        record["agency"], record["organisation"], record["layout"], bool(record["restricted"]), markings
    )  # fmt: skip
