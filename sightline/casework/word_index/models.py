"""The table of the index: for each text that people wrote, its words as hashes that only the sealed key can make."""

from enum import StrEnum
from typing import ClassVar

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.keys.sealed_rows import SealedField

ID_LENGTH = 64


class TextSource(StrEnum):
    """What a text is: a concern as sent, a text kept by its hash, or a document that was added."""

    CONCERN = "concern"
    TEXT = "text"
    DOCUMENT = "document"


class IndexedText(models.Model):
    """One text: where it is kept, and each of its words once, as a hash, in the order of the hashes."""

    source = VocabularyField(max_length=10, choices=choices_of(TextSource))
    source_id = models.CharField(max_length=ID_LENGTH)
    marks = models.TextField()

    class Meta:
        """Each text once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "source_id"], name="indexed_text_once")]


class IndexKey(models.Model):
    """The one key that hashes are made with, sealed with the workspace's data key."""

    sealed = models.TextField()


# A data key is let go only once nothing here is sealed with it.
SEALED = SealedField(lambda: IndexKey.objects.order_by("pk"), "sealed")
