"""The table of learning reviews: the terms of each, and what was decided since. No row is ever changed."""

from collections.abc import Iterable
from typing import Self

from django.db import models

from sightline.casework.core.models import NAME_LENGTH, Account, VocabularyField, choices_of
from sightline.casework.journal.models import HASH_LENGTH, ID_LENGTH, JournalEntry
from sightline.casework.reviews.pages.agency_accounts import AgencyReply
from sightline.casework.reviews.pages.consents import ConsentReply
from sightline.casework.reviews.pages.contacts import ContactOutcome
from sightline.casework.reviews.pages.panel_decisions import PanelChoice
from sightline.casework.reviews.pages.terms import ProceedingKind, RebuildReason, ReviewEntryKind
from sightline.model.nouns import Agency


class ReviewEntryQuerySet(models.QuerySet["ReviewEntry"]):
    """Reviews and what was decided about them."""

    def reviews(self) -> Self:
        """What was opened, the newest first."""
        return self.filter(kind=ReviewEntryKind.OPENED).order_by("-pk")

    def about(self, review_ids: Iterable[str]) -> Self:
        """What was decided about these reviews, in its order."""
        return self.filter(review_id__in=list(review_ids)).order_by("pk")

    def rows_of(self, import_ids: Iterable[str]) -> Self:
        """The rows of these imports, in the order of their files."""
        return self.filter(kind=ReviewEntryKind.ROW, about__in=list(import_ids)).order_by("pk")

    def corrections_of(self, row_ids: Iterable[str]) -> Self:
        """The corrections of these rows, in their order."""
        return self.filter(kind=ReviewEntryKind.ROW_CORRECTED, about__in=list(row_ids)).order_by("pk")


class ReviewEntry(JournalEntry):
    """A review, or what was decided about it: `review_id` is then the review, `about` the entry that it ends.

    `mention_id` is of a child or an adult, `account` an author, `agency` and `organisation` a holder of restricted
    records. `from_on`, `to_on` and `agencies` are the period and the agencies of the terms. `snapshot_id` is the
    snapshot that is frozen.
    Of an imported chronology `file_sha` is the hash of its file and `counts` say what became of its rows. Each row is
    an entry `about` the import, and names the records by which the people whom it is about were added to the review. A
    correction is an entry `about` the row, with the whole row anew.
    Its words are kept with the texts, and so is what an agency calls its columns. Of frozen data that were built again
    `word` says why, and `file_sha` is the hash of their manifest. Of a day that was run again `about` is whom it was
    run for, as the review calls them, and `file_sha` a hash of what its reader may see. Of consent `word` is the answer
    about words of the record, given on `on_day`. Of contact with a person `about` is how the review calls them, and
    `word` what became of it on `on_day`. Of a person outside the terms only the role is kept, with the texts.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(ReviewEntryKind))
    word = VocabularyField(
        max_length=30,
        blank=True,
        choices=choices_of(ProceedingKind, RebuildReason, AgencyReply, PanelChoice, ConsentReply, ContactOutcome),
    )
    review_id = models.CharField(max_length=ID_LENGTH, blank=True, db_index=True)
    mention_id = models.CharField(max_length=ID_LENGTH, blank=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True)
    agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    organisation = models.CharField(max_length=NAME_LENGTH, blank=True)
    agencies = models.JSONField(default=list)
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    snapshot_id = models.CharField(max_length=ID_LENGTH, blank=True)
    file_sha = models.CharField(max_length=HASH_LENGTH, blank=True)
    counts = models.JSONField(default=dict)

    objects = ReviewEntryQuerySet.as_manager()
