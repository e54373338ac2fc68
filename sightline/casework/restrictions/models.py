"""The table of restrictions of records, and of what was decided later. No row is ever changed."""

from collections.abc import Iterable
from typing import Self

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.journal.models import ID_LENGTH, JournalEntry
from sightline.casework.restrictions.pages import RestrictionEntryKind, RestrictionReason
from sightline.model.nouns import Agency


class RestrictionEntryQuerySet(models.QuerySet["RestrictionEntry"]):
    """Restrictions and later decisions."""

    def made(self) -> Self:
        """What was restricted, the newest first."""
        return self.filter(kind=RestrictionEntryKind.MADE).order_by("-pk")

    def about(self, restriction_ids: Iterable[str]) -> Self:
        """What was decided about these later, in its order."""
        return self.filter(about__in=list(restriction_ids)).order_by("pk")


class RestrictionEntry(JournalEntry):
    """A restriction, or a later decision: `about` is then its `entry_id`. `on_day` is the day until which it is.

    `agency` and `organisation` control the record.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(RestrictionEntryKind))
    word = VocabularyField(max_length=30, blank=True, choices=choices_of(RestrictionReason))
    record_id = models.CharField(max_length=ID_LENGTH, db_index=True)
    agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    organisation = models.TextField(blank=True)

    objects = RestrictionEntryQuerySet.as_manager()
