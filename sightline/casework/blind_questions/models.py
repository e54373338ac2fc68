"""The table of blind questions and signals, and of the calls that followed. No row is ever changed."""

from collections.abc import Iterable
from typing import Self

from django.db import models

from sightline.casework.blind_questions.pages import AskKind, WorryLevel
from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.journal.models import JournalEntry
from sightline.model.nouns import Agency


class BlindAskQuerySet(models.QuerySet["BlindAsk"]):
    """Questions, signals and calls."""

    def asked(self, *kinds: AskKind) -> Self:
        """What was asked, of these kinds, the newest first."""
        return self.filter(kind__in=kinds or (AskKind.QUESTION, AskKind.CALL)).order_by("-pk")

    def about(self, entry_ids: Iterable[str]) -> Self:
        """The calls about these, in their order."""
        return self.filter(about__in=list(entry_ids)).order_by("pk")


class BlindAsk(JournalEntry):
    """A question or a signal, or a call about one: `about` is then its `entry_id`. `agency` is that of the account.

    The child, the telephone and the name of who asks are words, kept apart, so that they can be erased.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(AskKind))
    word = VocabularyField(max_length=30, blank=True, choices=choices_of(WorryLevel))
    agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))

    objects = BlindAskQuerySet.as_manager()
