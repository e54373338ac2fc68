"""Lists the actions that meetings agreed, and what was done, as far as one reader reads each of them. For exports."""

from collections.abc import Iterator, Sequence

from sightline.casework.clocks.escalates import chunks
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.rights import LOOK_AFTER
from sightline.casework.escalation.scopes import disputed_items
from sightline.casework.meetings.lines import MeetingLineBuilder
from sightline.casework.meetings.models import Meeting
from sightline.casework.meetings.pages.entry_kinds import MeetingEntryKind
from sightline.casework.meetings.pages.meetings import ActionLine, MeetingLine
from sightline.casework.meetings.rights import Participation, find_part, open_for, records_named, seen_records
from sightline.casework.meetings.selectors.meetings import line_of, list_own
from sightline.casework.meetings.state import Kept, MeetingState, states_of
from sightline.casework.meetings.subjects import subjects_of
from sightline.casework.posts.services.posts import HeldPost, posts_held

AgreedAction = dict[str, object]  # a row of AGREED_ACTION


def list_agreed_actions(session: ReaderSession) -> Iterator[AgreedAction]:
    """Each action of a meeting that the reader may open and whose words they read, the newest meeting first."""
    held = posts_held(session, on=clock.today())
    for some in chunks(_meeting_ids(session, held)):
        found = Meeting.objects.filter(meeting_id__in=some).order_by("-planned_at", "-pk")
        yield from _actions(session, held, list(found))


def _meeting_ids(session: ReaderSession, held: Sequence[HeldPost]) -> list[str]:
    """All meetings for who looks after the data; else those in which the account has a part."""
    if session.actor.reader.is_one_of(LOOK_AFTER):
        return list(Meeting.objects.order_by("-planned_at", "-pk").values_list("meeting_id", flat=True))
    return [one.meeting_id for one, _ in list_own(session, held)]


def _actions(session: ReaderSession, held: Sequence[HeldPost], meetings: Sequence[Meeting]) -> Iterator[AgreedAction]:
    states, subjects = states_of(meetings), subjects_of(session, meetings=meetings)
    disputed = disputed_items(session)
    for meeting in meetings:
        state = states[meeting.pk]
        part = find_part(actor=session.actor, meeting=meeting, state=state, held=held)
        actions = state.of(MeetingEntryKind.ACTION)
        if part is not None and actions:
            made = _builder(session, meeting, state, part, held)
            line = line_of(meeting, state, subjects[meeting.pk])
            for one in actions:
                if made.is_read(one.now):
                    action = made.action(one, meeting=line)
                    of_records = any(each.record_id in session.disputed for each in action.said.records)
                    yield {**_row(action, one, line), "disputed": of_records or meeting.item_id in disputed}


def _builder(
    session: ReaderSession, meeting: Meeting, state: MeetingState, part: Participation, held: Sequence[HeldPost]
) -> MeetingLineBuilder:
    seen = seen_records(session, record_ids=records_named(state))
    return MeetingLineBuilder(session, open_for(session, meeting, state, part, seen), held)


def _row(action: ActionLine, kept: Kept, line: MeetingLine) -> AgreedAction:
    said, who = action.said, action.said.who
    return {
        "action_id": said.entry_id,
        "meeting_id": line.meeting_id,
        "meeting_kind": line.kind,
        "meeting_on": line.held_at or line.planned_at,
        "meeting_state": "called_off" if line.called_off else "held" if line.held_at else "planned",
        "person_id": line.subject.person.person_id if line.subject.person else "",
        "agreed_at": said.at,
        "agreed_by": said.by,
        "action": said.words,
        "who": who.who if who else "",
        "agency": kept.now.agency,
        "organisation": kept.now.organisation,
        "by_on": said.on_day,
        "state": _state(action),
        "done_at": action.done[0].at if action.done else "",
        "done_by": action.done[0].by if action.done else "",
        "what_was_done": "\n".join(one.words for one in action.done if one.words),
        "record_ids": [one.record_id for one in said.records],
    }


def _state(action: ActionLine) -> str:
    if action.seen_done:
        return "confirmed"
    return "done" if action.done else "overdue" if action.overdue else "open"
