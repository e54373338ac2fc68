"""The table of what was confirmed, ended or noticed of people's access. No row is ever changed."""

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.journal.models import NAME_LENGTH, JournalEntry
from sightline.casework.recertification.pages import RecertificationKind, RightKind

KEY_LENGTH = 200


class RecertificationEntry(JournalEntry):
    """What happened to one right (`word` and `key`), of the account `reader`. A notice has the last day in `on_day`."""

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(RecertificationKind))
    word = VocabularyField(max_length=30, blank=True, choices=choices_of(RightKind))
    key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    reader = models.CharField(max_length=NAME_LENGTH, blank=True)
