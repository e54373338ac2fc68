"""The table of two officers: what was asked, confirmed, declined and shown. No row is ever changed."""

from collections.abc import Iterable
from typing import Self

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.journal.models import HASH_LENGTH, JournalEntry
from sightline.casework.two_officers.pages import HiddenKind, OfficersEntryKind, OfficersOutcome
from sightline.model.nouns import Agency


class OfficersEntryQuerySet(models.QuerySet["OfficersEntry"]):
    """Requests and what was done since."""

    def requests(self) -> Self:
        """What was asked, the newest first."""
        return self.filter(kind=OfficersEntryKind.ASKED).order_by("-pk")

    def about(self, entry_ids: Iterable[str]) -> Self:
        """What was done about these requests, in its order."""
        return self.filter(about__in=list(entry_ids)).order_by("pk")

    def devices_of(self, username: str) -> set[str]:
        """The devices on which an account asked or confirmed."""
        return set(self.filter(by=username).exclude(device="").values_list("device", flat=True))


class OfficersEntry(JournalEntry):
    """A request, or what was done since: `about` is then the request. `agency` holds the record.

    `record_ids` has the record of a protected address when it is asked for, and any record once it is shown. `device`
    is a hash of what the officer's browser keeps: two officers have two. The child asked for is in the words. The
    `word` of a review is its outcome.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(OfficersEntryKind))
    word = VocabularyField(max_length=30, blank=True, choices=choices_of(HiddenKind, OfficersOutcome))
    agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    device = models.CharField(max_length=HASH_LENGTH, blank=True)

    objects = OfficersEntryQuerySet.as_manager()
