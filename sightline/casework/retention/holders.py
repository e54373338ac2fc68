"""Whose records are: the agency of each, which alone decides to keep or erase it."""

from collections.abc import Collection

from sightline.casework.concerns.models import Concern
from sightline.casework.core.errors import NotHere
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.session import ReaderSession


def agencies_of(session: ReaderSession, record_ids: Collection[str]) -> dict[str, str]:
    """The agency of each record, in the snapshot or entered since; NotHere where one is nowhere."""
    wanted = sorted(set(record_ids))
    with session.open_current() as opened:
        records = opened[1].records(record_ids=wanted, sight=THE_HOUSE) if opened else {}
    found = {record_id: str(versions[0]["agency"]) for record_id, versions in records.items()}
    found |= dict(Concern.objects.filter(record_id__in=wanted).values_list("record_id", "agency"))
    if not wanted or set(found) != set(wanted):
        raise NotHere
    return found
