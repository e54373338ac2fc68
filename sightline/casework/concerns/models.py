"""The tables of concerns that people enter: the draft, the concern as sent, who received it, and the feedback.

What somebody wrote about a child stands here and nowhere else in this database. The decision that a concern was entered
holds its ids and the SHA-256 of its words, so the words can be erased by name and still be shown never to have been
changed.
"""

from typing import ClassVar, Self

from django.db import models

from sightline.casework.concerns.pages.form_schema import EVERY_PAGE
from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.core.moments import MomentField
from sightline.casework.core.querysets import OfAccount
from sightline.casework.core.row_keys.sealed_texts import ReadTogether, SealedWordsField
from sightline.model.nouns import Agency

ID_LENGTH, NAME_LENGTH, HASH_LENGTH = 40, 150, 64
ACCOUNT = "casework.Account"


class ConcernQuerySet(OfAccount["Concern"]):
    """Concerns as they were sent."""

    def newest_first(self) -> Self:
        """In the order in which they were sent, the last first."""
        return self.order_by("-sequence")

    def oldest_first(self) -> Self:
        """In the order in which they were sent."""
        return self.order_by("sequence")

    def entered_after(self, through: int) -> Self:
        """Those whose decision's number is above this one, the oldest first."""
        return self.filter(sequence__gt=through).oldest_first()

    def by_id(self, concern_id: str) -> "Concern | None":
        """The concern of that id, or none. Whether a reader may know of it is asked elsewhere."""
        return self.filter(concern_id=concern_id).first()

    def of_record(self, record_id: str) -> "Concern | None":
        """The concern that this record is, or none."""
        return self.filter(record_id=record_id).first()


class ConcernDraft(models.Model):
    """What somebody is writing and has not sent: the boxes as typed, one draft an account. Nobody else reads it.

    `pages` says for each page which opening of it wrote last, so that an older opening elsewhere overwrites nothing.
    `number` becomes the number of the concern, so that a draft is sent once.
    """

    account = models.OneToOneField(ACCOUNT, on_delete=models.PROTECT)
    number = models.CharField(max_length=ID_LENGTH, unique=True)
    corrects = models.CharField(max_length=ID_LENGTH, blank=True)
    page = VocabularyField(max_length=20, choices=[(page, page) for page in EVERY_PAGE])
    boxes = models.JSONField(default=dict)
    pages = models.JSONField(default=dict)
    begun_at = MomentField()
    saved_at = MomentField()


class Concern(models.Model):
    """A concern as it was sent. A correction is a row of its own, which names the first; the first is never changed.

    `sequence` is the number of its decision, taken under the chain's lock: in the order of numbers is in the order of
    time, and a snapshot that was made through number n holds them all up to n. `taken_sha` is the received file that a
    run took it in with; `entry` its line of the chronology and `clocks` its clocks, made from `said` and kept.
    """

    concern_id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    sequence = models.BigIntegerField(unique=True)
    entered_at = MomentField()
    begun_at = MomentField()
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT)
    author = models.CharField(max_length=NAME_LENGTH, db_index=True)
    agency = VocabularyField(max_length=40, choices=choices_of(Agency))
    organisation = models.CharField(max_length=200)
    layout = models.CharField(max_length=60)
    restricted = models.BooleanField()
    record_id = models.CharField(max_length=ID_LENGTH, db_index=True)
    mention_id = models.CharField(max_length=ID_LENGTH)
    about_mention_id = models.CharField(max_length=ID_LENGTH, blank=True, db_index=True)
    corrects = models.CharField(max_length=ID_LENGTH, blank=True, db_index=True)
    referral = models.BooleanField()
    about_professional = models.BooleanField()
    said = models.JSONField()
    said_sha256 = models.CharField(max_length=HASH_LENGTH)
    entry = models.JSONField(null=True)
    clocks = models.JSONField(null=True)
    taken_sha = models.CharField(max_length=HASH_LENGTH, blank=True)

    objects = ConcernQuerySet.as_manager()


class ReceiptKind(models.TextChoices):
    """What somebody of another agency did with a concern."""

    OPENED = "opened"
    RECEIVED = "received"


class ConcernReceipt(models.Model):
    """That somebody of another agency opened a concern, or said that the agency has received it. The first of each."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT)
    kind = VocabularyField(max_length=10, choices=choices_of(ReceiptKind))
    agency = VocabularyField(max_length=40, choices=choices_of(Agency))
    by = models.CharField(max_length=NAME_LENGTH)
    post = models.CharField(max_length=200, blank=True)
    at = MomentField()

    class Meta:
        """The first of each kind and agency."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["concern", "kind", "agency"], name="received_once_an_agency")
        ]


class FeedbackWay(models.TextChoices):
    """How somebody told the author what happened, or that they told the child."""

    IN_PERSON = "in_person"
    BY_PHONE = "by_phone"
    IN_WRITING = "in_writing"
    TO_THE_CHILD = "child_told"


class ReferrerFeedback(models.Model):
    """That somebody told the author, or the child, what happened: how, and in which words."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT)
    at = MomentField()
    by = models.CharField(max_length=NAME_LENGTH)
    how = VocabularyField(max_length=20, choices=choices_of(FeedbackWay))
    words = SealedWordsField()
    decision = models.BigIntegerField()

    objects = ReadTogether.as_manager()
