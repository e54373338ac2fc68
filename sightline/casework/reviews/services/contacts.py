"""Checks what is recorded of contact of a review with one of its people, or with another by role."""

from sightline.casework.core import clock
from sightline.casework.journal.draft import read_name
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.pages.contacts import CONTACT_OUTCOMES, MADE
from sightline.casework.reviews.pages.terms import ReviewAct, ReviewEntryKind
from sightline.casework.reviews.writer import ReviewDraft
from sightline.model.errors import Usage
from sightline.translation.messages import lazy as _

K = ReviewEntryKind


def read_other(found: ReviewHistory, act: ReviewAct) -> ReviewDraft:
    """A person outside the terms whom the review contacts: the role alone, so that a draft names nobody."""
    role = read_name(act.who, missing=_("Enter the role of the person."))
    return ReviewDraft(kind=K.OTHER_PERSON, review_id=found.review_id, who=role)


def read_contact(found: ReviewHistory, act: ReviewAct) -> ReviewDraft:
    """What is recorded of contact with one person. With proceedings, contact names the officer who agreed first."""
    if act.about not in (*found.children, *found.adults, *found.others):
        raise Usage(_("The person is missing."), code="no_person", what_to_do=_("Choose a person of the review."))
    if act.word not in CONTACT_OUTCOMES:
        raise Usage(_("The outcome is missing."), code="no_word", what_to_do=_("Choose what happened."))
    if act.on_day is None or act.on_day > clock.today():
        raise Usage(_("The day is missing or in the future."), code="no_day", what_to_do=_("Enter a day up to today."))
    officer = act.what.strip()
    if act.word in MADE and not officer and found.entries.of(K.PROCEEDING):
        raise Usage(
            _("This review has proceedings, and no officer is named."),
            code="no_officer",
            what_to_do=_("Ask the officer in the case first. Enter who agreed to the contact."),
        )
    return ReviewDraft(
        kind=K.CONTACT,
        review_id=found.review_id,
        about=act.about,
        word=act.word,
        on_day=act.on_day,
        who=read_name(act.who, missing=_("Enter the job title of who contacted them, or decided not to.")),
        what=officer,
        words=act.words.strip(),
    )
