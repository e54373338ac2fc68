"""The table of data breaches: each report, and each step since. No row is ever changed, and triggers hold that."""

from collections.abc import Iterable
from typing import Self

from django.db import models

from sightline.casework.breaches.pages import AddressExposed, BreachEntryKind
from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.core.moments import MomentField
from sightline.casework.journal.models import JournalEntry
from sightline.model.nouns import Agency


class BreachEntryQuerySet(models.QuerySet["BreachEntry"]):
    """Reports and steps."""

    def reports(self) -> Self:
        """What was reported, the newest first."""
        return self.filter(kind=BreachEntryKind.REPORTED).order_by("-pk")

    def about(self, breach_ids: Iterable[str]) -> Self:
        """The steps of these reports, in their order."""
        return self.filter(about__in=list(breach_ids)).order_by("pk")


class BreachEntry(JournalEntry):
    """A report of a breach, or a step. `about` is then the report, whose `entry_id` is the breach's id.

    `happened_at` is when the breach was noticed, when the regulator or the people at risk were told, or else when the
    step was written. `word` is what the report says of an address, and `holder` the agency that holds it; empty where
    nobody knows which.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(BreachEntryKind))
    word = VocabularyField(max_length=30, blank=True, choices=choices_of(AddressExposed))
    happened_at = MomentField()
    holder = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))

    objects = BreachEntryQuerySet.as_manager()
