"""Whose records are: the agency of each, which alone decides to keep or erase it."""

from collections.abc import Collection

from sightline.casework.core.errors import NotHere
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.session import ReaderSession


def agencies_in_snapshot(session: ReaderSession, record_ids: Collection[str]) -> dict[str, str]:
    """The agency of each record that is in the snapshot."""
    wanted = sorted(set(record_ids))
    with session.open_current() as opened:
        records = opened[1].records(record_ids=wanted, sight=THE_HOUSE) if opened and wanted else {}
    return {record_id: str(versions[0]["agency"]) for record_id, versions in records.items()}


def decided_agencies(session: ReaderSession, record_ids: Collection[str]) -> set[str]:
    """The agencies of these records; NotHere where one is not in the snapshot."""
    found = agencies_in_snapshot(session, record_ids)
    if not found or set(found) != set(record_ids):
        raise NotHere
    return set(found.values())
