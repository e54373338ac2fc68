"""Lists comments, offers whom one may mention, and says which notices of mentions an account is still shown."""

from collections.abc import Sequence

from django.db.models import Q

from sightline.casework.audit.trail import Trail, audited
from sightline.casework.comments.models import Comment, CommentOwner
from sightline.casework.comments.pages import CommentLine, CommentList, NotifiableAccount, OwnComment
from sightline.casework.comments.rights import (
    CommentedOn,
    can_withdraw,
    may_open,
    may_write,
    need_comment,
    need_commented,
)
from sightline.casework.core.actor import actor_for_account
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import Texts

MOST_OFFERED = 200
NOUNS = {
    CommentOwner.CONCERN: "concern",
    CommentOwner.ITEM: "item",
    CommentOwner.MEETING: "meeting",
    CommentOwner.FILE: "working_file",
}


def list_comments(session: ReaderSession, *, owner: str, owner_id: str) -> CommentList:
    """The comments on a concern, item, meeting or working file; none where the account may not open it."""
    with audited(session, action="list_comments") as trail:
        if not may_open(session, owner=owner, owner_id=owner_id):
            return CommentList(owner, owner_id, (), may_write=False)
        return _list(session, trail, need_commented(session, owner=owner, owner_id=owner_id))


def offer_comment(session: ReaderSession, *, owner: str, owner_id: str) -> CommentList:
    """The same with whom one may mention, for the page on which one is written; NotHere where one may not."""
    with audited(session, action="offer_comment") as trail:
        opened = need_commented(session, owner=owner, owner_id=owner_id)
        if not may_write(session):
            raise NotHere
        return _list(session, trail, opened, choices=list_notifiable(session, opened=opened))


def read_comment(session: ReaderSession, *, comment_id: str) -> OwnComment:
    """One comment that the account may withdraw; else NotHere."""
    with audited(session, action="read_comment") as trail:
        one, opened = need_comment(session, comment_id=comment_id)
        note_commented(trail=trail, opened=opened)
        if not can_withdraw(session, one=one):
            raise NotHere
        return OwnComment(_line(session, one, opened, Texts(session, [one.text_sha])), one.owner, one.owner_id)


def list_notifiable(session: ReaderSession, *, opened: CommentedOn) -> tuple[NotifiableAccount, ...]:
    """Who had to do with it and colleagues of the reader's own body, of those who may open it by their own rights.

    Each is asked by the same right as their own page would ask, so nobody is listed who may not open it.
    """
    reader = session.actor.reader
    near = Q(username__in=opened.involved)
    if reader.agency:
        near |= Q(agency=reader.agency, organisation=reader.organisation)
    found = Account.active.filter(near).exclude(username=reader.username).order_by("username")[:MOST_OFFERED]
    of = {"owner": opened.owner.value, "owner_id": opened.owner_id}
    return tuple(
        NotifiableAccount(one.username, one.agency, one.organisation, one.post)
        for one in found
        if one.is_open and may_open(session.of(actor_for_account(one)), **of)
    )


def own_commented(session: ReaderSession, *, owner: CommentOwner, owner_ids: Sequence[str]) -> set[str]:
    """Those of these that the account may open, where a comment that stands mentions it."""
    rows = Comment.objects.filter(owner=owner, owner_id__in=set(owner_ids), withdrawn_at=None) if owner_ids else ()
    named = {one.owner_id for one in rows if session.actor.reader.username in one.notified}
    return {one for one in named if may_open(session, owner=owner, owner_id=one)}


def note_commented(*, trail: Trail, opened: CommentedOn) -> None:
    """Note in the audit on what a comment is, and its records."""
    trail.add(NOUNS[opened.owner], [opened.owner_id])
    trail.add("record", opened.record_ids)


def _list(
    session: ReaderSession, trail: Trail, opened: CommentedOn, choices: tuple[NotifiableAccount, ...] = ()
) -> CommentList:
    rows = list(Comment.objects.of_owner(opened.owner, opened.owner_id))
    note_commented(trail=trail, opened=opened)
    trail.add("comment", [one.comment_id for one in rows])
    texts = Texts(session, [sha for one in rows for sha in (one.text_sha, one.withdrawn_sha)])
    lines = tuple(_line(session, one, opened, texts) for one in rows)
    return CommentList(opened.owner.value, opened.owner_id, lines, may_write=may_write(session), choices=choices)


def _line(session: ReaderSession, one: Comment, opened: CommentedOn, texts: Texts) -> CommentLine:
    about = {"mention_ids": opened.mention_ids, "record_ids": opened.record_ids}
    return CommentLine(
        comment_id=one.comment_id,
        at=one.at,
        by=one.by,
        words=texts.of(one.text_sha, **about).words,
        notified=tuple(one.notified),
        may_withdraw=can_withdraw(session, one=one),
        withdrawn_at=one.withdrawn_at or "",
        withdrawn_by=one.withdrawn_by,
        why=texts.of(one.withdrawn_sha, **about).words if one.withdrawn_at else "",
    )
