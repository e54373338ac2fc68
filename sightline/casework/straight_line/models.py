"""The table of the straight line: each telling of an item to whoever was on duty. Only ever added to."""

from typing import ClassVar

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.core.moments import MomentField
from sightline.casework.posts.pages import HoldingKind


class OwnHolding(models.TextChoices):
    """How somebody holds a post that no rota gives them."""

    HOLDER = "holder"
    DEPUTY = "deputy"


class ToldWhy(models.TextChoices):
    """Why those on duty are told: the item arrived, nobody claimed it in time, or they came on duty since."""

    ARRIVED = "arrived"
    UNCLAIMED = "unclaimed"
    CAME_ON_DUTY = "on_duty"


class Telling(models.Model):
    """Those who were on duty were told of an item at `at`, its true moment; `done_at` is when it was worked.

    `holding` is how they held the post then: by which part of the rota, as its holder, or as its deputy. Unclaimed by
    `pass_at`, it goes to the next.
    """

    item = models.ForeignKey("casework.Item", on_delete=models.PROTECT, related_name="tellings")
    number = models.PositiveIntegerField()
    holding = VocabularyField(max_length=20, choices=choices_of(HoldingKind, OwnHolding))
    why = VocabularyField(max_length=20, choices=choices_of(ToldWhy))
    told = models.JSONField(default=list)
    at = MomentField()
    pass_at = MomentField()
    done_at = MomentField()

    class Meta:
        """Each telling once, whoever ticks."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "number"], name="each_telling_once")]
