"""The table of rotas: one shift a row. Each row names the decision that made it and the one that ended it."""

from typing import ClassVar

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.posts.ladder_choices import ladders
from sightline.casework.posts.pages import HoldingKind

NAME_LENGTH = 40


class RotaShift(models.Model):
    """A named account is on duty for a post on kinds of day, from one London time of day to another.

    `days` are three letters each (`mon`), and `holiday` for bank holidays, whatever weekday they are. A shift whose end
    is not after its beginning ends on the next day: `08:00` to `08:00` is 24 hours. `from_on` and `to_on` are the first
    and the last day on which the shift begins.
    """

    ladder = VocabularyField(max_length=NAME_LENGTH, choices=ladders)
    organisation = models.CharField(max_length=200, blank=True)
    holding = VocabularyField(max_length=20, choices=choices_of(HoldingKind))
    account = models.ForeignKey("casework.Account", on_delete=models.PROTECT, related_name="rota_shifts")
    days = models.JSONField(default=list)
    begins = models.CharField(max_length=5)
    ends = models.CharField(max_length=5)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    decision = models.BigIntegerField(unique=True)
    ended_by = models.BigIntegerField(null=True, unique=True)

    class Meta:
        """Looked up by post."""

        indexes: ClassVar = [models.Index(fields=["ladder", "organisation"], name="rota_of_post")]
