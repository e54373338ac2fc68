"""The tables of sealed rolls: what people decided, which nobody changes, and the openings that runs made."""

from typing import Self

from django.db import models

from sightline.casework.access.pages.entry_kinds import AccessPurpose
from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.core.moments import MomentField
from sightline.casework.journal.models import ID_LENGTH, JournalEntry
from sightline.casework.rolls.kinds import RollEntryKind, StandsNoMore


class RollEntryQuerySet(models.QuerySet["RollEntry"]):
    """What people decided about sealed rows."""

    def of_kind(self, kind: RollEntryKind) -> Self:
        """Of one kind, in the order in which they were written."""
        return self.filter(kind=kind).order_by("pk")


class RollEntry(JournalEntry):
    """That somebody asked for the rows of the child of `mention_id`, or that an opening is to be closed.

    `word` is the purpose of whoever asked; `about` is the opening to be closed, by its audit row. Where an update asks
    the clinician about a child, `about` is what would open the rows; the answer is about that question.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(RollEntryKind))
    word = VocabularyField(max_length=30, blank=True, choices=choices_of(AccessPurpose))
    mention_id = models.CharField(max_length=ID_LENGTH, blank=True, db_index=True)

    objects = RollEntryQuerySet.as_manager()


class RollOpeningQuerySet(models.QuerySet["RollOpening"]):
    """Openings of sealed rows."""

    def open(self) -> Self:
        """Those of which rows are open, the oldest first."""
        return self.filter(closed_at=None).order_by("audit_row")

    def to_close(self) -> Self:
        """Those that stand no more, and that nobody has said to close."""
        said = RollEntry.objects.of_kind(RollEntryKind.CLOSED).values_list("about", flat=True)
        return self.open().exclude(why_not="").exclude(audit_row__in=[int(about) for about in said])


class RollOpening(models.Model):
    """Rows that one run opened of one child or thing, by a rule or because somebody asked.

    The audit row of the same number has the evidence and which rows. `asked` is the entry of whoever asked. `bodies`:
    hashes of the bodies whose rows they are, as the register then had them; an earlier opening has none. Each run says
    anew in `why_not` whether it stands: `why_not_at` is since when it does not.
    """

    audit_row = models.BigIntegerField(unique=True)
    at = MomentField()
    subject_id = models.CharField(max_length=ID_LENGTH, db_index=True)
    is_person = models.BooleanField()
    trigger = models.CharField(max_length=60)
    rule_version = models.CharField(max_length=60)
    met_on = models.DateField()
    asked = models.CharField(max_length=ID_LENGTH, blank=True)
    rows = models.JSONField(default=dict)
    first_days = models.JSONField(default=dict)
    bodies = models.JSONField(default=list)
    why_not = VocabularyField(max_length=20, blank=True, choices=choices_of(StandsNoMore))
    why_not_at = MomentField(null=True)
    closed_at = MomentField(null=True)

    objects = RollOpeningQuerySet.as_manager()
