"""A learning review for tests: opened by information governance of the partnership, with its children and an author."""

from collections.abc import Iterable
from datetime import date, timedelta

from support import worried
from support.sessions import session_of

from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.reviews.pages.terms import NewHolderYes, NewReview, ReviewAct, ReviewEntryKind
from sightline.casework.reviews.services.holders import agree_for_agency
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.model.nouns import Agency

WHY = "The safeguarding partners decided this on Monday, in writing."
EVERY = tuple(str(one) for one in Agency if one is not Agency.PARTNERSHIP)


def governance(agency: str = "") -> Actor:
    """Information governance of an agency, or of the partnership."""
    return worried.actor(f"ig_{agency or 'all'}", "information_governance", agency)


def author() -> Actor:
    """An independent reviewer."""
    return worried.actor("author", "reviewer", "partnership")


def add(review_id: str, kind: ReviewEntryKind, **said: object) -> str:
    """Add to the terms."""
    return add_to_terms(session_of(governance()), review_id=review_id, act=ReviewAct(kind, **said))  # type: ignore[arg-type]


def review_of(
    children: Iterable[str],
    *,
    agencies: Iterable[str] = EVERY,
    from_on: date = date(2000, 1, 1),
    to_on: date = date(2030, 1, 1),
) -> str:
    """A review of these children, by id, with its author."""
    new = NewReview("Review one", WHY, from_on, to_on, tuple(agencies))
    review_id = open_review(session_of(governance()), review=new)
    for one in children:
        add(review_id, ReviewEntryKind.CHILD, person_id=one)
    add(review_id, ReviewEntryKind.AUTHOR, username=author().reader.username)
    return review_id


def agree(review_id: str, agency: str, *, days: int = 30) -> str:
    """The agency lets the review read its restricted records."""
    said = NewHolderYes("A. Doctor, Caldicott guardian", clock.today() + timedelta(days=days), WHY)
    return agree_for_agency(session_of(governance(agency)), review_id=review_id, said=said)
