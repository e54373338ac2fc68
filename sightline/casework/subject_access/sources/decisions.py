"""Reasons that people typed with a decision which names the person by a mention or a record, and nowhere else."""

from collections.abc import Iterator

from sightline.casework.core.models import Decision
from sightline.casework.same_person.answer_history import ANSWERED
from sightline.casework.subject_access.sources.journals import texts_in
from sightline.casework.subject_access.writings import AccessSubject, HeldWriting, Said, WritingSource, write_down
from sightline.translation.messages import lazy as _

LABEL, REASON = _("Reason for a decision"), _("Reason")


def find_reasons(subject: AccessSubject) -> Iterator[HeldWriting]:
    """Each is a writing. Answers about matches are found with the matches."""
    meant = subject.mention_ids | subject.record_ids
    for row in Decision.objects.exclude(kind=ANSWERED).exclude(why="").order_by("sequence"):
        if not meant.isdisjoint(texts_in(row.body)):
            records = tuple(sorted(subject.record_ids.intersection(texts_in(row.body))))
            said = Said(row.by, row.at, str(REASON), row.why, records)
            yield from write_down(subject, [said], label=str(LABEL), key=("decision", str(row.sequence)))


SOURCE = WritingSource(find_reasons, ("Decision",))
