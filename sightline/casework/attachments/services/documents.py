"""Adds documents, withdraws one that was added by mistake, and asks the scanner again about one that is held.

Nothing is stored before it was looked at whole. Each act is a decision, a row and an audit entry, all or none; none of
them holds a file's name or its words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings

from sightline.casework.attachments.contents import read_contents
from sightline.casework.attachments.models import Attachment, Scan
from sightline.casework.attachments.names import clean_name
from sightline.casework.attachments.pages.kinds import DocumentContents
from sightline.casework.attachments.pages.refusals import DocumentRefused
from sightline.casework.attachments.rights import can_withdraw, need_attachment
from sightline.casework.attachments.scanner import scan
from sightline.casework.attachments.selectors import note_attachment, says_protected
from sightline.casework.attachments.vault import StoredDocument, name_of, open_document, store_document
from sightline.casework.audit.trail import Trail, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import acting_account
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.journal.writer import all_or_none, append_decision
from sightline.casework.owners.models import NOUNS
from sightline.casework.owners.rights import OpenedOwner, need_owner_to_add
from sightline.casework.owners.trail import note_owner
from sightline.casework.protection.free_text import keep_text
from sightline.casework.word_index.models import TextSource
from sightline.casework.word_index.services import forget_text, index_text
from sightline.model.errors import Usage
from sightline.translation.messages import lazy as _


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A file as it was sent. `pictures_checked`: somebody says that they looked at its pictures.

    `size` is what was sent: more than `data` where it was too large to be kept.
    """

    name: str = field(repr=False)
    data: bytes = field(repr=False)
    size: int
    pictures_checked: bool = False


def add_document(session: ReaderSession, *, owner: str, owner_id: str, document: NewDocument) -> str:
    """Add a document; its id. Usage, saying what to do, where it is not taken."""
    with audited(session, action="add_document") as trail:
        opened = need_owner_to_add(session, owner=owner, owner_id=owner_id)
        note_owner(session, trail, opened)
        _check_room(opened, document)
        contents = read_contents(document.data)
        if contents.has_pictures and not document.pictures_checked:
            raise DocumentRefused("pictures_inside")
        name = clean_name(document.name, kind=contents.kind)
        if says_protected(session, name, opened) or says_protected(session, contents.every_word, opened):
            raise DocumentRefused("protected_address")
        said = scan(document.data)
        if said is Scan.HARMFUL:
            raise DocumentRefused("scanner_refused")
        stored = store_document(document.data, name=name, owner=opened.owner, owner_id=owner_id)
        with all_or_none(actor=session.actor, action="add_document", trail=trail):
            _keep(session, trail, opened, contents, stored, size=len(document.data), said=said)
    return stored.attachment_id


def withdraw_document(session: ReaderSession, *, attachment_id: str, why: str) -> None:
    """Withdraw a document that was added by mistake: nobody opens it any more, and it stays recorded."""
    action = "withdraw_document"
    with audited(session, action=action) as trail, all_or_none(actor=session.actor, action=action, trail=trail):
        one, opened = hold_attachment(session, trail, attachment_id)
        if not can_withdraw(session, one):
            raise NotHere
        text = keep_text(words=read_words(why, part="why"))
        decide(session, trail, one, opened, kind="document_withdrawn", says={"text_sha256": text})
        one.withdrawn_at, one.withdrawn_by = clock.now_at(), session.actor.reader.username
        one.withdrawn_sha = text
        one.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_sha"])
        forget_text(source=TextSource.DOCUMENT, source_id=attachment_id)


def scan_again(session: ReaderSession, *, attachment_id: str) -> Scan:
    """Ask the scanner again about a document that is held; what it says."""
    with audited(session, action="scan_document") as trail:
        one, opened = need_attachment(session, attachment_id=attachment_id)
        note_attachment(session, trail, one, opened)
        if not opened.may_add or one.scan != Scan.HELD:
            raise NotHere
        said = scan(open_document(one))
        if said is Scan.NOT_SCANNED:  # no scanner is set any more: nobody has looked at it
            said = Scan.HELD
        with all_or_none(actor=session.actor, action="scan_document", trail=trail):
            Attachment.objects.filter(pk=one.pk, scan=Scan.HELD).update(scan=said)
            trail.details = {"scan": said.value}
    return said


def hold_attachment(session: ReaderSession, trail: Trail, attachment_id: str) -> tuple[Attachment, OpenedOwner]:
    """The document under its lock, within the caller's transaction; NotHere where the account may not know of it."""
    Attachment.objects.select_for_update().filter(attachment_id=attachment_id).first()
    one, opened = need_attachment(session, attachment_id=attachment_id)
    note_attachment(session, trail, one, opened)
    return one, opened


def decide(
    session: ReaderSession, trail: Trail, one: Attachment, opened: OpenedOwner, *, kind: str, says: Mapping[str, object]
) -> int:
    """Append a decision about a document; its number."""
    body = {"attachment_id": one.attachment_id, "about_id": one.attachment_id, **_about(opened), **says}
    return append_decision(actor=session.actor, trail=trail, kind=kind, body=body, names={})


def _about(opened: OpenedOwner) -> dict[str, object]:
    """What a decision names: never a derived thing alone."""
    return {
        NOUNS[opened.owner]: opened.owner_id,
        "mention_ids": [one for one in opened.mention_ids if one],
        "record_ids": list(opened.record_ids),
    }


def _check_room(opened: OpenedOwner, document: NewDocument) -> None:
    most: int = settings.SIGHTLINE_ATTACHMENTS.most
    megabytes: int = settings.SIGHTLINE_ATTACHMENTS.megabytes
    if document.size > settings.SIGHTLINE_ATTACHMENTS.most_bytes:
        raise Usage(
            _("This document is larger than %(megabytes)s MB.") % {"megabytes": megabytes},
            code="too_large",
            what_to_do=_("Save it as PDF in a smaller size, or add it in parts."),
        )
    if Attachment.objects.of_owner(opened.owner, opened.owner_id).count() >= most:
        raise Usage(
            _("There are %(most)s documents here already.") % {"most": most},
            code="too_many_documents",
            what_to_do=_("Put several into one document, or ask the operator to allow more."),
        )


def _keep(
    session: ReaderSession,
    trail: Trail,
    opened: OpenedOwner,
    contents: DocumentContents,
    stored: StoredDocument,
    *,
    size: int,
    said: Scan,
) -> None:
    one = Attachment(
        attachment_id=stored.attachment_id, owner=opened.owner, owner_id=opened.owner_id, kind=contents.kind.value,
        size=size, stored_sha256=stored.stored_sha256, sealed=stored.sealed, has_pictures=contents.has_pictures,
        scan=said, added_at=clock.now_at(), account=acting_account(actor=session.actor),
        added_by=session.actor.reader.username,
    )  # fmt: skip
    says = {"kind": one.kind, "size": size, "stored_sha256": one.stored_sha256, "pictures_checked": one.has_pictures}
    trail.add("document", [one.attachment_id])
    trail.details = {"kind": one.kind, "size": size, "scan": said.value}
    one.decision = decide(session, trail, one, opened, kind="document_added", says=says)
    one.save(force_insert=True)
    index_text(source=TextSource.DOCUMENT, source_id=one.attachment_id, texts=(name_of(one), contents.text))
