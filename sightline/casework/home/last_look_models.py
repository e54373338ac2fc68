"""When an account last looked at its first page, so that the page can say what is new to it.

This is no decision and no audit. It may be made anew at any time, and then what is new is told from the next look on.
"""

from django.db import models

from sightline.casework.core.moments import MomentField
from sightline.casework.core.querysets import OfAccount

ACCOUNT = "casework.Account"


class LastLookQuerySet(OfAccount["LastLook"]):
    """The last look of an account."""


class LastLook(models.Model):
    """The last look of an account, and since when things are new to it; both with the batch that was shown then.

    `since_at` is empty until the account came back after hours away, or said that it had seen what was new.
    """

    account = models.OneToOneField(ACCOUNT, on_delete=models.CASCADE)
    looked_at = MomentField()
    looked_through = models.PositiveIntegerField()
    since_at = MomentField(null=True)
    since_through = models.PositiveIntegerField()

    objects = LastLookQuerySet.as_manager()
