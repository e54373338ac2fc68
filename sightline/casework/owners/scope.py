"""In which concerns, actions, meetings and working files an account looks for words, asked before any word.

It is as wide as what the account may open, or wider by what is cheap to ask: each hit is opened by its own rights.
"""

from django.db.models import Q

from sightline.casework.concerns.rights import concerns_within
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item, ItemBasis
from sightline.casework.escalation.rights import LOOK_AFTER
from sightline.casework.meetings.text_search import meetings_searched
from sightline.casework.owners.models import OwnerKind
from sightline.casework.subject_files.text_search import files_searched


def owners_searched(session: ReaderSession) -> Q:
    """A condition over `owner` and `owner_id` of documents and comments."""
    reader, items = session.actor.reader, Item.objects.all()
    if not reader.is_one_of(LOOK_AFTER):
        hidden = ItemBasis.objects.filter(restricted=True).exclude(agency=reader.agency)
        items = items.exclude(pk__in=hidden.values("item"))
    meetings = [one.meeting_id for one, _ in meetings_searched(session)]
    files = [one.opened.file.file_id for one in files_searched(session)]
    return (
        Q(owner=OwnerKind.CONCERN, owner_id__in=concerns_within(session).values("concern_id"))
        | Q(owner=OwnerKind.ITEM, owner_id__in=items.values("item_id"))
        | Q(owner=OwnerKind.MEETING, owner_id__in=meetings)
        | Q(owner=OwnerKind.FILE, owner_id__in=files)
    )
