"""The table of disputes, their outcomes and people's own statements. No row is ever changed."""

from collections.abc import Iterable
from typing import Self

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.disputes.pages import DisputeEntryKind
from sightline.casework.journal.models import ID_LENGTH, JournalEntry
from sightline.model.nouns import Agency

MOST_PART = 200


class DisputeEntryQuerySet(models.QuerySet["DisputeEntry"]):
    """Disputes, outcomes and statements."""

    def disputes(self) -> Self:
        """What was disputed, the newest first."""
        return self.filter(kind=DisputeEntryKind.LAID).order_by("-pk")

    def about(self, dispute_ids: Iterable[str]) -> Self:
        """The outcomes of these disputes, in their order."""
        return self.filter(about__in=list(dispute_ids)).order_by("pk")

    def beside(self, record_ids: Iterable[str]) -> Self:
        """What is said beside these records, in its order."""
        return self.filter(record_id__in=list(record_ids)).order_by("pk")


class DisputeEntry(JournalEntry):
    """A dispute, an outcome, or a statement. `about` is then the dispute, whose `entry_id` is its id.

    The heading of the box that is disputed is in the words, so that an erasure reaches it; `part` has it in rows of
    before. `agency` and `organisation` control the record. `version` is that of the record when it was disputed; 0
    where no update had taken it in.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(DisputeEntryKind))
    word = None  # type: ignore[assignment]  # an outcome is a kind
    record_id = models.CharField(max_length=ID_LENGTH, db_index=True)
    part = models.CharField(max_length=MOST_PART, blank=True)
    agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    organisation = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = DisputeEntryQuerySet.as_manager()
