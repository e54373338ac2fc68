"""Reads what was imported into a review, and what agencies call their columns."""

from sightline.casework.audit.trail import audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.reviews.agreed_chronologies import is_agreed, may_open_rows, own_agency, restricted_rows
from sightline.casework.reviews.histories import line_of
from sightline.casework.reviews.kept_rows import import_of, mapped_headings, rows_of
from sightline.casework.reviews.pages.events import ImportPage, SendingPage
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.casework.reviews.rights import sets_terms
from sightline.casework.reviews.selectors.terms import open_for_sender


def read_import(session: ReaderSession, *, review_id: str, import_id: str) -> ImportPage:
    """One imported chronology with every row; NotHere where the account may not read the review."""
    with audited(session, action="read_review_import") as trail:
        found = open_for_sender(session, trail, review_id)
        row = next((one for one in found.entries.of(ReviewEntryKind.IMPORTED) if one.entry_id == import_id), None)
        if row is None or not may_open_rows(session, found, row):
            raise NotHere
        one, own = import_of(session, found, row), own_agency(session, found)
        decides = sets_terms(actor=session.actor) or own == row.agency
        hidden = restricted_rows(session, found)
        kept = [each for each in rows_of(session, found, [row])[import_id] if each.entry_id not in hidden]
        trail.add("record", [each.entry_id for each in kept])
        return ImportPage(
            line_of(session, found), one, tuple(kept), found.closed is None and not one.is_withdrawn and decides
        )


def read_sending(session: ReaderSession, *, review_id: str) -> SendingPage:
    """Which chronology the account may send to a review; NotHere where it may send none."""
    with audited(session, action="read_review_sending") as trail:
        found = open_for_sender(session, trail, review_id)
        agency = own_agency(session, found)
        if not agency:
            raise NotHere
        return SendingPage(line_of(session, found), agency, tuple(found.children), is_agreed(agency))


def read_mapped_headings(session: ReaderSession, *, review_id: str, agency: str) -> dict[str, str]:
    """What an agency calls each column, as was last said; NotHere where the review does not read the agency."""
    with audited(session, action="read_mapped_headings") as trail:
        found = open_for_sender(session, trail, review_id)
        if agency != own_agency(session, found) and not sets_terms(actor=session.actor):
            raise NotHere
        if agency not in found.opened.agencies:
            raise NotHere
        return {column: heading for heading, column in mapped_headings(session, agency=agency).items()}
