"""The table of examples: sentences of notes that a named person confirmed, each sealed with the workspace's data key.

A row is deleted once its record no longer holds the sentence. What was decided stays, without words.
"""

from django.db import models

from sightline.casework.core.models import ID_LENGTH, NAME_LENGTH
from sightline.casework.core.moments import MomentField
from sightline.casework.keys.sealed_rows import SealedField

SIGN_LENGTH = 40


class NoteExample(models.Model):
    """One sentence, a sign, and whether it `is_so`. `said` is the number of the decision by which somebody said so."""

    said = models.BigIntegerField(unique=True)
    record_id = models.CharField(max_length=ID_LENGTH, db_index=True)
    sign = models.CharField(max_length=SIGN_LENGTH)
    is_so = models.BooleanField()
    sealed = models.TextField()
    confirmed_by = models.CharField(max_length=NAME_LENGTH)
    confirmed_at = MomentField()


# A key is let go only once nothing here is sealed with it.
SEALED = SealedField(lambda: NoteExample.objects.order_by("pk"), "sealed")
