"""The table of documents: to what each was added, by whom, and how it stands. Its bytes lie sealed in a folder.

`sealed` holds the document's own key and its name, sealed with the workspace's data key. Without that one column the
bytes can be opened by nobody, also not from an old backup of the folder. What somebody wrote stands in AnswerText.
"""

from enum import StrEnum
from typing import ClassVar

from django.db import models

from sightline.casework.attachments.pages.kinds import AttachmentKind
from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.core.moments import MomentField
from sightline.casework.keys.sealed_rows import SealedField
from sightline.casework.owners.models import (
    HASH_LENGTH,
    ID_LENGTH,
    NAME_LENGTH,
    Added,
    AddedQuerySet,
    OwnerKind,
    owner_column,
)


class Scan(StrEnum):
    """What the scanner said. `held`: it gave no answer, so that nobody opens it yet."""

    CLEAN = "clean"
    HELD = "held"
    HARMFUL = "harmful"
    NOT_SCANNED = "not_scanned"


class AttachmentQuerySet(AddedQuerySet["Attachment"]):
    """Documents."""

    def by_id(self, attachment_id: str) -> "Attachment | None":
        """The document of that id, or none. Whether a reader may know of it is asked elsewhere."""
        return self.filter(attachment_id=attachment_id).first()


class Attachment(Added):
    """One document. `size` is in bytes as it was given; `stored_sha256` is the hash of the sealed bytes.

    Withdrawn and reported ones stay: their bytes are kept sealed, and no page opens them.
    """

    attachment_id = models.CharField(max_length=ID_LENGTH, unique=True)
    owner = owner_column((OwnerKind.CONCERN, OwnerKind.MEETING, OwnerKind.FILE))
    kind = VocabularyField(max_length=10, choices=choices_of(AttachmentKind))
    size = models.PositiveIntegerField()
    stored_sha256 = models.CharField(max_length=HASH_LENGTH)
    sealed = models.TextField()
    has_pictures = models.BooleanField()
    scan = VocabularyField(max_length=12, choices=choices_of(Scan))
    added_at = MomentField()
    added_by = models.CharField(max_length=NAME_LENGTH)
    reported_at = MomentField(null=True)
    reported_by = models.CharField(max_length=NAME_LENGTH, blank=True)
    reported_sha = models.CharField(max_length=HASH_LENGTH, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        """Listed by what it was added to."""

        indexes: ClassVar = [models.Index(fields=["owner", "owner_id", "id"], name="attachment_owner")]


# A data key is let go only once nothing here is sealed with it.
SEALED = SealedField(lambda: Attachment.objects.order_by("pk"), "sealed")
