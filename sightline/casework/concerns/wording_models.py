"""The tables of what was read in a concern when it was sent, and of what its author made of the hints on its words.

No words stand here. A passage is a place in a box of the concern, and what an author says again stands with all other
texts, by its hash, so that it can be erased.
"""

from typing import ClassVar

from django.db import models

from sightline.casework.concerns.models import HASH_LENGTH, ID_LENGTH, NAME_LENGTH, Concern
from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.core.moments import MomentField


class ConcernNoted(models.Model):
    """What rules marked in a concern as it was sent: the rows of `passage` without their words and their source."""

    concern = models.OneToOneField(Concern, on_delete=models.PROTECT, primary_key=True)
    read_at = MomentField()
    passages = models.JSONField(default=list)


class ConcernAddition(models.Model):
    """What an author wrote behind a concern, to say it again in other words. What was sent stays as it is."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT)
    at = MomentField()
    by = models.CharField(max_length=NAME_LENGTH)
    text_sha256 = models.CharField(max_length=HASH_LENGTH)
    decision = models.BigIntegerField()


class HintAnswer(models.TextChoices):
    """What an author made of a hint: left it, said it again in other words, or said that it is wrong."""

    ASIDE = "aside"
    SAID_AGAIN = "said_again"
    WRONG = "wrong"


class HintDone(models.Model):
    """That the author is done with a hint. For the author's own page and no other."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT)
    passage_id = models.CharField(max_length=ID_LENGTH)
    done = VocabularyField(max_length=10, choices=choices_of(HintAnswer))
    at = MomentField()

    class Meta:
        """Each hint once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["concern", "passage_id"], name="hint_done_once")]
