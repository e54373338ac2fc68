"""The table of rotas: one shift a row. Each row names the decision that made it and the one that ended it."""

from __future__ import annotations  # field types are for the type checker: Django's fields take no brackets

from datetime import date
from typing import Any, ClassVar

from django.db import models

NAME_LENGTH = 40


class RotaShift(models.Model):
    """A named account is on duty for a post on kinds of day, from one London time of day to another.

    `days` are three letters each (`mon`), and `holiday` for bank holidays, whatever weekday they are. A shift whose end
    is not after its beginning ends on the next day: `08:00` to `08:00` is 24 hours. `from_on` and `to_on` are the first
    and the last day on which the shift begins.
    """

    ladder: models.CharField[str, str] = models.CharField(max_length=NAME_LENGTH)
    organisation: models.CharField[str, str] = models.CharField(max_length=200, blank=True)
    holding: models.CharField[str, str] = models.CharField(max_length=20)
    account: models.ForeignKey[Any, Any] = models.ForeignKey(
        "casework.Account", on_delete=models.PROTECT, related_name="rota_shifts"
    )
    days: models.JSONField[Any, Any] = models.JSONField(default=list)
    begins: models.CharField[str, str] = models.CharField(max_length=5)
    ends: models.CharField[str, str] = models.CharField(max_length=5)
    from_on: models.DateField[date, date] = models.DateField()
    to_on: models.DateField[date | None, date | None] = models.DateField(null=True)
    decision: models.BigIntegerField[int, int] = models.BigIntegerField(unique=True)
    ended_by: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True, unique=True)

    class Meta:
        """Looked up by post."""

        indexes: ClassVar = [models.Index(fields=["ladder", "organisation"], name="rota_of_post")]
