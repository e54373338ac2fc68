"""Whoever opens what a document was added to reads it. Who added it withdraws it, or information governance."""

from sightline.casework.attachments.models import Attachment
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.owners.rights import OpenedOwner, need_owner
from sightline.model.nouns import Role


def need_attachment(session: ReaderSession, *, attachment_id: str) -> tuple[Attachment, OpenedOwner]:
    """The document, where the account may read what it was added to; else NotHere."""
    one = Attachment.objects.by_id(attachment_id)
    if one is None:
        raise NotHere
    opened = need_owner(session, owner=one.owner, owner_id=one.owner_id)
    if not opened.shows(one):
        raise NotHere
    return one, opened


def can_withdraw(session: ReaderSession, one: Attachment) -> bool:
    """Whether the account may withdraw a document that it may know of."""
    mine = session.actor.account_id is not None and one.account_id == session.actor.account_id
    stands = not one.withdrawn_at and not one.reported_at
    return stands and (mine or session.actor.reader.role is Role.INFORMATION_GOVERNANCE)
