"""To which concerns, actions, meetings and files that are about a person comments and documents may have been added."""

from sightline.casework.concerns.models import Concern
from sightline.casework.escalation.models import Item
from sightline.casework.meetings.data_requests import is_about_them
from sightline.casework.meetings.models import Meeting
from sightline.casework.owners.models import OwnerKind
from sightline.casework.subject_access.sources.action_responses import is_about_person
from sightline.casework.subject_access.writings import AccessSubject
from sightline.casework.subject_files.data_requests import files_about
from sightline.casework.subject_files.models import SubjectFile


def owners_about(subject: AccessSubject) -> frozenset[tuple[str, str]]:
    """Each by its kind and id."""
    concerns = Concern.objects.filter(record_id__in=subject.record_ids).values_list("concern_id", flat=True)
    items = (item.item_id for item in Item.objects.all() if is_about_person(subject, item))
    meetings = (one.meeting_id for one in Meeting.objects.all() if is_about_them(subject, one))
    files = files_about(subject, SubjectFile.objects.all())
    found = {
        OwnerKind.CONCERN: concerns,
        OwnerKind.ITEM: items,
        OwnerKind.MEETING: meetings,
        OwnerKind.FILE: files,
    }
    return frozenset((str(kind), owner_id) for kind, ids in found.items() for owner_id in ids)
