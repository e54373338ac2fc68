"""An agency's yes to show its restricted records to a review: said by its own information governance, and withdrawn.

Where an agency has several organisations, each says it of its own records.
A yes ends on its last day by itself. It opens nothing that is sealed or protected, and nothing that the agency
restricts later.
"""

from datetime import date, timedelta

from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_name, read_words
from sightline.casework.reviews.histories import check_open, need_asked
from sightline.casework.reviews.pages.terms import NewHolderYes, ReviewEntryKind
from sightline.casework.reviews.rights import check_body_known, holder_of, may_say_yes, organisation_of
from sightline.casework.reviews.writer import REVIEWS, ReviewDraft
from sightline.model.errors import Refused, Usage
from sightline.review.rules import read_terms_rules
from sightline.translation.messages import lazy as _

K = ReviewEntryKind


def agree_for_agency(session: ReaderSession, *, review_id: str, said: NewHolderYes) -> str:
    """Let a review read the restricted records of the account's own body until a day; the id of the yes."""
    with REVIEWS.hold(session, action="agree_to_review", subject_id=review_id) as trail:
        found = need_asked(session, review_id=review_id)
        check_open(found)
        check_body_known(actor=session.actor)
        draft = ReviewDraft(
            kind=K.HOLDER_YES,
            review_id=review_id,
            agency=holder_of(actor=session.actor),
            organisation=organisation_of(actor=session.actor),
            who=read_name(said.who, missing=_("Enter who decided in your agency.")),
            words=read_words(said.words),
            to_on=_read_until(said.until_on),
        )
        return REVIEWS.write(session, subject=None, draft=draft, trail=trail).entry_id


def withdraw_yes(session: ReaderSession, *, review_id: str, words: str) -> None:
    """Withdraw the yes of the account's own body: from now on the review leaves its restricted records out."""
    with REVIEWS.hold(session, action="withdraw_from_review", subject_id=review_id) as trail:
        found = need_asked(session, review_id=review_id)
        yes = next((row for body, row in found.yeses.items() if _is_own(session, *body)), None)
        if yes is None:
            raise Refused(
                _("Your agency has no yes in force."),
                code="out_of_place",
                what_to_do=_("Open the page again: a colleague may have withdrawn it."),
            )
        draft = ReviewDraft(
            kind=K.HOLDER_ENDED, review_id=review_id, about=yes.entry_id, agency=yes.agency,
            organisation=yes.organisation, words=read_words(words),
        )  # fmt: skip
        REVIEWS.write(session, subject=None, draft=draft, trail=trail)


def _is_own(session: ReaderSession, agency: str, organisation: str) -> bool:
    return may_say_yes(actor=session.actor, agency=agency, organisation=organisation)


def _read_until(day: date | None) -> date:
    today = clock.today()
    if day is None or not today <= day <= today + timedelta(days=read_terms_rules().longest_yes_days):
        raise Usage(
            _("The last day is missing, has passed, or is too far away."),
            code="no_day",
            what_to_do=_("Enter a day within a year. You can agree again before it ends."),
        )
    return day
