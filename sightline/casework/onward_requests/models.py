"""The table of requests to pass records on, and of what was said to them. No row is ever changed."""

from collections.abc import Iterable
from typing import Self

from django.db import models

from sightline.casework.bulk_exports.pages import ExportPurpose
from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.journal.models import ID_LENGTH, JournalEntry
from sightline.casework.onward_requests.pages import OnwardEntryKind
from sightline.model.nouns import Agency


class OnwardEntryQuerySet(models.QuerySet["OnwardEntry"]):
    """Requests and replies."""

    def asked(self) -> Self:
        """The requests, the newest first."""
        return self.filter(kind=OnwardEntryKind.ASKED).order_by("-pk")

    def about(self, request_ids: Iterable[str]) -> Self:
        """The replies to these requests, in their order."""
        return self.filter(about__in=list(request_ids)).order_by("pk")


class OnwardEntry(JournalEntry):
    """A request, or a reply. `about` is then the request, whose `entry_id` is its id.

    `agency` and `organisation` hold the records, `to_agency` and `to_organisation` asked. `mention_id` is the person
    of whom records would be passed on, `kinds` which records, as "agency layout", and `purpose` what a file has them
    for; requests of earlier versions have none. `on_day` is the last day of a yes. Who would get them is in the words.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(OnwardEntryKind))
    word = None  # type: ignore[assignment]  # a reply is a kind
    agency = VocabularyField(max_length=40, choices=choices_of(Agency))
    organisation = models.TextField(blank=True)
    to_agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    to_organisation = models.CharField(max_length=200, blank=True)
    mention_id = models.CharField(max_length=ID_LENGTH, blank=True)
    agreement = models.CharField(max_length=200)
    kinds = models.JSONField(default=list)
    purpose = VocabularyField(max_length=40, blank=True, default="", choices=choices_of(ExportPurpose))

    objects = OnwardEntryQuerySet.as_manager()
