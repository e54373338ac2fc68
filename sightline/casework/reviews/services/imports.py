"""Imports agencies' own chronologies into a review: they belong to the review, never to the snapshot's records.

Each file is one entry of the review, with its hash; each row is another, imported or not. A file that was imported by
mistake is withdrawn, and stays to be read. Rows are erased with the people whom they are about.
"""

import json
from collections import Counter
from collections.abc import Mapping

from sightline.casework.audit.trail import audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.reviews.agreed_chronologies import check_agreed, own_agency
from sightline.casework.reviews.histories import ReviewHistory, check_open, need_sender
from sightline.casework.reviews.import_files import read_file_tables
from sightline.casework.reviews.kept_rows import mapped_headings
from sightline.casework.reviews.pages.columns import ChronologyColumn, plain_heading
from sightline.casework.reviews.pages.rows import (
    ImportedRow,
    ImportState,
    ImportTerms,
    NewImport,
    pack_rows,
    read_tables,
)
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.casework.reviews.rights import sets_terms
from sightline.casework.reviews.writer import REVIEWS, ReviewDraft
from sightline.model.errors import Refused, Usage
from sightline.translation.messages import lazy as _

K = ReviewEntryKind
MOST_NAME = 200


def import_chronology(session: ReaderSession, *, review_id: str, new: NewImport) -> str:
    """Import a chronology; the id of the entry. Every row is kept, also those that are not imported."""
    action = "import_review_chronology"
    with audited(session, action=action) as trail:
        trail.add(REVIEWS.noun, [review_id])
        found = need_sender(session, review_id=review_id)
        _check_import(session, found, new)
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
            who=session.actor.reader.organisation,
            file_sha=new.file.sha256,
            counts={str(state): counts[str(state)] for state in ImportState},
        )
        trail.details = {"rows": len(rows), **draft.counts}
        by_person = records_by_person(session, found)
        with REVIEWS.hold_last(session, trail, action=action, subject_id=review_id):
            now = need_sender(session, review_id=review_id)
            _check_import(session, now, new)
            import_id = REVIEWS.write(session, subject=None, draft=draft, trail=trail).entry_id
            for row in rows:
                one = _draft_row(found, import_id, new.agency, row, by_person)
                REVIEWS.write(session, subject=None, draft=one, trail=trail)
            return import_id


def records_by_person(session: ReaderSession, found: ReviewHistory) -> dict[str, str]:
    """The record by which each person was added, by how the review calls them."""
    named = {**found.children, **found.adults}
    with session.as_house().need_current() as (_snapshot, store):
        records = store.records_of_mentions(mention_ids=sorted(named.values()))
    return {called: records[one] for called, one in named.items() if one in records}


def _draft_row(
    found: ReviewHistory, import_id: str, agency: str, row: ImportedRow, by_person: Mapping[str, str]
) -> ReviewDraft:
    """A row as an entry that names the records by which its people were added: it is erased with them."""
    about = row.called or tuple(found.children)  # a row about nobody of the review may still name its children
    return ReviewDraft(
        kind=K.ROW,
        review_id=found.review_id,
        about=import_id,
        agency=agency,
        who=pack_rows([row]),
        record_ids=tuple(sorted({by_person[one] for one in about if one in by_person})),
    )


def withdraw_import(session: ReaderSession, *, review_id: str, import_id: str, words: str) -> None:
    """Withdraw a file that was imported by mistake: its rows leave the chronology, and stay to be read."""
    with REVIEWS.hold(session, action="withdraw_review_import", subject_id=review_id) as trail:
        found = need_sender(session, review_id=review_id)
        check_open(found)
        own = {row.entry_id: row.agency for row in found.imports}
        if own.get(import_id, "") not in _agencies_of(session, found):
            raise NotHere
        said = read_words(words)
        draft = ReviewDraft(kind=K.IMPORT_WITHDRAWN, review_id=review_id, about=import_id, words=said)
        REVIEWS.write(session, subject=None, draft=draft, trail=trail)


def map_headings(session: ReaderSession, *, review_id: str, agency: str, named: dict[str, str]) -> None:
    """Keep what an agency calls its columns: a heading by column. It counts for its files in every review from now."""
    with REVIEWS.hold(session, action="map_chronology_headings", subject_id=review_id) as trail:
        found = need_sender(session, review_id=review_id)
        check_open(found)
        if agency not in _agencies_of(session, found):
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


def _agencies_of(session: ReaderSession, found: ReviewHistory) -> tuple[str, ...]:
    """For which agencies the account decides about imports: its own; who sets terms, for all of them."""
    if sets_terms(actor=session.actor):
        return tuple(found.opened.agencies)
    return tuple(filter(None, [own_agency(session, found)]))


def _check_import(session: ReaderSession, found: ReviewHistory, new: NewImport) -> None:
    check_open(found)
    if new.agency != own_agency(session, found):
        raise Refused(
            _("An agency’s chronology is imported by an account of that agency."),
            code="other_agency",
            what_to_do=_("Ask information governance of that agency to import it."),
        )
    check_agreed(new.agency)
    if new.child not in found.children:
        raise Usage(_("The child is missing."), code="no_child", what_to_do=_("Choose a child of this review."))
    if new.file.sha256 in {row.file_sha for row in found.imports}:
        raise Usage(
            _("This file is in the review already."), code="no_file", what_to_do=_("Look at the list of imports.")
        )
