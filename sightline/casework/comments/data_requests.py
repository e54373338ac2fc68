"""What a request for data finds here: comments on what is about the person, and others that name them."""

from collections.abc import Iterator

from sightline.casework.comments.models import Comment
from sightline.casework.owners.data_requests import owners_about
from sightline.casework.subject_access.writings import (
    AccessSubject,
    HeldWriting,
    Said,
    WritingSource,
    as_words,
    write_down,
)
from sightline.translation.messages import lazy as _

LABEL, COMMENT = _("Comments"), _("Comment")


def find_comments(subject: AccessSubject) -> Iterator[HeldWriting]:
    """Those on one thing are one writing of each agency. A comment that was withdrawn is held, and found."""
    owners, naming = owners_about(subject), subject.texts_naming()
    found: dict[tuple[str, str], list[Comment]] = {}
    for row in Comment.objects.order_by("pk"):
        if (row.owner, row.owner_id) in owners or row.text_sha in naming:
            found.setdefault((row.owner, row.owner_id), []).append(row)
    for owner, rows in found.items():
        texts, mentions = subject.read(row.text_sha for row in rows), subject.mention_ids
        said = (
            Said(row.by, row.at, str(COMMENT), as_words(texts.of(row.text_sha, mention_ids=mentions))) for row in rows
        )
        yield from write_down(subject, said, label=str(LABEL), key=("comments", *owner))


SOURCE = WritingSource(find_comments, ("Comment",))
