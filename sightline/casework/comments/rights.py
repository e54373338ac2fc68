"""Whoever opens what a comment is on reads it. Its author withdraws it."""

from sightline.casework.comments.models import Comment
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.owners.rights import OpenedOwner, need_owner


def need_comment(session: ReaderSession, *, comment_id: str) -> tuple[Comment, OpenedOwner]:
    """The comment, where the account may open what it is on; else NotHere."""
    one = Comment.objects.by_id(comment_id)
    if one is None:
        raise NotHere
    opened = need_owner(session, owner=one.owner, owner_id=one.owner_id)
    if not opened.shows(one):
        raise NotHere
    return one, opened


def can_withdraw(session: ReaderSession, *, one: Comment) -> bool:
    """Whether the account may withdraw it: its author alone, once."""
    return not one.withdrawn_at and session.actor.account_id is not None and one.account_id == session.actor.account_id
