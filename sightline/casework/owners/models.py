"""What the tables of documents and of comments share: to what a row was added, by whose account, and its withdrawal."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self, TypeVar

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.core.moments import MomentField

ACCOUNT = "casework.Account"
ID_LENGTH, NAME_LENGTH, HASH_LENGTH = 40, 150, 64


class OwnerKind(StrEnum):
    """To what a document or comment is added. Documents are not added to an action, which is an item."""

    CONCERN = "concern"
    ITEM = "item"
    MEETING = "meeting"
    FILE = "file"


# What audit and decisions call each.
NOUNS = {
    OwnerKind.CONCERN: "concern",
    OwnerKind.ITEM: "item",
    OwnerKind.MEETING: "meeting",
    OwnerKind.FILE: "working_file",
}


def owner_column(kinds: Iterable[OwnerKind]) -> VocabularyField:
    """The column that says to what a row was added: one of these."""
    return VocabularyField(max_length=10, choices=choices_of(kinds))


class Added(models.Model):
    """One document or comment. It is never changed; withdrawn it stays, with the hash of the words that say why."""

    owner_id = models.CharField(max_length=ID_LENGTH)
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT)
    decision = models.BigIntegerField(unique=True)
    withdrawn_at = MomentField(null=True)
    withdrawn_by = models.CharField(max_length=NAME_LENGTH, blank=True)
    withdrawn_sha = models.CharField(max_length=HASH_LENGTH, blank=True)

    class Meta:
        """No table of its own."""

        abstract = True


AddedRow = TypeVar("AddedRow", bound=Added, covariant=True)


class AddedQuerySet(models.QuerySet[AddedRow]):
    """Documents or comments."""

    def of_owner(self, owner: OwnerKind, owner_id: str) -> Self:
        """Those added to one concern, item, meeting or working file, the first first."""
        return self.filter(owner=owner, owner_id=owner_id).order_by("pk")
