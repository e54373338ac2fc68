"""The table of requests for a person's data, and of all that was done. No row is ever changed."""

from collections.abc import Iterable
from typing import Self

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.journal.models import ID_LENGTH, JournalEntry
from sightline.casework.subject_access.pages import RequestEntryKind, RequestWord
from sightline.model.nouns import Agency


class AccessRequestEntryQuerySet(models.QuerySet["AccessRequestEntry"]):
    """Requests and what was done."""

    def requests(self) -> Self:
        """What was asked for, the newest first."""
        return self.filter(kind=RequestEntryKind.RECEIVED).order_by("-pk")

    def about(self, request_ids: Iterable[str]) -> Self:
        """What was done about these requests, in its order."""
        return self.filter(request_id__in=list(request_ids)).order_by("pk")


class AccessRequestEntry(JournalEntry):
    """A request, or what was done. `request_id` is then the request, `about` the entry that it replies to.

    `agency` holds the data, or is asked about crime; `organisation` is the body of it that holds the data, where the
    agency has several. `mention_id` is of the person. `record_id` and `version` are of a
    record that is decided about, `applies` the tests that apply to it, `grounds` a test for each thing left out.
    `flags` say that the person knows the health data already, or that there are some.
    `back_on` is the day on which a paused request comes back.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(RequestEntryKind))
    word = VocabularyField(max_length=30, blank=True, choices=choices_of(RequestWord))
    request_id = models.CharField(max_length=ID_LENGTH, blank=True, db_index=True)
    agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    organisation = models.CharField(max_length=200, blank=True)
    mention_id = models.CharField(max_length=ID_LENGTH, blank=True)
    record_id = models.CharField(max_length=ID_LENGTH, blank=True)
    version = models.PositiveIntegerField(default=0)
    back_on = models.DateField(null=True)
    applies = models.JSONField(default=list)
    flags = models.JSONField(default=list)

    objects = AccessRequestEntryQuerySet.as_manager()
