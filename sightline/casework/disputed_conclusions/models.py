"""The table of disputed conclusions and what was decided about them. No row is ever changed."""

from collections.abc import Iterable
from typing import Self

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.disputed_conclusions.pages import ConclusionKind
from sightline.casework.disputes.pages import DisputeEntryKind
from sightline.casework.journal.models import ID_LENGTH, JournalEntry

MOST_RULE = 60


class ConclusionDisputeEntryQuerySet(models.QuerySet["ConclusionDisputeEntry"]):
    """Disputed conclusions and replies."""

    def disputes(self) -> Self:
        """What was disputed, the newest first."""
        return self.filter(kind=DisputeEntryKind.LAID).order_by("-pk")

    def about(self, dispute_ids: Iterable[str]) -> Self:
        """The replies to these disputes, in their order."""
        return self.filter(about__in=list(dispute_ids)).order_by("pk")


class ConclusionDisputeEntry(JournalEntry):
    """A disputed conclusion, or the reply. `about` is then the dispute, whose `entry_id` is its id.

    `word` says what it is and `conclusion_id` which. `record_ids` are the records behind it when it was disputed, and
    `agencies` those that control them. `versions` is the sum of the numbers of their newest versions then.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(DisputeEntryKind))
    word = VocabularyField(max_length=30, choices=choices_of(ConclusionKind))
    conclusion_id = models.CharField(max_length=ID_LENGTH, db_index=True)
    rule_id = models.CharField(max_length=MOST_RULE)
    agencies = models.JSONField(default=list)
    versions = models.PositiveIntegerField(default=0)

    objects = ConclusionDisputeEntryQuerySet.as_manager()
