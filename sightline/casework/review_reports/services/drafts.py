"""Makes a draft of a review's report, and keeps what its authors write to its parts. Nothing is ever changed."""

from sightline.casework.audit.trail import OPENED_BY, audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.review_reports.kept_drafts import draft_rows, need_draft, open_drafts
from sightline.casework.review_reports.material import gather_material
from sightline.casework.reviews.frozen_data import OPENED_BY_REVIEW
from sightline.casework.reviews.histories import ReviewHistory, check_open, need_review
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.casework.reviews.writer import REVIEWS, ReviewDraft
from sightline.review.report.draft_text import pack_draft
from sightline.review.report.whole_draft import make_draft

K = ReviewEntryKind


def make_report_draft(session: ReaderSession, *, review_id: str, why: str) -> str:
    """Make a draft from the frozen data and keep it; its id. What authors wrote before is in each later draft."""
    action = "make_report_draft"
    with audited(session, action=action) as trail:
        trail.add(REVIEWS.noun, [review_id])
        check_people(actor=session.actor)
        found = need_review(session, review_id=review_id)
        check_open(found)
        said = read_words(why)
        draft = make_draft(gather_material(session, found, trail))  # takes long: nobody waits for it
        records = draft.record_ids
        sentences = sum(len(part.lines) for part in draft.parts)
        trail.add("record", records)
        trail.details = {**trail.details, OPENED_BY: OPENED_BY_REVIEW, "sentences": sentences}
        kept = ReviewDraft(
            kind=K.REPORT_DRAFT,
            review_id=review_id,
            words=said,
            who=pack_draft(draft),
            snapshot_id=found.frozen.snapshot_id,
            record_ids=records,
            counts={"sentences": sentences},
        )
        with REVIEWS.hold_last(session, trail, action=action, subject_id=review_id):
            check_open(need_review(session, review_id=review_id))
            return REVIEWS.write(session, subject=None, draft=kept, trail=trail).entry_id


def write_analysis(session: ReaderSession, *, review_id: str, draft_id: str, place: int, words: str) -> str:
    """Keep what an author writes to a part of the newest draft, by its place; the id of the entry.

    It is in each later draft. NotHere where the draft is not the newest, or has no such part.
    """
    action = "write_report_analysis"
    with audited(session, action=action) as trail:
        trail.add(REVIEWS.noun, [review_id])
        check_people(actor=session.actor)
        found = need_review(session, review_id=review_id)
        rows = _need_newest(found, draft_id)
        ((newest, _left_out),) = open_drafts(session, found, rows[-1:])  # takes long: nobody waits for it
        part = dict(newest.shown).get(place)
        if part is None:
            raise NotHere
        part_id, said = part.part_id, read_words(words)
        kept = ReviewDraft(kind=K.ANALYSIS, review_id=review_id, about=draft_id, what=part_id, words=said)
        with REVIEWS.hold_last(session, trail, action=action, subject_id=review_id):
            _need_newest(need_review(session, review_id=review_id), draft_id)
            return REVIEWS.write(session, subject=None, draft=kept, trail=trail).entry_id


def _need_newest(found: ReviewHistory, draft_id: str) -> list[ReviewEntry]:
    """The kept drafts of an open review; NotHere where this one is not the newest."""
    check_open(found)
    rows = draft_rows(found)
    if need_draft(found, draft_id) != len(rows) - 1:
        raise NotHere
    return rows
