"""The table of emergency access: what was opened, who looked, the review and the end. No row is ever changed."""

from collections.abc import Iterable
from typing import Self

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.core.moments import MomentField
from sightline.casework.emergency_access.pages import EmergencyEntryKind, EmergencyOutcome, EmergencyPurpose
from sightline.casework.journal.models import ID_LENGTH, JournalEntry
from sightline.model.nouns import Agency


class EmergencyEntryQuerySet(models.QuerySet["EmergencyEntry"]):
    """Openings and what was done since."""

    def openings(self) -> Self:
        """What was opened, the newest first."""
        return self.filter(kind=EmergencyEntryKind.OPENED).order_by("-pk")

    def about(self, entry_ids: Iterable[str]) -> Self:
        """What was done about these openings, in its order."""
        return self.filter(about__in=list(entry_ids)).order_by("pk")


class EmergencyEntry(JournalEntry):
    """An opening, or what was done since. `about` is then the opening, whose `entry_id` is its id.

    `mention_id` is the child, in a record that the reader sees anyway. `agency` is the reader's own, or that of
    whoever looked. `bodies` are those whose restricted records were opened, each with its agency and organisation:
    those that were told. `record_ids` are these records. `until_at` is when the opening closes.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(EmergencyEntryKind))
    word = VocabularyField(max_length=30, blank=True, choices=choices_of(EmergencyPurpose, EmergencyOutcome))
    mention_id = models.CharField(max_length=ID_LENGTH, blank=True, db_index=True)
    agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    bodies = models.JSONField(default=list)
    until_at = MomentField(null=True)

    objects = EmergencyEntryQuerySet.as_manager()
