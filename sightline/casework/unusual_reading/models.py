"""The table of questions about unusual reading, their answers, and who is in the news. No row is ever changed.

What was read is in the audit alone: a question has the numbers of the rows behind it.
"""

from collections.abc import Iterable
from typing import Self

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.journal.models import ID_LENGTH, NAME_LENGTH, JournalEntry
from sightline.casework.unusual_reading.pages import ReadingEntryKind, ReadingRule


class ReadingEntryQuerySet(models.QuerySet["ReadingEntry"]):
    """Questions, answers and the list of people in the news."""

    def asked(self) -> Self:
        """The questions, the newest first."""
        return self.filter(kind=ReadingEntryKind.ASKED).order_by("-pk")

    def answers_to(self, question_ids: Iterable[str]) -> Self:
        """What was answered to these, in its order."""
        kinds = (ReadingEntryKind.IN_NEWS, ReadingEntryKind.OUT_OF_NEWS)
        return self.filter(about__in=list(question_ids)).exclude(kind__in=kinds).order_by("pk")

    def in_news(self) -> Self:
        """Who is on the list of people in the news, the newest first."""
        ended = ReadingEntry.objects.filter(kind=ReadingEntryKind.OUT_OF_NEWS).values("about")
        return self.filter(kind=ReadingEntryKind.IN_NEWS).exclude(entry_id__in=ended).order_by("-pk")


class ReadingEntry(JournalEntry):
    """A question, an answer, or somebody in the news. `about` is the entry that an answer or an ending is about.

    A question is by rule (`word`), about an account (`reader`) and a day (`on_day`). `rows` are the numbers of the
    audit rows behind it, and `counts` what its sentence says. Somebody in the news is named by `mention_id`.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(ReadingEntryKind))
    word = VocabularyField(max_length=30, blank=True, choices=choices_of(ReadingRule))
    reader = models.CharField(max_length=NAME_LENGTH, blank=True, db_index=True)
    rows = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    mention_id = models.CharField(max_length=ID_LENGTH, blank=True, db_index=True)

    objects = ReadingEntryQuerySet.as_manager()
