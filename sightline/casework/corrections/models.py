"""The table of notices of correction, and of who said that they know. No row is ever changed."""

from collections.abc import Iterable
from typing import Self

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.corrections.pages import CorrectionEntryKind, CorrectionWhat
from sightline.casework.journal.models import NAME_LENGTH, JournalEntry


class CorrectionEntryQuerySet(models.QuerySet["CorrectionEntry"]):
    """Notices of correction and what was answered."""

    def notices(self) -> Self:
        """What was done to records, the newest first."""
        return self.filter(kind=CorrectionEntryKind.CHANGED).order_by("-pk")

    def about(self, correction_ids: Iterable[str]) -> Self:
        """What was answered to these, in its order."""
        return self.filter(about__in=list(correction_ids)).order_by("pk")


class CorrectionEntry(JournalEntry):
    """What was done to records, or an answer. `about` is then the notice, whose `entry_id` is its id.

    `recipients` are lists: account, agency, organisation, when it was shown, whether it left in a file, and the places
    among `record_ids` of those that the reader may have seen. `reader` is the account that an answer is of. `holders`:
    whose the records were, as agency, organisation and layout. A notice of an earlier version names none.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(CorrectionEntryKind))
    word = VocabularyField(max_length=30, blank=True, choices=choices_of(CorrectionWhat))
    reader = models.CharField(max_length=NAME_LENGTH, blank=True)
    recipients = models.JSONField(default=list)
    holders = models.JSONField(default=list)

    objects = CorrectionEntryQuerySet.as_manager()
