"""Who reads and adds documents: whoever may read and write what they were added to, by its own rights and no others.

A document opens nothing more. Who withdraws one is who added it, or information governance.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sightline.casework.attachments.models import Attachment, AttachmentOwner
from sightline.casework.concerns.live_entries import mentions_of
from sightline.casework.concerns.rights import is_author, need_concern
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.meetings.rights import need_meeting
from sightline.casework.subject_files.rights import need_file
from sightline.model.errors import Refused
from sightline.model.nouns import Role


@dataclass(frozen=True, slots=True)
class OpenedOwner:
    """What a document is added to, as the account may open it, with whom and which records it is about."""

    owner: AttachmentOwner
    owner_id: str
    mention_ids: tuple[str, ...]
    record_ids: tuple[str, ...]
    may_add: bool


def need_owner(session: ReaderSession, *, owner: str, owner_id: str) -> OpenedOwner:
    """The concern, meeting or working file, where the account may read it; else NotHere."""
    if owner not in list(AttachmentOwner):
        raise NotHere
    try:
        return OPENERS[AttachmentOwner(owner)](session, owner_id)
    except Refused as error:
        raise NotHere from error


def need_owner_to_add(session: ReaderSession, *, owner: str, owner_id: str) -> OpenedOwner:
    """The same, where the account may write in it; NotHere for whoever only reads."""
    opened = need_owner(session, owner=owner, owner_id=owner_id)
    if not opened.may_add:
        raise NotHere
    return opened


def need_attachment(session: ReaderSession, *, attachment_id: str) -> tuple[Attachment, OpenedOwner]:
    """The document, where the account may read what it was added to; else NotHere."""
    one = Attachment.objects.by_id(attachment_id)
    if one is None:
        raise NotHere
    return one, need_owner(session, owner=one.owner, owner_id=one.owner_id)


def can_withdraw(session: ReaderSession, one: Attachment) -> bool:
    """Whether the account may withdraw a document that it may know of."""
    mine = session.actor.account_id is not None and one.account_id == session.actor.account_id
    stands = not one.withdrawn_at and not one.reported_at
    return stands and (mine or session.actor.reader.role is Role.INFORMATION_GOVERNANCE)


def _concern(session: ReaderSession, owner_id: str) -> OpenedOwner:
    concern = need_concern(session, owner_id)
    mentions, mine = tuple(mentions_of(concern)), is_author(session.actor, concern)
    return OpenedOwner(AttachmentOwner.CONCERN, owner_id, mentions, (concern.record_id,), mine)


def _meeting(session: ReaderSession, owner_id: str) -> OpenedOwner:
    opened = need_meeting(session, meeting_id=owner_id)
    of, writes = opened.meeting, opened.part.takes_part and not opened.state.called_off
    return OpenedOwner(AttachmentOwner.MEETING, owner_id, tuple(of.mention_ids), tuple(of.record_ids), writes)


def _file(session: ReaderSession, owner_id: str) -> OpenedOwner:
    opened = need_file(session, file_id=owner_id)
    of = opened.file
    return OpenedOwner(AttachmentOwner.FILE, owner_id, tuple(of.mention_ids), tuple(of.record_ids), opened.writes)


OPENERS: dict[AttachmentOwner, Callable[[ReaderSession, str], OpenedOwner]] = {
    AttachmentOwner.CONCERN: _concern,
    AttachmentOwner.MEETING: _meeting,
    AttachmentOwner.FILE: _file,
}
