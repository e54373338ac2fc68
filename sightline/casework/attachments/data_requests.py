"""What a request for data finds here: documents that were added to what is about the person, and others naming them."""

from collections.abc import Iterator

from sightline.casework.attachments.models import Attachment, Scan
from sightline.casework.attachments.text_search import read_document
from sightline.casework.attachments.vault import name_of
from sightline.casework.owners.data_requests import owners_about
from sightline.casework.protection.selectors.current import redact_said
from sightline.casework.subject_access.writings import AccessSubject, HeldWriting, Said, WritingSource, write_down
from sightline.translation.messages import lazy as _

LABEL, DOCUMENT = _("Attached document"), _("Document")
UNREAD = _("Its words are not shown here. Open the document where it was added, and test it there.")


def find_documents(subject: AccessSubject) -> Iterator[HeldWriting]:
    """Each is a writing: its name, and its words where they can be read."""
    owners, naming = owners_about(subject), subject.documents_naming()
    for row in Attachment.objects.order_by("pk"):
        if (row.owner, row.owner_id) in owners or row.attachment_id in naming:
            words = "\n".join(redact_said(subject.session, list(_words_of(row)), mention_ids=subject.mention_ids))
            said = Said(row.added_by, row.added_at, str(DOCUMENT), words)
            yield from write_down(subject, [said], label=str(LABEL), key=(row.attachment_id,))


def _words_of(row: Attachment) -> tuple[str, str]:
    may_open = row.scan in (Scan.CLEAN, Scan.NOT_SCANNED) and not row.reported_at
    read = read_document(row) if may_open else None
    return name_of(row), (read[1].text.strip() if read else "") or str(UNREAD)


SOURCE = WritingSource(find_documents, ("Attachment",))
