"""The tables of posts: who holds which, who stands in, and the front door's name and telephone."""

from typing import ClassVar

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.core.moments import MomentField
from sightline.casework.posts.ladder_choices import ladders, seats
from sightline.escalation import HOLDER, Stage


class FrontDoor(models.Model):
    """Where a referral to children's services goes: one row, set by the operator or information governance."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=40)
    hours = models.CharField(max_length=200, blank=True)
    changed_at = MomentField()

    class Meta:
        """One row."""

        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="one_front_door")]


class Post(models.Model):
    """Who holds a post: a seat at a stage of a ladder, for the whole agency or for one body within it.

    While the holder is absent (both days included) the deputy answers, and the holder may still.
    """

    ladder = VocabularyField(max_length=40, choices=ladders)
    organisation = models.CharField(max_length=200, blank=True)
    stage = VocabularyField(max_length=40, choices=choices_of(Stage))
    seat = VocabularyField(max_length=40, default=HOLDER, choices=seats)
    holder = models.ForeignKey("casework.Account", on_delete=models.PROTECT, null=True, related_name="posts_held")
    deputy = models.ForeignKey("casework.Account", on_delete=models.PROTECT, null=True, related_name="posts_deputised")
    absent_from = models.DateField(null=True, blank=True)
    absent_to = models.DateField(null=True, blank=True)

    class Meta:
        """Each seat once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ladder", "organisation", "stage", "seat"], name="one_holder_a_seat")
        ]
