"""Whose records are: the body that holds each, which alone decides to keep or erase it."""

from collections.abc import Collection

from sightline.casework.accounts.governance_scope import holders_of_records
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.model.visibility import Scope


def decided_holders(session: ReaderSession, record_ids: Collection[str]) -> set[Scope]:
    """The holders of these records; NotHere where one is not in the snapshot."""
    found = holders_of_records(session, record_ids)
    if not found or set(found) != set(record_ids):
        raise NotHere
    return set(found.values())
