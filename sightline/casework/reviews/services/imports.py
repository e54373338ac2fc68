"""Imports agencies' own chronologies into a review: they belong to the review, never to the snapshot's records.

Each file is one entry of the review, with its hash and every row, imported or not. A file that was imported by mistake
is withdrawn, and stays to be read.
"""

import json
from collections import Counter

from sightline.casework.audit.trail import audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.reviews.histories import ReviewHistory, check_open, need_review
from sightline.casework.reviews.import_files import read_file_tables
from sightline.casework.reviews.kept_rows import mapped_headings
from sightline.casework.reviews.pages.columns import ChronologyColumn, plain_heading
from sightline.casework.reviews.pages.rows import (
    ImportState,
    ImportTerms,
    NewImport,
    pack_rows,
    read_tables,
)
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.casework.reviews.writer import REVIEWS, ReviewDraft
from sightline.model.errors import Usage
from sightline.translation.messages import lazy as _

K = ReviewEntryKind
MOST_NAME = 200


def import_chronology(session: ReaderSession, *, review_id: str, new: NewImport) -> str:
    """Import a chronology; the id of the entry. Every row is kept, also those that are not imported."""
    action = "import_review_chronology"
    with audited(session, action=action) as trail:
        trail.add(REVIEWS.noun, [review_id])
        found = need_review(session, review_id=review_id)
        check_open(found)
        _check_import(found, new)
        terms = ImportTerms((*found.children, *found.adults), new.child, found.from_on, found.to_on)
        tables = read_file_tables(new.file)  # takes long: nobody waits for it
        rows = read_tables(tables, mapped=mapped_headings(session, agency=new.agency), terms=terms)
        if rows is None:
            raise Usage(
                _("No table of this file has a column for the date and one for what happened."),
                code="no_head",
                what_to_do=_("Say what this agency calls its columns. Then import the file again."),
            )
        counts = Counter(str(row.state) for row in rows)
        draft = ReviewDraft(
            kind=K.IMPORTED,
            review_id=review_id,
            agency=new.agency,
            what=new.file.name.strip()[:MOST_NAME],
            who=pack_rows(rows),
            file_sha=new.file.sha256,
            counts={str(state): counts[str(state)] for state in ImportState},
        )
        trail.details = {"rows": len(rows), **draft.counts}
        with REVIEWS.hold_last(session, trail, action=action, subject_id=review_id):
            now = need_review(session, review_id=review_id)
            check_open(now)
            _check_import(now, new)
            return REVIEWS.write(session, subject=None, draft=draft, trail=trail).entry_id


def withdraw_import(session: ReaderSession, *, review_id: str, import_id: str, words: str) -> None:
    """Withdraw a file that was imported by mistake: its rows leave the chronology, and stay to be read."""
    with REVIEWS.hold(session, action="withdraw_review_import", subject_id=review_id) as trail:
        found = need_review(session, review_id=review_id)
        check_open(found)
        if import_id not in {row.entry_id for row in found.imports}:
            raise NotHere
        said = read_words(words)
        draft = ReviewDraft(kind=K.IMPORT_WITHDRAWN, review_id=review_id, about=import_id, words=said)
        REVIEWS.write(session, subject=None, draft=draft, trail=trail)


def map_headings(session: ReaderSession, *, review_id: str, agency: str, named: dict[str, str]) -> None:
    """Keep what an agency calls its columns: a heading by column. It counts for its files in every review from now."""
    with REVIEWS.hold(session, action="map_chronology_headings", subject_id=review_id) as trail:
        found = need_review(session, review_id=review_id)
        check_open(found)
        if agency not in found.opened.agencies:
            raise NotHere
        headings = {plain_heading(heading): column for column, heading in named.items() if plain_heading(heading)}
        if not set(headings.values()) <= set(ChronologyColumn) or not headings:
            raise Usage(
                _("No heading is entered."), code="no_heading", what_to_do=_("Enter at least one heading of the file.")
            )
        draft = ReviewDraft(
            kind=K.HEADINGS, review_id=review_id, agency=agency, who=json.dumps(headings, sort_keys=True)
        )
        REVIEWS.write(session, subject=None, draft=draft, trail=trail)


def _check_import(found: ReviewHistory, new: NewImport) -> None:
    if new.agency not in found.opened.agencies:
        raise Usage(_("The agency is missing."), code="no_agency", what_to_do=_("Choose an agency of this review."))
    if new.child not in found.children:
        raise Usage(_("The child is missing."), code="no_child", what_to_do=_("Choose a child of this review."))
    if new.file.sha256 in {row.file_sha for row in found.imports}:
        raise Usage(
            _("This file is in the review already."), code="no_file", what_to_do=_("Look at the list of imports.")
        )
