"""The words of documents: what each was added to, its kind and its size."""

from dataclasses import dataclass

from sightline.casework.attachments.kinds import AttachmentKind

KINDS = {
    AttachmentKind.PDF: "PDF",
    AttachmentKind.WORD: "Word",
    AttachmentKind.EXCEL: "Excel",
    AttachmentKind.OPEN_TEXT: "OpenDocument text",
    AttachmentKind.TEXT: "Plain text",
    AttachmentKind.CSV: "CSV",
    AttachmentKind.EMAIL: "E-mail",
}
SCANNED = {
    "clean": "The scanner found nothing harmful. The document can be opened.",
    "harmful": "The scanner found something harmful. Nobody can open the document.",
    "held": "The scanner gave no answer. The document cannot be opened yet.",
}
REPORTED = "The document is locked, and police have been told. If a child is in danger now, call 999."
REPORTED_TO_NOBODY = (
    "The document is locked. Nobody in the police could be told by Sightline: call the police yourself, now."
)
KILOBYTE, MEGABYTE = 1024, 1024**2


@dataclass(frozen=True, slots=True)
class OwnerWords:
    """What a document is added to: in words, the page it is on, and who can open its documents."""

    label: str
    page: str
    readers: str


OWNERS = {
    "concern": OwnerWords("concern", "concern", "Everybody who may read this concern can open it."),
    "meeting": OwnerWords(
        "meeting", "meeting", "Everybody who is asked to this meeting, or has an action, can open it."
    ),
    "file": OwnerWords("file", "subject_file", "Everybody who may read this file can open it."),
}


def size_in_words(size: int) -> str:
    """`24 KB`, `1.3 MB`."""
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:.1f} MB"
    return f"{max(1, round(size / KILOBYTE))} KB"
