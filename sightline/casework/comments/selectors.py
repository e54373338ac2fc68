"""Lists comments, and says which notices of mentions an account is still shown."""

from collections.abc import Sequence

from sightline.casework.audit.trail import Trail, audited
from sightline.casework.comments.models import Comment
from sightline.casework.comments.notifiable import list_notifiable
from sightline.casework.comments.pages import CommentLine, CommentList, NotifiableAccount, OwnComment
from sightline.casework.comments.rights import can_withdraw, need_comment
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.owners.models import OwnerKind
from sightline.casework.owners.rights import OpenedOwner, may_open, need_owner
from sightline.casework.owners.trail import note_owner
from sightline.casework.protection.free_text import Texts


def list_comments(session: ReaderSession, *, owner: str, owner_id: str) -> CommentList:
    """The comments on a concern, item, meeting or working file; none where the account may not open it."""
    with audited(session, action="list_comments") as trail:
        if not may_open(session, owner=owner, owner_id=owner_id):
            return CommentList(owner, owner_id, (), may_write=False)
        return _list(session, trail, need_owner(session, owner=owner, owner_id=owner_id))


def offer_comment(session: ReaderSession, *, owner: str, owner_id: str) -> CommentList:
    """The same with whom one may mention, for the page on which one is written; NotHere where one may not."""
    with audited(session, action="offer_comment") as trail:
        opened = need_owner(session, owner=owner, owner_id=owner_id)
        if not opened.may_comment:
            raise NotHere
        return _list(session, trail, opened, choices=list_notifiable(session, opened=opened))


def read_comment(session: ReaderSession, *, comment_id: str) -> OwnComment:
    """One comment that the account may withdraw; else NotHere."""
    with audited(session, action="read_comment") as trail:
        one, opened = need_comment(session, comment_id=comment_id)
        note_owner(session, trail, opened)
        if not can_withdraw(session, one=one):
            raise NotHere
        return OwnComment(
            _make_comment_line(session, one, opened, Texts(session, [one.text_sha])), one.owner, one.owner_id
        )


def own_commented(session: ReaderSession, *, owner: OwnerKind, owner_ids: Sequence[str]) -> set[str]:
    """Those of these that the account may open, where a comment that stands mentions it."""
    rows = Comment.objects.filter(owner=owner, owner_id__in=set(owner_ids), withdrawn_at=None) if owner_ids else ()
    named = {one.owner_id for one in rows if session.actor.reader.username in one.notified}
    return {one for one in named if may_open(session, owner=owner, owner_id=one)}


def _list(
    session: ReaderSession, trail: Trail, opened: OpenedOwner, choices: tuple[NotifiableAccount, ...] = ()
) -> CommentList:
    rows = [one for one in Comment.objects.of_owner(opened.owner, opened.owner_id) if opened.shows(one)]
    note_owner(session, trail, opened)
    trail.add("comment", [one.comment_id for one in rows])
    texts = Texts(session, [sha for one in rows for sha in (one.text_sha, one.withdrawn_sha)])
    lines = tuple(_make_comment_line(session, one, opened, texts) for one in rows)
    return CommentList(opened.owner.value, opened.owner_id, lines, may_write=opened.may_comment, choices=choices)


def _make_comment_line(session: ReaderSession, one: Comment, opened: OpenedOwner, texts: Texts) -> CommentLine:
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
