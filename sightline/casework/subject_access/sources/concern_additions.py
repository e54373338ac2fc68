"""What authors added to concerns about the person, and what the author or the child was told of what happened."""

from collections import defaultdict
from collections.abc import Iterator

from sightline.casework.concerns.models import Concern, ReferrerFeedback
from sightline.casework.concerns.wording_models import ConcernAddition
from sightline.casework.protection.free_text import Texts
from sightline.casework.subject_access.writings import (
    AccessSubject,
    HeldWriting,
    Said,
    WritingSource,
    as_words,
    write_down,
)
from sightline.translation.messages import lazy as _

LABEL, ADDED, FED_BACK = _("Added to a concern"), _("Added"), _("Feedback on the concern")


def find_additions(subject: AccessSubject) -> Iterator[HeldWriting]:
    """One writing for each concern that names the person, or of which an addition or feedback does."""
    naming = subject.texts_naming()
    rows: dict[Concern, list[ConcernAddition | ReferrerFeedback]] = defaultdict(list)
    for added in ConcernAddition.objects.select_related("concern").order_by("decision"):
        if added.concern.record_id in subject.record_ids or added.text_sha256 in naming:
            rows[added.concern].append(added)
    for fed_back in ReferrerFeedback.objects.select_related("concern").order_by("decision"):
        if fed_back.concern.record_id in subject.record_ids or subject.is_named_in(fed_back.words):
            rows[fed_back.concern].append(fed_back)
    for concern, some in sorted(rows.items(), key=lambda one: one[0].sequence):
        texts = subject.read(row.text_sha256 for row in some if isinstance(row, ConcernAddition))
        said = [_as_said(row, texts, concern) for row in sorted(some, key=lambda row: row.decision)]
        yield from write_down(subject, said, label=str(LABEL), key=(concern.concern_id,))


def _as_said(row: ConcernAddition | ReferrerFeedback, texts: Texts, concern: Concern) -> Said:
    about = (concern.record_id,)
    if isinstance(row, ReferrerFeedback):
        return Said(row.by, row.at, str(FED_BACK), row.words, about)
    return Said(row.by, row.at, str(ADDED), as_words(texts.of(row.text_sha256, record_ids=about)), about)


SOURCE = WritingSource(find_additions, ("Concern", "ConcernAddition", "ReferrerFeedback"))
