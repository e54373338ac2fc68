"""The tables of insiders: what was declared and decided, the hashes that are compared, and each look that matched.

Entries and looks are only ever added to, and triggers hold that. A hash goes when information governance removes what
was declared.
"""

from typing import ClassVar, Self

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.core.moments import MomentField
from sightline.casework.insiders.pages import (
    DeclaredAs,
    DetailKind,
    InsiderEntryKind,
    LookHow,
    LookOutcome,
    WatchPurpose,
)
from sightline.casework.journal.models import HASH_LENGTH, ID_LENGTH, NAME_LENGTH, JournalEntry

ACCOUNT = "casework.Account"


class InsiderEntryQuerySet(models.QuerySet["InsiderEntry"]):
    """What was declared and decided."""

    def of_kind(self, *kinds: InsiderEntryKind) -> Self:
        """Those of these kinds, in their order."""
        return self.filter(kind__in=kinds).order_by("pk")


class InsiderEntry(JournalEntry):
    """Somebody declared a person, or information governance decided: `about` is then the declaration, watch or look.

    `account` is whose declaration it is. `mention_id` is the person of a watch in one record, `on_day` its last day.
    `through` is the last look that was looked into.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(InsiderEntryKind))
    word = VocabularyField(max_length=30, blank=True, choices=choices_of(DeclaredAs, WatchPurpose, LookOutcome))
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, null=True)
    mention_id = models.CharField(max_length=ID_LENGTH, blank=True, db_index=True)
    through = models.BigIntegerField(null=True)

    objects = InsiderEntryQuerySet.as_manager()


class DeclaredDetail(models.Model):
    """The keyed hash of one name, address or telephone that an account declared. The value is kept nowhere."""

    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT)
    entry_id = models.CharField(max_length=ID_LENGTH, db_index=True)
    kind = VocabularyField(max_length=20, choices=choices_of(DetailKind))
    value = models.CharField(max_length=HASH_LENGTH, db_index=True)

    class Meta:
        """Each once a declaration."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["entry_id", "kind", "value"], name="each_detail_once")]


class InsiderLook(models.Model):
    """A look that matched: at somebody whom its reader declared (`about` is the declaration), or at a watched person.

    `kinds` are the details that were the same; none for a watch. `person_id` is a keyed hash, empty where somebody only
    searched. A look leaves with the row of the audit log that tells of it.
    """

    about = models.CharField(max_length=ID_LENGTH, db_index=True)
    is_watch = models.BooleanField()
    username = models.CharField(max_length=NAME_LENGTH, db_index=True)
    how = VocabularyField(max_length=20, choices=choices_of(LookHow))
    kinds = models.JSONField(default=list)
    person_id = models.CharField(max_length=ID_LENGTH, blank=True)
    at = MomentField()
    audit_row = models.BigIntegerField()


class ItemConflict(models.Model):
    """An action that concerns the holder of an account, or a person whom they declared: it is hidden from them."""

    item_id = models.CharField(max_length=ID_LENGTH, db_index=True)
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT)
    kinds = models.JSONField(default=list)
    at = MomentField()

    class Meta:
        """Each once an account."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["item_id", "account"], name="each_conflict_once")]
