"""Whose the records of a notice of correction are: it says so; of an earlier one the ledger or the record does."""

from collections.abc import Iterable, Sequence

from sightline.casework.audit.id_hashes import hash_ids
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.sent_rows import holders_of_sent
from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.models import CorrectionEntry
from sightline.casework.corrections.recipients import MOST_ASKED
from sightline.casework.ledger.models import SharedRecord
from sightline.model.visibility import Scope

Holder = tuple[str, str, str]
"""An agency, an organisation as the record has it, and a layout."""


def holders_of(session: ReaderSession, record_ids: Sequence[str]) -> dict[str, Scope]:
    """Whose each of these records is, in the snapshot, or entered or sent here."""
    with session.open_current() as opened:
        found = dict(opened[1].holders_of(record_ids=record_ids)) if opened else {}
    for one in Concern.objects.filter(record_id__in=record_ids):
        found[one.record_id] = Scope(one.agency, one.organisation, one.layout, one.restricted)
    return found | holders_of_sent(record_ids)


def find_holders(session: ReaderSession, record_ids: Sequence[str]) -> dict[str, set[Holder]]:
    """By record, whose it is now, and whose the sharing ledger says that it was when it was shown."""
    found: dict[str, set[Holder]] = {one: set() for one in record_ids}
    for record_id, one in holders_of(session, record_ids).items():
        found[record_id].add((one.agency, one.organisation, one.layout))
    for start in range(0, len(record_ids), MOST_ASKED):
        some = list(record_ids[start : start + MOST_ASKED])
        named = dict(zip(hash_ids(some), some, strict=True))
        rows = SharedRecord.objects.of_records(some).exclude(from_agency="")
        columns = ("record_id", "from_agency", "from_organisation", "layout")
        for hashed, agency, organisation, layout in rows.values_list(*columns).distinct():
            found[named[hashed]].add((agency, organisation, layout))
    return found


def holders_of_notices(session: ReaderSession, notices: Iterable[CorrectionEntry]) -> dict[str, set[Holder]]:
    """By notice, whose its records are. Of an earlier notice whose record is gone, the ledger may not know."""
    every = list(notices)
    earlier = [one for one in every if not one.holders]
    asked = list(dict.fromkeys(record_id for one in earlier for record_id in one.record_ids))
    by_record = find_holders(session, asked) if asked else {}
    found = {
        one.entry_id: {holder for record_id in one.record_ids for holder in by_record[record_id]} for one in earlier
    }
    said = {
        one.entry_id: {(agency, named, layout) for agency, named, layout in one.holders} for one in every if one.holders
    }
    return found | said
