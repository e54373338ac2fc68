"""The table of complaints about the use of data, and of what was done since. No row is ever changed."""

from collections.abc import Iterable
from typing import Self

from django.db import models

from sightline.casework.complaints.pages import ComplaintEntryKind, ComplaintOutcome
from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.journal.models import NAME_LENGTH, JournalEntry


class ComplaintEntryQuerySet(models.QuerySet["ComplaintEntry"]):
    """Complaints and what was done."""

    def complaints(self) -> Self:
        """What was complained of, the newest first."""
        return self.filter(kind=ComplaintEntryKind.MADE).order_by("-pk")

    def about(self, complaint_ids: Iterable[str]) -> Self:
        """What was done about these complaints, in its order."""
        return self.filter(about__in=list(complaint_ids)).order_by("pk")


class ComplaintEntry(JournalEntry):
    """A complaint, or what was done. `about` is then the complaint, whose `entry_id` is its id.

    `on_day` is when it came, or when the person was written to. `owner` is the account that owns it from then on.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(ComplaintEntryKind))
    word = VocabularyField(max_length=30, blank=True, choices=choices_of(ComplaintOutcome))
    owner = models.CharField(max_length=NAME_LENGTH, blank=True)

    objects = ComplaintEntryQuerySet.as_manager()
