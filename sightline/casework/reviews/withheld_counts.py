"""Counts the restricted records that a review leaves out, by agency: a number and nothing else of them."""

from collections import Counter

from sightline.casework.core.session import ReaderSession
from sightline.casework.reviews.agreed_chronologies import restricted_rows, shown_imports
from sightline.casework.reviews.events import list_events
from sightline.casework.reviews.frozen_data import open_frozen, open_with_kept_back
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.terms import KeptBack

FEW = 5  # a smaller number of records is not told


def count_kept_back(session: ReaderSession, found: ReviewHistory) -> tuple[KeptBack, ...]:
    """By agency how many records it keeps back, with 1 to 4 not told. For what is audited by itself.

    Sealed records are not counted, nor those that an agreement does not let the reader's body know of.
    """
    with open_with_kept_back(session, found) as frozen:
        every = {one.event_id: one.agency for one in list_events(frozen, found)}
    with open_frozen(session, found) as frozen:
        shown = {one.event_id for one in list_events(frozen, found)}
    counted = Counter(agency for record_id, agency in every.items() if record_id not in shown)
    imports = [one.entry_id for one in shown_imports(session, found)]
    rows = ReviewEntry.objects.rows_of(imports).filter(entry_id__in=restricted_rows(session, found))
    counted.update(rows.values_list("agency", flat=True))
    return tuple(KeptBack(agency, None if number < FEW else number) for agency, number in sorted(counted.items()))
