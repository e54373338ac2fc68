"""The table of adults named in records, of who said that it is safe to tell them, and of letters. No row changes."""

from collections.abc import Iterable
from typing import Self

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.journal.models import ID_LENGTH, JournalEntry
from sightline.casework.named_adults.pages import LawfulReason, LetterKind, NamedAdultEntryKind
from sightline.model.nouns import Agency


class NamedAdultEntryQuerySet(models.QuerySet["NamedAdultEntry"]):
    """Questions, replies, reasons and letters."""

    def asked(self) -> Self:
        """The first question about each adult, the newest first."""
        return self.filter(kind=NamedAdultEntryKind.ASKED).order_by("-pk")

    def about(self, adult_ids: Iterable[str]) -> Self:
        """What followed these questions, in its order."""
        return self.filter(about__in=list(adult_ids)).order_by("pk")


class NamedAdultEntry(JournalEntry):
    """The first question about an adult, or what followed: `about` is then that question's `entry_id`.

    `mention_id` is of the adult. `agency` replies. `word` is the id of a lawful reason, or which letter went.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(NamedAdultEntryKind))
    word = VocabularyField(max_length=30, blank=True, choices=choices_of(LawfulReason, LetterKind))
    agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    mention_id = models.CharField(max_length=ID_LENGTH, blank=True)

    objects = NamedAdultEntryQuerySet.as_manager()
