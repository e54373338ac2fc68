"""Reads one draft of a review's report with what authors wrote to it, for what is audited by itself."""

from sightline.casework.audit.trail import Trail
from sightline.casework.core.session import ReaderSession
from sightline.casework.review_reports.consents import quotations_of, with_consents
from sightline.casework.review_reports.kept_drafts import analyses_of, draft_rows, drafts_of, need_draft, open_drafts
from sightline.casework.review_reports.pages import ReadDraft
from sightline.casework.reviews.histories import ReviewHistory, line_of
from sightline.casework.reviews.selectors.terms import open_audited
from sightline.review.report.differences import compare_drafts


def open_report_draft(session: ReaderSession, trail: Trail, review_id: str, draft_id: str) -> ReadDraft:
    """One draft, and what changed since the draft before it; NotHere where the account may not read the review."""
    found = open_audited(session, trail, review_id)
    read = _read_draft(session, found, draft_id)
    trail.add("record", read.draft.record_ids)
    return read


def _read_draft(session: ReaderSession, found: ReviewHistory, draft_id: str) -> ReadDraft:
    place, rows, lines = need_draft(found, draft_id), draft_rows(found), drafts_of(session, found)
    opened = open_drafts(session, found, rows[max(0, place - 1) : place + 1])
    draft, left_out = opened[-1]
    quotations = quotations_of(session, found, draft)
    return ReadDraft(
        line=line_of(session, found),
        one=lines[place],
        draft=with_consents(draft, quotations),
        left_out=left_out,
        analyses=analyses_of(session, found),
        may_write=found.closed is None and place == len(rows) - 1,
        before=lines[place - 1] if place else None,
        differences=compare_drafts(opened[0][0], draft) if place else (),
        quotations=quotations,
    )
