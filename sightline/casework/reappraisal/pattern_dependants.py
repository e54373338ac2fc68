"""What people decided by what was recognised: items they answered, meetings for these, working files opened from it.

It is asked when a rule is withdrawn, and when a run no longer finds a pattern. Decisions that depend on who is who
are in `identity_dependants`.
"""

from collections.abc import Iterable, Mapping

from django.db.models import Q

from sightline.casework.dependants.patterns import ITEM, MEETING, WORKING_FILE, PatternDependant
from sightline.casework.escalation.models import Item
from sightline.casework.meetings.models import Meeting
from sightline.casework.meetings.pages.entry_kinds import MeetingEntryKind
from sightline.casework.subject_files.models import SubjectFile


def list_dependants_of_patterns(*, items: Iterable[Item], recognised: Mapping[str, str]) -> Iterable[PatternDependant]:
    """These items, open and answered; meetings for them; open working files from what was recognised (key to rule)."""
    rules = {item.item_id: item.rule_id for item in items}
    yield from (PatternDependant(ITEM, one.item_id, one.answered_by, one.rule_id) for one in items)
    meetings = (
        Meeting.objects.filter(item_id__in=list(rules))
        .exclude(entries__kind=MeetingEntryKind.CALLED_OFF)
        .order_by("pk")
    )
    yield from (PatternDependant(MEETING, one.meeting_id, one.opened_by, rules[one.item_id]) for one in meetings)
    for file in (
        SubjectFile.objects.filter(~Q(pattern_key="") & Q(ended_at=None)).select_related("owner").order_by("pk")
    ):
        if file.pattern_key in recognised:
            by = file.owner.username if file.owner else file.opened_by
            yield PatternDependant(WORKING_FILE, file.file_id, by, recognised[file.pattern_key])
