"""Notices of meetings: to whoever is asked to come, to chair, to act or to lead, and to nobody who only has a name.

A post that is asked is told by whoever answers for it on that day. Who takes the post over later finds the meeting in
their list, and is not told again.
"""

from collections.abc import Sequence

from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.notices import note_entry
from sightline.casework.meetings.models import Meeting, MeetingEntry
from sightline.casework.meetings.pages.entry_kinds import MeetingEntryKind
from sightline.casework.meetings.rights import find_part
from sightline.casework.meetings.state import states_of
from sightline.casework.notices.models import NoticeKind
from sightline.casework.posts.services.posts import answers_at, posts_held
from sightline.model.when import london_day
from sightline.sharing import can_see_people

TOLD_OF = (MeetingEntryKind.ASKED, MeetingEntryKind.CHAIR, MeetingEntryKind.ACTION, MeetingEntryKind.PLAN)


def note_asked(*, meeting: Meeting, entry: MeetingEntry) -> None:
    """Whom a row means, unless they wrote it. In the transaction of the row."""
    if entry.kind not in TOLD_OF:
        return
    username = entry.account.username if entry.account else _who_answers(entry)
    note_entry(entry=entry, kind=NoticeKind.MEETING, about_id=meeting.meeting_id, usernames=[username])


def own_meetings(session: ReaderSession, meeting_ids: Sequence[str]) -> set[str]:
    """Those of these meetings in which the account takes part, and that were not called off."""
    if not meeting_ids or not can_see_people(reader=session.actor.reader):
        return set()
    held, found = posts_held(session, on=clock.today()), set[str]()
    meetings = list(Meeting.objects.filter(meeting_id__in=meeting_ids))
    states = states_of(meetings)
    for meeting in meetings:
        state = states[meeting.pk]
        part = find_part(actor=session.actor, meeting=meeting, state=state, held=held)
        if part is not None and part.takes_part and state.called_off is None:
            found.add(meeting.meeting_id)
    return found


def _who_answers(entry: MeetingEntry) -> str:
    if not entry.post:
        return ""
    ladder, stage, seat = entry.post.split(" ")
    return answers_at(
        ladder=ladder, stage=stage, seat=seat, organisation=entry.organisation, on=london_day(entry.at)
    )  # fmt: skip
