"""Whose records are: the agency of each, which alone decides to keep or erase it."""

from collections.abc import Collection

from sightline.casework.accounts.governance_scope import agencies_of_records
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession


def decided_agencies(session: ReaderSession, record_ids: Collection[str]) -> set[str]:
    """The agencies of these records; NotHere where one is not in the snapshot."""
    found = agencies_of_records(session, record_ids)
    if not found or set(found) != set(record_ids):
        raise NotHere
    return set(found.values())
