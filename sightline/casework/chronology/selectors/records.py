"""Reads one record: its rows as they came, in all their versions, and who is named on it.

A record is as restricted as its newest version, so a reader who may not see that one sees no older one either.
"""

from sightline.casework.audit.trail import audited
from sightline.casework.chronology.selectors.chronology import as_day
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.pages.people import NamedOn, RecordPage, RowAsItCame
from sightline.casework.people.selectors import may_open
from sightline.model.rows.records import ServedFullRecord, ServedFullRecordRow, ServedRecordNaming
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader


def read_record(session: ReaderSession, *, record_id: str) -> RecordPage:
    """A record's page; NotHere where there is no such record for this reader."""
    with audited(session, action="read_record") as trail:
        check_people(actor=session.actor)
        trail.add("record", [record_id])
        sight = session.sight
        with session.need_current() as (_, store):
            page = _read_record_page(store, record_id, sight)
        trail.add("person", [named.person_id for named in page.named if named.person_id])
    return page


def _read_record_page(store: SnapshotReader, record_id: str, sight: RowFilter) -> RecordPage:
    versions = store.record(record_id=record_id, sight=sight)
    if not versions or not versions[0]["latest"]:
        raise NotHere
    namings = store.record_namings(record_id=record_id, sight=sight)
    openable = {row["person_id"] for row in namings if row["person_id"] and may_open(store, row["person_id"], sight)}
    if sight.only_people_of and not openable and not _is_own(versions[0], sight.only_people_of):
        raise NotHere
    rows = store.record_rows(record_id=record_id, sight=sight)
    return as_page(versions[0], rows, namings, openable)


def _is_own(record: ServedFullRecord, body: tuple[str, str]) -> bool:
    return (record["agency"], record["organisation"]) == body


def as_page(
    record: ServedFullRecord, rows: list[ServedFullRecordRow], namings: list[ServedRecordNaming], openable: set[str]
) -> RecordPage:
    """The page from the newest version, the rows and the namings."""
    return RecordPage(
        record_id=record["record_id"],
        agency=record["agency"],
        organisation=record["organisation"],
        kind=record["kind"],
        version=record["version"],
        occurred_from=record["occurred_from"],
        occurred_to=record["occurred_to"],
        date_precision=record["date_precision"],
        recorded_at=record["recorded_at"],
        received_at=record["received_at"],
        known_from=as_day(record["known_from"]),
        restricted=bool(record["restricted"]),
        markings=tuple(record["markings"]),
        standing=record["standing"],
        rows=tuple(_as_row(row) for row in rows),
        named=tuple(_as_named(row, openable) for row in namings),
    )


def _as_row(row: ServedFullRecordRow) -> RowAsItCame:
    return RowAsItCame(
        source_file=row["source_file"],
        sheet=row["sheet"],
        source_row=row["source_row"],
        row_version=row["row_version"],
        standing=row["standing"],
        standing_since=row["standing_since"],
        received_at=row["received_at"],
        original=row["original"],
    )


def _as_named(row: ServedRecordNaming, openable: set[str]) -> NamedOn:
    return NamedOn(
        slot=row["slot"],
        source_role=row["source_role"],
        text=row["text"],
        entity_kind=row["entity_kind"],
        person_id=row["person_id"] if row["person_id"] in openable else "",
    )
