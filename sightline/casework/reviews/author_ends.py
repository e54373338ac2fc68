"""Why an author no longer reads a review, though nobody removed them: last day, other work, or a declared person."""

from collections.abc import Iterable
from enum import StrEnum

from sightline.casework.accounts.moves import last_moves
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.insiders.item_conflicts import Conflicted, ItemPeople, find_conflicted, is_certain
from sightline.casework.reviews.models import ReviewEntry


class AuthorEnd(StrEnum):
    """Why an author reads no more."""

    LAST_DAY = "last_day"
    MOVED = "moved"
    CONFLICT = "conflict"


def ended_authors(
    session: ReaderSession, authors: Iterable[ReviewEntry], *, review_id: str, mention_ids: tuple[str, ...]
) -> dict[str, AuthorEnd]:
    """By entry of an author, why its account reads the review no more; those who still read are not there."""
    rows = list(authors)
    moves = last_moves(row.account_id for row in rows if row.account_id is not None)
    conflicted = declared_in(session, review_id=review_id, mention_ids=mention_ids) if rows else {}
    found: dict[str, AuthorEnd] = {}
    for row in rows:
        number = row.account_id or 0
        if row.to_on is not None and row.to_on < clock.today():
            found[row.entry_id] = AuthorEnd.LAST_DAY
        elif number in moves and moves[number].decision > row.decision:
            found[row.entry_id] = AuthorEnd.MOVED
        elif number in conflicted and is_certain(conflicted[number]):
            found[row.entry_id] = AuthorEnd.CONFLICT
    return found


def declared_in(session: ReaderSession, *, review_id: str, mention_ids: tuple[str, ...]) -> Conflicted:
    """By account, the details of a person of the review that it declared as its own or as a relative's."""
    about = {review_id: ItemPeople(mention_ids=mention_ids)}
    return find_conflicted(session.as_house(), about).get(review_id, {})
