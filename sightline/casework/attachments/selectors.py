"""Lists the documents of a concern, meeting or working file, and opens one. Each opening is audited like a record.

What was protected after a document was added is looked for again as it is opened, as far as its words can be read.
"""

from django.conf import settings

from sightline.casework.attachments.contents import read_contents
from sightline.casework.attachments.models import Attachment, Scan
from sightline.casework.attachments.pages.documents import (
    AttachmentForm,
    AttachmentLine,
    AttachmentList,
    AttachmentState,
    OpenedDocument,
)
from sightline.casework.attachments.pages.kinds import AttachmentKind
from sightline.casework.attachments.rights import can_withdraw, need_attachment
from sightline.casework.attachments.vault import name_of, open_document
from sightline.casework.audit.trail import Trail, audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.pages import FileGround
from sightline.casework.core.session import ReaderSession
from sightline.casework.owners.rights import OpenedOwner, need_owner, need_owner_to_add
from sightline.casework.owners.trail import note_owner
from sightline.casework.protection.free_text import Texts
from sightline.casework.protection.selectors.current import redact_said
from sightline.model.errors import Refused
from sightline.translation.messages import lazy as _

CLOSED = {
    AttachmentState.LOCKED: (
        _("This document was reported and is locked."),
        _("Do not look for a copy. Call the police."),
    ),
    AttachmentState.WITHDRAWN: (_("This document was withdrawn."), _("Ask the person who added it.")),
    AttachmentState.HELD: (
        _("The scanner has not checked this document yet."),
        _("Try again later, or ask the operator."),
    ),
    AttachmentState.HARMFUL: (
        _("The scanner found something harmful in this document."),
        _("Tell the person who added it."),
    ),
}


def list_documents(session: ReaderSession, *, owner: str, owner_id: str) -> AttachmentList:
    """The documents of a concern, meeting or working file; NotHere where the account may not read it."""
    with audited(session, action="list_documents") as trail:
        return _list(session, trail, need_owner(session, owner=owner, owner_id=owner_id))


def offer_to_add(session: ReaderSession, *, owner: str, owner_id: str) -> AttachmentList:
    """The same, for the page on which one is added; NotHere for whoever only reads."""
    with audited(session, action="offer_document") as trail:
        return _list(session, trail, need_owner_to_add(session, owner=owner, owner_id=owner_id))


def read_document(session: ReaderSession, *, attachment_id: str, withdraws: bool = False) -> AttachmentForm:
    """One document as a line; with `withdraws` NotHere for whoever may not withdraw it."""
    with audited(session, action="read_document") as trail:
        one, opened = need_attachment(session, attachment_id=attachment_id)
        note_attachment(session, trail, one, opened)
        if withdraws and not can_withdraw(session, one):
            raise NotHere
        return AttachmentForm(
            _make_attachment_line(session, one, opened, Texts(session, [one.withdrawn_sha])), one.owner, one.owner_id
        )


def open_attachment(session: ReaderSession, *, attachment_id: str) -> OpenedDocument:
    """The document itself; Refused where it is locked, withdrawn, held, or says what is protected now."""
    with audited(session, action="open_document") as trail:
        one, opened = need_attachment(session, attachment_id=attachment_id)
        note_attachment(session, trail, one, opened)
        state = state_of(one)
        if state in CLOSED:
            what, what_to_do = CLOSED[state]
            raise Refused(what, code=f"document_{state}", what_to_do=what_to_do)
        data = open_document(one)
        if says_protected(session, read_contents(data).every_word, opened):
            raise Refused(
                _("This document contains a protected address or number."),
                code="document_protected",
                what_to_do=_("Ask the person who added it to withdraw it."),
            )
        session.give_ground(FileGround.ONE_DOCUMENT)
        name = redact_said(session, name_of(one), mention_ids=opened.mention_ids, record_ids=opened.record_ids)
        trail.details = {"kind": one.kind, "size": one.size}
        return OpenedDocument(name, AttachmentKind(one.kind), data)


def says_protected(session: ReaderSession, text: str, opened: OpenedOwner) -> bool:
    """Whether words say what is protected now of those whom the concern, meeting or file is about, or of anybody."""
    said = redact_said(session, text, mention_ids=opened.mention_ids, record_ids=opened.record_ids)
    return bool(said != text)


def state_of(one: Attachment) -> AttachmentState:
    """How a document stands."""
    if one.reported_at:
        return AttachmentState.LOCKED
    if one.withdrawn_at:
        return AttachmentState.WITHDRAWN
    scanned = {Scan.HELD.value: AttachmentState.HELD, Scan.HARMFUL.value: AttachmentState.HARMFUL}
    return scanned.get(one.scan, AttachmentState.OPEN)


def note_attachment(session: ReaderSession, trail: Trail, one: Attachment, opened: OpenedOwner) -> None:
    """Note in the audit which document it is, and what and whom it is about."""
    trail.add("document", [one.attachment_id])
    note_owner(session, trail, opened)


def _list(session: ReaderSession, trail: Trail, opened: OpenedOwner) -> AttachmentList:
    rows = [one for one in Attachment.objects.of_owner(opened.owner, opened.owner_id) if opened.shows(one)]
    note_owner(session, trail, opened)
    trail.add("document", [one.attachment_id for one in rows])
    texts = Texts(session, [one.withdrawn_sha for one in rows])
    return AttachmentList(
        owner=opened.owner.value,
        owner_id=opened.owner_id,
        lines=tuple(_make_attachment_line(session, one, opened, texts) for one in rows),
        may_add=opened.may_add,
        scans=bool(settings.SIGHTLINE_ATTACHMENTS.scanner),
        megabytes=settings.SIGHTLINE_ATTACHMENTS.megabytes,
    )


def _make_attachment_line(session: ReaderSession, one: Attachment, opened: OpenedOwner, texts: Texts) -> AttachmentLine:
    state = state_of(one)
    about = {"mention_ids": opened.mention_ids, "record_ids": opened.record_ids}
    return AttachmentLine(
        attachment_id=one.attachment_id,
        name="" if state is AttachmentState.LOCKED else redact_said(session, name_of(one), **about),
        kind=AttachmentKind(one.kind),
        size=one.size,
        added_at=one.added_at,
        added_by=one.added_by,
        state=state,
        may_withdraw=can_withdraw(session, one),
        may_scan=opened.may_add and state is AttachmentState.HELD,
        changed_at=one.reported_at or one.withdrawn_at or "",
        changed_by=one.reported_by or one.withdrawn_by,
        why=texts.of(one.withdrawn_sha, **about).words if state is AttachmentState.WITHDRAWN else "",
    )
