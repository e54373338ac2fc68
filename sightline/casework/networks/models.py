"""The table of what analysts add to networks and take back. No row is ever changed, and triggers hold that."""

from collections.abc import Iterable
from typing import Self

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.journal.models import JournalEntry
from sightline.casework.networks.pages.entry_kinds import (
    HANDLING,
    INFORMATION_GRADES,
    SOURCE_GRADES,
    AnalystEntryKind,
    AnalystEntryTopic,
)
from sightline.model.nouns import Agency, Role


def grades(letters: Iterable[str]) -> list[tuple[str, str]]:
    """Grades as a column's choices."""
    return [(one, one) for one in letters]


class AnalystEntryQuerySet(models.QuerySet["AnalystEntry"]):
    """What analysts added and took back."""

    def in_order(self) -> Self:
        """The first that was written first."""
        return self.order_by("pk")


class AnalystEntry(JournalEntry):
    """What an analyst added, or that it was taken back. `about` is then the entry that was taken back.

    `word` is what was added, and `ends` name it by mentions and records. `on_day` and `to_day` are the days that it is
    about, where known. `role`, `agency` and `organisation` are those in which it was added. `record_ids` are those that
    it rests on: whoever may not see one of them does not see the row. Taken back, it has a reason and no more.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(AnalystEntryKind))
    word = VocabularyField(max_length=30, blank=True, choices=choices_of(AnalystEntryTopic))
    ends = models.JSONField(default=list)
    to_day = models.DateField(null=True)
    source_grade = VocabularyField(max_length=1, blank=True, choices=grades(SOURCE_GRADES))
    information_grade = VocabularyField(max_length=1, blank=True, choices=grades(INFORMATION_GRADES))
    handling = VocabularyField(max_length=1, blank=True, choices=grades(HANDLING))
    role = VocabularyField(max_length=40, blank=True, choices=choices_of(Role))
    agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    organisation = models.CharField(max_length=200, blank=True)

    objects = AnalystEntryQuerySet.as_manager()
