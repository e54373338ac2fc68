"""Records what a child or an adult of a review said about the use of their own words. Nothing is ever changed."""

from sightline.casework.audit.trail import audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_name, read_past_day, read_words
from sightline.casework.review_reports.consents import name_quotation, people_of, word_lines
from sightline.casework.review_reports.opened_draft import open_report_draft
from sightline.casework.review_reports.pages import Quotation
from sightline.casework.reviews.histories import check_open, need_review
from sightline.casework.reviews.pages.consents import CONSENT_REPLIES, ConsentReply, NewConsent
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.casework.reviews.writer import REVIEWS, ReviewDraft
from sightline.model.errors import Usage
from sightline.translation.messages import lazy as _

K = ReviewEntryKind


def record_consent(
    session: ReaderSession, *, review_id: str, draft_id: str, quotation_id: str, consent: NewConsent
) -> str:
    """Keep an answer about a quotation; the id of the entry. The last answer of a person counts.

    NotHere where the draft has no such quotation for this account. In a closed review only withdrawing is possible.
    Usage where a part is missing, or the day is before that of an earlier answer of the same person.
    """
    action = "record_quotation_consent"
    with audited(session, action=action) as trail:
        trail.add(REVIEWS.noun, [review_id])
        check_people(actor=session.actor)
        found = need_review(session, review_id=review_id)
        if consent.reply != ConsentReply.WITHDRAWN:
            check_open(found)
        read = open_report_draft(session, trail, review_id, draft_id)
        quotation = next((one for one in read.quotations if one.quotation_id == quotation_id), None)
        if quotation is None:
            raise NotHere
        _check(quotation, consent, people_of(found))
        draft = ReviewDraft(
            kind=K.CONSENT,
            review_id=review_id,
            about=draft_id,
            mention_id=people_of(found)[consent.person],
            word=ConsentReply(consent.reply),
            who=read_name(consent.asked_by, missing=_("The role of who asked is missing.")),
            what=name_quotation(quotation, word_lines(read.draft)[quotation_id]),
            words=read_words(consent.how),
            on_day=read_past_day(consent.on_day),
            record_ids=quotation.record_ids,
        )
        with REVIEWS.hold_last(session, trail, action=action, subject_id=review_id):
            again = need_review(session, review_id=review_id)
            if consent.reply != ConsentReply.WITHDRAWN:
                check_open(again)
            return REVIEWS.write(session, subject=None, draft=draft, trail=trail).entry_id


def _check(quotation: Quotation, consent: NewConsent, people: dict[str, str]) -> None:
    if consent.person not in people:
        raise Usage(
            _("The review has no such person."), code="no_person", what_to_do=_("Choose the person who is quoted.")
        )
    if consent.reply not in CONSENT_REPLIES:
        raise Usage(_("The answer is missing."), code="no_answer", what_to_do=_("Choose what they said."))
    days = [one.on_day for one in quotation.consents if one.person == consent.person and one.on_day]
    if consent.on_day and days and consent.on_day < max(days):
        raise Usage(
            _("A later answer of this person is recorded."),
            code="no_day",
            what_to_do=_("Enter the day of that answer or a later day."),
        )
