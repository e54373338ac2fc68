"""Records what a panel decides again about a decision to take no further action: one by one, each with its reason."""

from sightline.casework.audit.trail import audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.closures import list_closures
from sightline.casework.journal.draft import read_words
from sightline.casework.reviews.histories import check_open, need_review
from sightline.casework.reviews.pages.panel_decisions import PANEL_CHOICES
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.casework.reviews.writer import REVIEWS, ReviewDraft
from sightline.model.errors import Usage
from sightline.translation.messages import lazy as _


def decide_closure(session: ReaderSession, *, review_id: str, closure_id: str, word: str, words: str) -> str:
    """Reopen or confirm a decision of an open review's period; the id of the entry. A later one counts instead."""
    action = "decide_closed_decision"
    with audited(session, action=action) as trail:
        trail.add(REVIEWS.noun, [review_id])
        check_people(actor=session.actor)
        found = need_review(session, review_id=review_id)
        check_open(found)
        lines = list_closures(session, trail, found)  # takes long: nobody waits for it
        one = next((each for each in lines if each.closure_id == closure_id), None)
        if one is None:
            raise NotHere
        if word not in PANEL_CHOICES:
            raise Usage(_("The decision is missing."), code="no_word", what_to_do=_("Choose to reopen or to confirm."))
        draft = ReviewDraft(
            kind=ReviewEntryKind.PANEL_DECIDED,
            review_id=review_id,
            about=closure_id,
            agency=one.agency,
            word=word,
            record_ids=(one.record_id,),
            words=read_words(words),
        )
        trail.details = {"reply": word}
        with REVIEWS.hold_last(session, trail, action=action, subject_id=review_id):
            check_open(need_review(session, review_id=review_id))
            return REVIEWS.write(session, subject=None, draft=draft, trail=trail).entry_id
