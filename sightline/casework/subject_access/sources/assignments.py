"""Who is lead worker or police lead for the person, since when, and why."""

from collections.abc import Iterator

from sightline.casework.core.models import Assignment
from sightline.casework.subject_access.writings import AccessSubject, HeldWriting, Said, WritingSource, write_down
from sightline.translation.messages import lazy as _

LABEL = _("Who leads on this person")


def find_assignments(subject: AccessSubject) -> Iterator[HeldWriting]:
    """One writing for each agency whose people lead or led."""
    rows = Assignment.objects.select_related("account").order_by("from_on", "pk")
    said = [
        Said(
            row.account.username,
            row.from_on.isoformat(),
            str(row.get_kind_display()),
            "\n".join(filter(None, (row.why, row.to_on.isoformat() if row.to_on else ""))) or row.account.username,
        )
        for row in rows
        if row.mention_id in subject.mention_ids
    ]
    yield from write_down(subject, said, label=str(LABEL), key=("lead", subject.person_id))


SOURCE = WritingSource(find_assignments, ("Assignment",))
