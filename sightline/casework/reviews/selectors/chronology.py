"""Reads the chronology of a review from the data that it froze."""

from sightline.casework.audit.trail import audited
from sightline.casework.core.session import ReaderSession
from sightline.casework.reviews.events import list_events
from sightline.casework.reviews.frozen_data import describe_frozen, open_frozen
from sightline.casework.reviews.histories import line_of
from sightline.casework.reviews.pages.terms import ReviewChronology
from sightline.casework.reviews.selectors.terms import open_audited

ON_A_PAGE = 50


def read_review_chronology(session: ReaderSession, *, review_id: str, page: int = 1) -> ReviewChronology:
    """One page of a review's chronology; NotHere where the account may not read it."""
    with audited(session, action="read_review_chronology") as trail:
        found = open_audited(session, trail, review_id)
        with open_frozen(session, found) as frozen:
            events = list_events(frozen, found)
        pages = max(1, -(-len(events) // ON_A_PAGE))
        page = min(max(page, 1), pages)
        shown = tuple(events[(page - 1) * ON_A_PAGE : page * ON_A_PAGE])
        trail.add("record", [one.entry.record_id for one in shown])
        return ReviewChronology(
            line=line_of(session, found),
            events=shown,
            total=len(events),
            page=page,
            pages=pages,
            frozen=describe_frozen(session, found),
            holders=found.holders,
        )
