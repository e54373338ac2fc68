"""The table of the sharing ledger. No row is ever changed, and triggers hold that."""

from collections.abc import Sequence
from typing import Self

from django.db import models

from sightline.casework.audit.id_hashes import hash_ids
from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.core.moments import MomentField
from sightline.casework.ledger.pages import SharedPart, SharingWay
from sightline.model.nouns import Agency, Role

ID_LENGTH, NAME_LENGTH = 40, 150


class SharedRecordQuerySet(models.QuerySet["SharedRecord"]):
    """What was shared."""

    def of_records(self, record_ids: Sequence[str]) -> Self:
        """The rows of these records, by their ids or by the hashes that rows have."""
        return self.filter(record_id__in=hash_ids(record_ids))


class LineTerms(models.Model):
    """What every line of the ledger says: when, which reader of which post, for what, and by which agreement.

    `agreement_version` is a hash of what the agreement said then. A line on a person may have several agreements, with
    `; ` between them, and their bases and versions in the same order.
    """

    at = MomentField(db_index=True)
    audit_row = models.BigIntegerField(db_index=True)
    way = VocabularyField(max_length=10, choices=choices_of(SharingWay))
    action = models.CharField(max_length=40)
    part = VocabularyField(max_length=20, blank=True, default="", choices=choices_of(SharedPart))
    username = models.CharField(max_length=NAME_LENGTH)
    role = VocabularyField(max_length=40, choices=choices_of(Role))
    post = models.CharField(max_length=200, blank=True, default="")
    purpose = models.CharField(max_length=40, blank=True, default="")
    to_agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    to_organisation = models.CharField(max_length=200, blank=True)
    from_agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    from_organisation = models.TextField(blank=True)  # as the record has it, however long
    agreement = models.CharField(max_length=200, blank=True, db_index=True)
    agreement_version = models.CharField(max_length=200, blank=True, default="")
    lawful_basis = models.TextField(blank=True, default="")

    class Meta:
        """No table of its own."""

        abstract = True


class SharedRecord(LineTerms):
    """One record of one body that a reader of another was first shown, took in a file, or was refused.

    Or that reached its reader by mistake, as they reported. `record_id` is the keyed hash of its id.

    A reader of a body has one row for a record, a way, a reason, a purpose and an agreement as it was then. Every later
    reading is in the audit log. `audit_row` is the number of its entry there. `agreement` is the id of the one that
    covered the record then; empty where none did, and where people wrote the record in Sightline. `reason` is a word of
    the rule on need to know, or the code of a refusal. A whole table that was exported has a row for each body and
    layout, without a `record_id`, and says how many `records` it is made from. `fields` has the kinds of field that
    were shown, with `;` between them: see `ledger.shown_fields`. A reading that shows more kinds has its own row.
    """

    record_id = models.CharField(max_length=ID_LENGTH, blank=True, db_index=True)
    records = models.PositiveIntegerField(default=1)
    layout = models.TextField(blank=True)
    restricted = models.BooleanField(default=False)
    reason = models.CharField(max_length=80, blank=True)
    fields = models.CharField(max_length=200, blank=True, default="")

    objects = SharedRecordQuerySet.as_manager()

    class Meta:
        """One row for a reader of a body, a record, a way, a reason, a purpose, an agreement as it was, and fields."""

        constraints = (
            models.UniqueConstraint(
                fields=[
                    "username",
                    "record_id",
                    "way",
                    "reason",
                    "agreement",
                    "to_agency",
                    "to_organisation",
                    "purpose",
                    "agreement_version",
                    "fields",
                ],
                condition=~models.Q(record_id=""),
                name="shared_once",
            ),
        )
        indexes = (models.Index(fields=["from_agency", "to_agency", "at"], name="shared_by_pair"),)


class SharedPerson(LineTerms):
    """What one reader was shown on one day of a person from the records of another body, without a record itself.

    A search result, who knows a child, a possible match, a chart, a list of patterns or a map. `subject_id` is the
    keyed hash of the person's id. `layout` has the types of record that it was made from, with `; ` between them; none
    where only the body was named. Each part makes one row a reader, person, body, way and London day.
    """

    subject_id = models.CharField(max_length=ID_LENGTH, db_index=True)
    layout = models.TextField(blank=True)
    day = models.DateField()

    class Meta:
        """One row for a reader of a body, a person, a body that holds records, a way, a part and a day."""

        constraints = (
            models.UniqueConstraint(
                fields=[
                    "username",
                    "day",
                    "subject_id",
                    "part",
                    "way",
                    "from_agency",
                    "from_organisation",
                    "to_agency",
                    "to_organisation",
                ],
                name="shared_person_once",
            ),
        )
