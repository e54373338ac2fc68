"""Reads what was imported into a review, and what agencies call their columns."""

from sightline.casework.audit.trail import audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.reviews.histories import line_of
from sightline.casework.reviews.kept_rows import import_of, mapped_headings, rows_of
from sightline.casework.reviews.pages.events import ImportPage
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.casework.reviews.selectors.terms import open_audited


def read_import(session: ReaderSession, *, review_id: str, import_id: str) -> ImportPage:
    """One imported chronology with every row; NotHere where the account may not read the review."""
    with audited(session, action="read_review_import") as trail:
        found = open_audited(session, trail, review_id)
        row = next((one for one in found.entries.of(ReviewEntryKind.IMPORTED) if one.entry_id == import_id), None)
        if row is None:
            raise NotHere
        one = import_of(session, found, row)
        may_withdraw = found.closed is None and not one.is_withdrawn
        return ImportPage(line_of(session, found), one, rows_of(session, found, [row])[import_id], may_withdraw)


def read_mapped_headings(session: ReaderSession, *, review_id: str, agency: str) -> dict[str, str]:
    """What an agency calls each column, as was last said; NotHere where the review does not read the agency."""
    with audited(session, action="read_mapped_headings") as trail:
        found = open_audited(session, trail, review_id)
        if agency not in found.opened.agencies:
            raise NotHere
        return {column: heading for heading, column in mapped_headings(session, agency=agency).items()}
