"""Reads the drafts of a review's report, for who may read the review."""

from sightline.casework.audit.trail import audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.review_reports.code_keys import key_entry
from sightline.casework.review_reports.coders import list_residues, make_coder
from sightline.casework.review_reports.consents import people_of
from sightline.casework.review_reports.kept_drafts import draft_rows, drafts_of
from sightline.casework.review_reports.opened_draft import open_report_draft
from sightline.casework.review_reports.pages import (
    AnonymousCheck,
    Publication,
    ReadDraft,
    ReadQuotation,
    ReportDrafts,
)
from sightline.casework.review_reports.publications import open_publication
from sightline.casework.reviews.chronology_rows import make_rows
from sightline.casework.reviews.frozen_data import describe_frozen
from sightline.casework.reviews.histories import line_of
from sightline.casework.reviews.pages.consents import CONSENT_REPLIES, ConsentReply
from sightline.casework.reviews.selectors.chronology import every_event, people_read
from sightline.casework.reviews.selectors.terms import open_audited
from sightline.review.anonymous.residues import ResidualWord


def list_report_drafts(session: ReaderSession, *, review_id: str) -> ReportDrafts:
    """The drafts of a review, the newest first; NotHere where the account may not read the review."""
    with audited(session, action="list_report_drafts") as trail:
        found = open_audited(session, trail, review_id)
        return ReportDrafts(
            line=line_of(session, found),
            drafts=tuple(reversed(drafts_of(session, found))),
            may_make=found.closed is None and bool(found.children),
            frozen=describe_frozen(session, found),
        )


def read_report_draft(session: ReaderSession, *, review_id: str, draft_id: str) -> ReadDraft:
    """One draft, and what changed since the draft before it; NotHere where the account may not read the review."""
    with audited(session, action="read_report_draft") as trail:
        return open_report_draft(session, trail, review_id, draft_id)


def read_quotation(session: ReaderSession, *, review_id: str, draft_id: str, quotation_id: str) -> ReadQuotation:
    """A quotation of a draft, and what may be recorded of its use; NotHere where this reader sees no such quotation."""
    with audited(session, action="read_quotation") as trail:
        found = open_audited(session, trail, review_id)
        read = open_report_draft(session, trail, review_id, draft_id)
        quotation = next((one for one in read.quotations if one.quotation_id == quotation_id), None)
        if quotation is None:
            raise NotHere
        replies = tuple(CONSENT_REPLIES) if found.closed is None else (str(ConsentReply.WITHDRAWN),)
        return ReadQuotation(read.line, read.one, quotation, tuple(people_of(found)), replies)


def read_anonymous_check(session: ReaderSession, *, review_id: str) -> AnonymousCheck:
    """What to look at before an anonymised chronology leaves; NotHere where the account may not read the review.

    It is worked out as if the file was made now. Nothing is kept.
    """
    with audited(session, action="read_anonymous_check") as trail:
        found = open_audited(session, trail, review_id)
        frozen, kept = describe_frozen(session, found), key_entry(found)
        residues: tuple[ResidualWord, ...] = ()
        added: tuple[str, ...] = ()
        if frozen.is_readable:
            events = every_event(session, found, leaves=True)
            trail.add("record", [one.event_id for one in events])
            trail.add("person", people_read(session, found, events))
            _columns, rows = make_rows(events, births={})
            texts = [value for row in rows for value in row if isinstance(value, str)]
            coder, added = make_coder(session, found, texts=texts)
            residues = list_residues(map(coder.encode, texts), coder)
        return AnonymousCheck(
            line=line_of(session, found),
            residues=residues,
            added=added,
            key=kept.counts.get("key", 0) if kept else 0,
            codes=kept.counts.get("codes", 0) if kept else 0,
            drafts=len(draft_rows(found)),
            may_make=found.closed is None and frozen.is_readable,
        )


def read_publication(session: ReaderSession, *, review_id: str) -> Publication:
    """The published form of the newest draft; NotHere where the account may not read the review."""
    with audited(session, action="read_review_publication") as trail:
        return open_publication(session, trail, open_audited(session, trail, review_id))
