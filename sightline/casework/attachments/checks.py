"""What doctor says of documents: whether each lies there as it was sealed, and whether a scanner looks at them."""

import hashlib
from collections.abc import Iterator

from django.conf import settings

from sightline.casework.attachments.models import Attachment, Scan
from sightline.casework.attachments.vault import path_of
from sightline.store import Workspace

MOST_NAMED = 5
MEND = "Put each file back from a backup under the same name."


def check_documents(*, workspace: Workspace) -> str:
    """Which documents are missing or changed, and what to do; empty text where all are whole."""
    wrong = list(_find_wrong(workspace))
    named = "; ".join(wrong[:MOST_NAMED]) + (f"; and {len(wrong) - MOST_NAMED} more" if len(wrong) > MOST_NAMED else "")
    return f"Changed since they were added: {named}. {MEND}" if wrong else ""


def describe_scanner() -> str:
    """Whether documents are scanned, and what waits for an answer of the scanner."""
    held = Attachment.objects.filter(scan=Scan.HELD, reported_at=None, withdrawn_at=None).count()
    waits = f" Waiting for the scanner, and cannot be opened: {held}." if held else ""
    if settings.SIGHTLINE_ATTACHMENTS.scanner:
        return f"Each is scanned when it is added.{waits}"
    return f"They are not scanned: name a program in [attachments] scanner.{waits}"


def _find_wrong(workspace: Workspace) -> Iterator[str]:
    rows = Attachment.objects.order_by("pk").values_list("attachment_id", "stored_sha256")
    for attachment_id, stored_sha256 in rows.iterator():
        path = path_of(workspace, attachment_id)
        if not path.is_file():
            yield f"{attachment_id} is missing"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != stored_sha256:
            yield f"{attachment_id} was changed"
