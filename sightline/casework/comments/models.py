"""The table of comments: on what each was made, by whom, whom it mentions, and whether it was withdrawn.

No words are here. They are kept with all other texts, by their hash, so that they can be erased.
"""

from enum import StrEnum
from typing import ClassVar, Self

from django.db import models

from sightline.casework.core.models import choices_of
from sightline.casework.core.moments import MomentField

ACCOUNT = "casework.Account"
ID_LENGTH, NAME_LENGTH, HASH_LENGTH = 40, 150, 64


class CommentOwner(StrEnum):
    """On what a comment is made."""

    CONCERN = "concern"
    ITEM = "item"
    MEETING = "meeting"
    FILE = "file"


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments."""

    def of_owner(self, owner: CommentOwner, owner_id: str) -> Self:
        """Those on one concern, item, meeting or working file, the first first."""
        return self.filter(owner=owner, owner_id=owner_id).order_by("pk")

    def by_id(self, comment_id: str) -> "Comment | None":
        """The comment of that id, or none. Whether a reader may know of it is asked elsewhere."""
        return self.filter(comment_id=comment_id).first()


class Comment(models.Model):
    """One comment. It is never changed: a further one corrects it, or its author withdraws it and says why.

    `notified` are usernames of accounts that it mentions and that could open what it is on when it was written.
    """

    comment_id = models.CharField(max_length=ID_LENGTH, unique=True)
    owner = models.CharField(max_length=10, choices=choices_of(CommentOwner))
    owner_id = models.CharField(max_length=ID_LENGTH)
    at = MomentField()
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT)
    by = models.CharField(max_length=NAME_LENGTH)
    notified = models.JSONField(default=list)
    text_sha = models.CharField(max_length=HASH_LENGTH)
    decision = models.BigIntegerField(unique=True)
    withdrawn_at = MomentField(null=True)
    withdrawn_by = models.CharField(max_length=NAME_LENGTH, blank=True)
    withdrawn_sha = models.CharField(max_length=HASH_LENGTH, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        """Listed by what it is on."""

        indexes: ClassVar = [models.Index(fields=["owner", "owner_id", "id"], name="comment_owner")]
