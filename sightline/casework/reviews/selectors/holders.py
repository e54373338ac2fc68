"""Reads what an agency's information governance needs to decide about its restricted records in a review."""

from collections.abc import Sequence

from sightline.casework.audit.trail import OPENED_BY, Trail, audited
from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import Texts
from sightline.casework.reviews.events import list_events
from sightline.casework.reviews.frozen_data import OPENED_BY_REVIEW, find_frozen, open_with_kept_back, own_holder
from sightline.casework.reviews.histories import ReviewHistory, line_of, load_reviews, need_asked
from sightline.casework.reviews.pages.labels import call_people
from sightline.casework.reviews.pages.terms import (
    HolderPage,
    HolderYes,
    OwnRestricted,
    ReviewEntryKind,
    ReviewPerson,
)
from sightline.casework.reviews.people_names import name_own
from sightline.casework.reviews.rights import holder_of, may_say_yes, organisation_of

K = ReviewEntryKind


def read_holder_page(session: ReaderSession, *, review_id: str) -> HolderPage:
    """A review as information governance of one of its agencies reads it; NotHere for everybody else."""
    with audited(session, action="read_review_as_holder") as trail:
        trail.add("learning_review", [review_id])
        found = need_asked(session, review_id=review_id)
        agency = holder_of(actor=session.actor)
        texts = Texts(session, [found.opened.text_sha])
        people, records = _own_records(session, found, trail) if find_frozen(found) else ((), ())
        said = [one for one in holder_yeses(session, found) if is_own(session, one)]
        return HolderPage(
            line=line_of(session, found),
            agency=agency,
            organisation=organisation_of(actor=session.actor),
            asks=texts.of(found.opened.text_sha, mention_ids=found.mention_ids).words,
            authors=tuple(row.account.username for row in found.authors if row.account),
            people=people,
            records=records,
            yes=next((one for one in said if one.in_force), None),
            earlier=tuple(one for one in said if not one.in_force),
            may_decide=found.closed is None,
        )


def is_own(session: ReaderSession, said: HolderYes) -> bool:
    """Whether a yes is of the body for which the account answers."""
    return may_say_yes(actor=session.actor, agency=said.agency, organisation=said.organisation)


def holder_yeses(session: ReaderSession, found: ReviewHistory) -> tuple[HolderYes, ...]:
    """Every yes to a review, the newest first; for what is audited by itself."""
    rows = [row for row in reversed(found.entries.of(K.HOLDER_YES)) if row.to_on]
    texts, now = Texts(session, [row.text_sha for row in rows]), set(found.yeses.values())
    said = [(row, texts.of(row.text_sha)) for row in rows]
    return tuple(
        HolderYes(
            row.entry_id, row.agency, row.organisation, text.who, row.at, row.by, row.to_on, text.words, row in now
        )
        for row, text in said
        if row.to_on
    )


def own_review_notices(session: ReaderSession, review_ids: Sequence[str]) -> set[str]:
    """Those of these reviews that the account may read, or may answer for its agency."""
    wanted = set(review_ids)
    found = [one for one in load_reviews() if one.review_id in wanted]
    return {one.review_id for one in found if one.may_read(session) or one.may_agree(session)}


def _own_records(
    session: ReaderSession, found: ReviewHistory, trail: Trail
) -> tuple[tuple[ReviewPerson, ...], tuple[OwnRestricted, ...]]:
    """The people of the review whom the body's records name, and its restricted records of them."""
    own = own_holder(session, holder_of(actor=session.actor), organisation_of(actor=session.actor))
    with open_with_kept_back(session, found, holder=own) as frozen:
        people = tuple(name_own(frozen, called, trail) for called in frozen.people)
        events = list_events(frozen, found)
    kept = [
        OwnRestricted(one.event_id, call_people(one.called), one.entry.kind, one.first_on)
        for one in sorted(events, key=lambda one: (str(one.first_on or ""), one.event_id))
        if one.entry.restricted or one.event_id in session.restricted
    ]
    trail.add("record", [one.record_id for one in kept])
    trail.details = {OPENED_BY: OPENED_BY_REVIEW}
    return people, tuple(kept)
