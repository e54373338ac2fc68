"""The table of the sharing ledger. No row is ever changed, and triggers hold that."""

from collections.abc import Sequence
from typing import Self

from django.db import models

from sightline.casework.audit.id_hashes import hash_ids
from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.core.moments import MomentField
from sightline.casework.ledger.pages import SharingWay
from sightline.model.nouns import Agency, Role

ID_LENGTH, NAME_LENGTH = 40, 150


class SharedRecordQuerySet(models.QuerySet["SharedRecord"]):
    """What was shared."""

    def of_records(self, record_ids: Sequence[str]) -> Self:
        """The rows of these records, by their ids or by the hashes that rows have."""
        return self.filter(record_id__in=hash_ids(record_ids))


class SharedRecord(models.Model):
    """One record of one body that a reader of another was first shown, took in a file, or was refused.

    Or that reached its reader by mistake, as they reported. `record_id` is the keyed hash of its id.

    A reader of a body has one row for a record, a way, a reason and an agreement; every later reading is in the audit
    log. `audit_row` is the number of its entry there. `agreement` is the id of the one that covered the record then;
    empty where none did, and where people wrote the record in Sightline. `reason` is a word of the rule on need to
    know, or the code of a refusal. A whole table that was exported has a row for each body and layout, without a
    `record_id`, and says how many `records` it rests on.
    """

    at = MomentField(db_index=True)
    audit_row = models.BigIntegerField(db_index=True)
    way = VocabularyField(max_length=10, choices=choices_of(SharingWay))
    action = models.CharField(max_length=40)
    username = models.CharField(max_length=NAME_LENGTH)
    role = VocabularyField(max_length=40, choices=choices_of(Role))
    to_agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    to_organisation = models.CharField(max_length=200, blank=True)
    record_id = models.CharField(max_length=ID_LENGTH, blank=True, db_index=True)
    records = models.PositiveIntegerField(default=1)
    from_agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    from_organisation = models.TextField(blank=True)  # as the record has it, however long
    layout = models.TextField(blank=True)
    restricted = models.BooleanField(default=False)
    agreement = models.CharField(max_length=200, blank=True, db_index=True)
    reason = models.CharField(max_length=80, blank=True)

    objects = SharedRecordQuerySet.as_manager()

    class Meta:
        """One row for a reader of a body, a record, a way, a reason and an agreement."""

        constraints = (
            models.UniqueConstraint(
                fields=["username", "record_id", "way", "reason", "agreement", "to_agency", "to_organisation"],
                condition=~models.Q(record_id=""),
                name="shared_once",
            ),
        )
        indexes = (models.Index(fields=["from_agency", "to_agency", "at"], name="shared_by_pair"),)
