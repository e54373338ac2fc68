"""The table of comments: on what each was made, by whom, whom it mentions, and whether it was withdrawn.

No words are here. They are kept with all other texts, by their hash, so that they can be erased.
"""

from typing import ClassVar

from django.db import models

from sightline.casework.core.moments import MomentField
from sightline.casework.owners.models import (
    HASH_LENGTH,
    ID_LENGTH,
    NAME_LENGTH,
    Added,
    AddedQuerySet,
    OwnerKind,
    owner_column,
)


class CommentQuerySet(AddedQuerySet["Comment"]):
    """Comments."""

    def by_id(self, comment_id: str) -> "Comment | None":
        """The comment of that id, or none. Whether a reader may know of it is asked elsewhere."""
        return self.filter(comment_id=comment_id).first()


class Comment(Added):
    """One comment. It is never changed: a further one corrects it, or its author withdraws it and says why.

    `notified` are usernames of accounts that it mentions and that could open what it is on when it was written.
    """

    comment_id = models.CharField(max_length=ID_LENGTH, unique=True)
    owner = owner_column(OwnerKind)
    at = MomentField()
    by = models.CharField(max_length=NAME_LENGTH)
    notified = models.JSONField(default=list)
    text_sha = models.CharField(max_length=HASH_LENGTH)

    objects = CommentQuerySet.as_manager()

    class Meta:
        """Listed by what it is on."""

        indexes: ClassVar = [models.Index(fields=["owner", "owner_id", "id"], name="comment_owner")]
