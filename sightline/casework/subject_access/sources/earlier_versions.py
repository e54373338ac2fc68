"""Earlier versions of records that name the person, as they came: what was corrected was held, and is held still."""

from collections.abc import Iterator

from sightline.casework.subject_access.row_versions import part_versions
from sightline.casework.subject_access.writings import AccessSubject, HeldWriting, WritingSource
from sightline.model.ids import make_id
from sightline.translation.messages import lazy as _

LABEL = _("Earlier version of a record")


def find_earlier_versions(subject: AccessSubject) -> Iterator[HeldWriting]:
    """One writing for each version that a newer one replaced."""
    with subject.session.need_current() as (_snapshot, store):
        for record_id in sorted(subject.record_ids):
            rows = store.record_rows(record_id=record_id, sight=subject.session.sight)
            _stand, replaced = part_versions(rows)
            for version in sorted({row["row_version"] for row in replaced}):
                some = [row for row in replaced if row["row_version"] == version]
                bodies = {subject.body_of(row["agency"], row["organisation"], layout=row["layout"]) for row in some}
                boxes = tuple((head, text) for row in some for head, text in row["original"].items() if text.strip())
                yield HeldWriting(
                    make_id("writing", "version", record_id, str(version)),
                    str(LABEL),
                    min(row["received_at"] for row in some),
                    frozenset(bodies),
                    (record_id,),
                    boxes,
                )


SOURCE = WritingSource(find_earlier_versions)
