"""Searches that an account has saved, and what was found by them last, so that what is new can be told.

What is looked for is sealed with the workspace's data key. What was found is kept as ids alone. This is no decision and
no record: an account may delete it at any time.
"""

from typing import ClassVar, Self

from django.db import models

from sightline.casework.core.moments import MomentField
from sightline.casework.core.querysets import OfAccount
from sightline.casework.keys.sealed_rows import SealedField

ACCOUNT = "casework.Account"
ID_LENGTH = 20


class SavedSearchQuerySet(OfAccount["SavedSearch"]):
    """Saved searches."""

    def watched(self) -> Self:
        """Those that are looked at again after each run, of accounts that are open."""
        return self.filter(is_watched=True, account__is_active=True).order_by("pk")

    def of_closed_accounts(self) -> Self:
        """Those whose account is closed: there should be none."""
        return self.filter(account__is_active=False).order_by("pk")

    def newest_first(self) -> Self:
        """In the order in which they were saved, the last first."""
        return self.order_by("-pk")


class SavedSearch(models.Model):
    """One search of one account. `known` are the ids that it found last, and `fresh` those of them not yet opened.

    `times` counts how often something new was found: each time is told once.
    """

    saved_id = models.CharField(max_length=ID_LENGTH, unique=True)
    account = models.ForeignKey(ACCOUNT, on_delete=models.CASCADE)
    sealed = models.TextField()
    saved_at = MomentField()
    is_watched = models.BooleanField()
    known = models.JSONField(default=list)
    fresh = models.JSONField(default=list)
    fresh_at = MomentField(null=True)
    times = models.PositiveIntegerField(default=0)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        """Listed by account."""

        indexes: ClassVar = [models.Index(fields=["account", "id"], name="saved_search_account")]


# A key is let go only once nothing here is sealed with it.
SEALED = SealedField(lambda: SavedSearch.objects.order_by("pk"), "sealed")
