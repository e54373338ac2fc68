"""What every table of entries has. No row is ever changed, and triggers hold that."""

from typing import ClassVar

from django.db import models

from sightline.casework.core.moments import MomentField

ID_LENGTH, NAME_LENGTH, HASH_LENGTH = 40, 150, 64


class JournalEntry(models.Model):
    """One thing that somebody decided, wrote or did. `about` is the entry that it speaks of.

    `record_ids` are the records that it depends on: whoever may not see one of them does not see its words. A table
    whose entries mean somebody has an `account` of its own. Each says what its `kind` and its `word` may be.
    """

    entry_id = models.CharField(max_length=ID_LENGTH, unique=True)
    kind = models.CharField(max_length=20, db_index=True)
    at = MomentField()
    by = models.CharField(max_length=NAME_LENGTH)
    about = models.CharField(max_length=ID_LENGTH, blank=True, db_index=True)
    word = models.CharField(max_length=30, blank=True)
    on_day = models.DateField(null=True)
    record_ids = models.JSONField(default=list)
    text_sha = models.CharField(max_length=HASH_LENGTH, blank=True)
    decision = models.BigIntegerField(unique=True)

    class Meta:
        """Read in the order in which it was written."""

        abstract = True
        ordering: ClassVar = ["pk"]
