"""What a request for data finds here: meetings about the person, and what was said of them at others."""

from collections.abc import Iterator
from itertools import groupby

from sightline.casework.meetings.models import Meeting, MeetingEntry
from sightline.casework.meetings.pages.entry_kinds import MeetingEntryKind, MeetingTopic
from sightline.casework.subject_access.writings import (
    AccessSubject,
    HeldWriting,
    Said,
    WritingSource,
    as_words,
    read_entries,
    write_down,
)
from sightline.translation.messages import lazy as _

K = MeetingEntryKind
ABOUT_THEM, NAMED = _("Meeting about the person"), _("Said of the person at another meeting")
OPENED = _("Why the meeting was called")
KINDS = {
    K.ASKED: _("Invited"),
    K.ATTENDANCE: _("Who came to the meeting"),
    K.RECORDS: _("Records"),
    K.AGENDA: _("Agenda"),
    K.CHAIR: _("Chair"),
    K.DISSENT: _("Disagreement"),
    K.DECISION: _("Decision"),
    K.ACTION: _("Action"),
    K.DONE: _("Action done"),
    K.PLAN: _("Plan"),
    K.HELD: _("Held"),
    K.CALLED_OFF: _("Cancelled"),
}


def find_meetings(subject: AccessSubject) -> Iterator[HeldWriting]:
    """Of a meeting about the person all that was said; of another what names them."""
    naming = subject.texts_naming()
    entries = MeetingEntry.objects.order_by("meeting_id", "pk")
    rows = {key: list(some) for key, some in groupby(entries, key=lambda row: row.meeting_id)}
    for meeting in Meeting.objects.order_by("pk"):
        is_about = is_about_them(subject, meeting)
        found = [row for row in rows.get(meeting.pk, []) if is_about or row.text_sha in naming]
        said = read_entries(subject, found, kinds=KINDS, mention_ids=meeting.mention_ids)
        if is_about or meeting.text_sha in naming:
            said.insert(0, _why(subject, meeting))
        yield from write_down(subject, said, label=str(ABOUT_THEM if is_about else NAMED), key=(meeting.meeting_id,))


def is_about_them(subject: AccessSubject, meeting: Meeting) -> bool:
    """Whether a meeting is about the person, a group that they are in, or a record that names them."""
    by_record = meeting.about == MeetingTopic.RECORD and not subject.record_ids.isdisjoint(meeting.record_ids)
    return by_record or subject.is_meant(meeting.mention_ids)


def _why(subject: AccessSubject, meeting: Meeting) -> Said:
    text = subject.read([meeting.text_sha]).of(meeting.text_sha, mention_ids=meeting.mention_ids)
    return Said(meeting.opened_by, meeting.opened_at, str(OPENED), as_words(text), tuple(meeting.record_ids))


SOURCE = WritingSource(find_meetings, ("Meeting", "MeetingEntry"))
