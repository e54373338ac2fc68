"""The words of documents: what each was added to, its kind and its size."""

from dataclasses import dataclass

from django.utils.translation import gettext

from sightline.casework.attachments.pages.kinds import AttachmentKind
from sightline.translation.messages import lazy as _

KINDS = {
    AttachmentKind.PDF: _("PDF"),
    AttachmentKind.WORD: _("Word"),
    AttachmentKind.EXCEL: _("Excel"),
    AttachmentKind.OPEN_TEXT: _("OpenDocument text"),
    AttachmentKind.TEXT: _("Plain text"),
    AttachmentKind.CSV: _("CSV"),
    AttachmentKind.EMAIL: _("E-mail"),
}
SCANNED = {
    "clean": _("The scanner found nothing harmful. The document can be opened."),
    "harmful": _("The scanner found something harmful. No one can open the document."),
    "held": _("The scanner gave no answer. The document cannot be opened yet."),
}
REPORTED = _("The document is locked, and police have been told. If a child is in danger now, call 999.")
REPORTED_TO_NOBODY = _(
    "The document is locked. Sightline could not tell anyone in the police. Call the police yourself now."
)
KILOBYTE, MEGABYTE = 1024, 1024**2


@dataclass(frozen=True, slots=True)
class OwnerWords:
    """What a document is added to: in words, the page it is on, and who can open its documents."""

    label: str
    page: str
    readers: str


OWNERS = {
    "concern": OwnerWords("concern", "concern", _("Everyone who may read this concern can open it.")),
    "meeting": OwnerWords(
        "meeting", "meeting", _("Everyone who is invited to this meeting, or has an action from it, can open it.")
    ),
    "file": OwnerWords("file", "subject_file", _("Everyone who may read this file can open it.")),
}


def size_in_words(size: int) -> str:
    """`24 KB`, `1.3 MB`."""
    if size >= MEGABYTE:
        return gettext("%(value)s MB") % {"value": f"{size / MEGABYTE:.1f}"}
    return gettext("%(max)s KB") % {"max": max(1, round(size / KILOBYTE))}
