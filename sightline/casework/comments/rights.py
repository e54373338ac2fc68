"""Who reads and writes comments: whoever may open what they are on, by its own rights and no others.

On an item that is whoever may see the records behind it: its comments may speak of them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sightline.casework.comments.models import Comment, CommentOwner
from sightline.casework.concerns.live_entries import mentions_of
from sightline.casework.concerns.models import ConcernReceipt, ReferrerFeedback
from sightline.casework.concerns.rights import need_concern
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.escalation.rights import basis_of, right_to
from sightline.casework.meetings.models import MeetingEntry
from sightline.casework.meetings.rights import need_meeting
from sightline.casework.subject_files.rights import need_file
from sightline.model.errors import Refused


@dataclass(frozen=True, slots=True)
class CommentedOn:
    """What a comment is on, as the account may open it; whom and which records it is about; who had to do with it."""

    owner: CommentOwner
    owner_id: str
    mention_ids: tuple[str, ...]
    record_ids: tuple[str, ...]
    involved: frozenset[str] = frozenset()


def need_commented(session: ReaderSession, *, owner: str, owner_id: str) -> CommentedOn:
    """The concern, item, meeting or working file, where the account may open it; else NotHere."""
    if owner not in list(CommentOwner):
        raise NotHere
    try:
        return OPENERS[CommentOwner(owner)](session, owner_id)
    except Refused as error:
        raise NotHere from error


def may_open(session: ReaderSession, *, owner: str, owner_id: str) -> bool:
    """Whether the account may open it."""
    try:
        need_commented(session, owner=owner, owner_id=owner_id)
    except NotHere:
        return False
    return True


def may_write(session: ReaderSession) -> bool:
    """Whether somebody with an account asks: whoever may open a thing may comment on it."""
    return session.actor.account_id is not None


def need_comment(session: ReaderSession, *, comment_id: str) -> tuple[Comment, CommentedOn]:
    """The comment, where the account may open what it is on; else NotHere."""
    one = Comment.objects.by_id(comment_id)
    if one is None:
        raise NotHere
    return one, need_commented(session, owner=one.owner, owner_id=one.owner_id)


def can_withdraw(session: ReaderSession, *, one: Comment) -> bool:
    """Whether the account may withdraw it: its author alone, once."""
    return not one.withdrawn_at and session.actor.account_id is not None and one.account_id == session.actor.account_id


def _concern(session: ReaderSession, owner_id: str) -> CommentedOn:
    concern = need_concern(session, owner_id)
    received = ConcernReceipt.objects.filter(concern=concern).values_list("by", flat=True)
    answered = ReferrerFeedback.objects.filter(concern=concern).values_list("by", flat=True)
    involved = frozenset({concern.author, *received, *answered})
    return CommentedOn(CommentOwner.CONCERN, owner_id, mentions_of(concern), (concern.record_id,), involved)


def _item(session: ReaderSession, owner_id: str) -> CommentedOn:
    item = Item.objects.by_id(owner_id)
    if item is None or not right_to(session, item=item, on=clock.today()).sees_basis:
        raise NotHere
    records = tuple(row.record_id for row in basis_of(item))
    involved = frozenset(ItemEvent.objects.filter(item=item).values_list("by", flat=True))
    return CommentedOn(CommentOwner.ITEM, owner_id, tuple(item.mention_ids), records, involved)


def _meeting(session: ReaderSession, owner_id: str) -> CommentedOn:
    of = need_meeting(session, meeting_id=owner_id).meeting
    named = MeetingEntry.objects.filter(meeting=of).values_list("account__username", flat=True)
    involved = frozenset({of.opened_by, *filter(None, named)})
    return CommentedOn(CommentOwner.MEETING, owner_id, tuple(of.mention_ids), tuple(of.record_ids), involved)


def _file(session: ReaderSession, owner_id: str) -> CommentedOn:
    of = need_file(session, file_id=owner_id).file
    return CommentedOn(CommentOwner.FILE, owner_id, tuple(of.mention_ids), tuple(of.record_ids))


OPENERS: dict[CommentOwner, Callable[[ReaderSession, str], CommentedOn]] = {
    CommentOwner.CONCERN: _concern,
    CommentOwner.ITEM: _item,
    CommentOwner.MEETING: _meeting,
    CommentOwner.FILE: _file,
}
