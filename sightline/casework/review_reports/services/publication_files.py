"""Checks the published form of a report as its second person, and writes it once it is checked."""

from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.pages import FileGround
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.review_reports.pages import PublishedFile, ReportFileForm
from sightline.casework.review_reports.publications import checked_entry, open_publication
from sightline.casework.review_reports.services.files import write_report
from sightline.casework.reviews.histories import check_open, need_review
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.casework.reviews.writer import REVIEWS, ReviewDraft
from sightline.model.errors import Refused
from sightline.translation.messages import lazy as _

K = ReviewEntryKind
MAKER = _("The person who made the draft cannot check it for publication.")
UNCHECKED = _("A second person has not checked the published form as it is now.")


def check_publication(session: ReaderSession, *, review_id: str, words: str) -> str:
    """Keep that this account read the published form of the newest draft, and what it found; the id of the entry.

    Refused for the person who made the draft. A new draft, or new analysis, needs a new check.
    """
    action = "check_review_publication"
    with audited(session, action=action) as trail:
        trail.add(REVIEWS.noun, [review_id])
        check_people(actor=session.actor)
        found = need_review(session, review_id=review_id)
        check_open(found)
        shown = open_publication(session, trail, found)
        if shown.one.by == session.actor.reader.username:
            raise Refused(MAKER, code="same_person", what_to_do=_("Ask another author, or information governance."))
        draft = ReviewDraft(
            kind=K.PUBLICATION_CHECK,
            review_id=review_id,
            about=shown.one.draft_id,
            words=read_words(words),
            counts={"to_check": len(shown.residues)},
        )
        with REVIEWS.hold_last(session, trail, action=action, subject_id=review_id):
            check_open(need_review(session, review_id=review_id))
            return REVIEWS.write(session, subject=None, draft=draft, trail=trail).entry_id


def write_published_file(
    session: ReaderSession, *, review_id: str, form: ReportFileForm, purpose: str
) -> PublishedFile:
    """The published form as a file; Refused where no second person has checked it as it is now."""
    with audited(session, action="export_published_review", reason=read_words(purpose)) as trail:
        trail.add(REVIEWS.noun, [review_id])
        check_people(actor=session.actor)
        found = need_review(session, review_id=review_id)
        if checked_entry(found) is None:
            raise Refused(
                UNCHECKED, code="unchecked", what_to_do=_("Ask a person who did not make the draft to check it.")
            )
        session.give_ground(FileGround.NAMES_NOBODY)
        shown = open_publication(session, trail, found)
        trail.details |= {"form": str(form), "draft": shown.one.number, "to_check": len(shown.residues)}
        data, content_type = write_report(shown.report, form)
    return PublishedFile(data, content_type, f"review-published-{clock.now_at()[:10]}.{form}")
