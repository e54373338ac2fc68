"""The table of the straight line: each telling of an item to whoever was on duty. Only ever added to."""

from typing import ClassVar

from django.db import models

from sightline.casework.core.moments import MomentField


class Telling(models.Model):
    """Those who were on duty were told of an item at `at`, its true moment; `done_at` is when it was worked.

    `holding` is how they held the post then: by which part of the rota, as its holder, or as its deputy. Unclaimed by
    `pass_at`, it goes to the next. `why` is one of `arrived`, `unclaimed`, `on_duty`.
    """

    item = models.ForeignKey("casework.Item", on_delete=models.PROTECT, related_name="tellings")
    number = models.PositiveIntegerField()
    holding = models.CharField(max_length=20)
    why = models.CharField(max_length=20)
    told = models.JSONField(default=list)
    at = MomentField()
    pass_at = MomentField()
    done_at = MomentField()

    class Meta:
        """Each telling once, whoever ticks."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "number"], name="each_telling_once")]
