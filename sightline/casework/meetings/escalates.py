"""Actions of meetings that are not done by their day, as things that climb.

A day that is put off by a correction takes no open item away. An action that its doer calls done opens no item; one
that is open closes when somebody else says so, or by its own answer.
"""

from collections.abc import Iterable, Iterator

from sightline.casework.concerns.live_entries import find_visibility
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import Basis, Candidate
from sightline.casework.escalation.models import ItemSource
from sightline.casework.meetings.models import Meeting, MeetingEntry
from sightline.casework.meetings.pages.entry_kinds import MeetingEntryKind, MeetingTopic
from sightline.casework.meetings.state import Kept, MeetingState, states_of
from sightline.escalation import Urgency, read_escalation_rules
from sightline.escalation.ladders import FOLDER
from sightline.model.calendar import end_of_day
from sightline.model.visibility import Visibility
from sightline.rulebook.files import read_toml
from sightline.translation.messages import lazy as _

MEETING_ACTION = ItemSource.MEETING_ACTION


def overdue_actions(session: ReaderSession, now: str) -> list[Candidate]:
    """The actions whose day is over and that nobody calls done: they always climb, on the line of who was to act."""
    waiting = [
        (meeting, action)
        for meeting, state, action in every_action()
        if not state.is_done(action) and action.now.on_day and end_of_day(action.now.on_day) < now
    ]
    if not waiting:
        return []
    seen = find_visibility(session, {one for meeting, action in waiting for one in _rests_on(meeting, action)})
    people = _people(session, (meeting for meeting, _ in waiting))
    return [_candidate(meeting, action, seen, people) for meeting, action in waiting]


def actions_not_seen_done() -> set[str]:
    """The actions, by id, of which nobody but their doer says that they are done."""
    return {action.entry_id for _, state, action in every_action() if not state.is_seen_done(action)}


def every_action() -> Iterator[tuple[Meeting, MeetingState, Kept]]:
    """Each action of each meeting, as it stands."""
    meetings = list(
        Meeting.objects.filter(
            pk__in=MeetingEntry.objects.filter(kind=MeetingEntryKind.ACTION).values("meeting")
        ).order_by("pk")
    )
    states = states_of(meetings)
    for meeting in meetings:
        for action in states[meeting.pk].of(MeetingEntryKind.ACTION):
            yield meeting, states[meeting.pk], action


def _candidate(meeting: Meeting, action: Kept, seen: dict[str, Visibility], people: dict[str, str]) -> Candidate:
    rule = read_escalation_rules()[MEETING_ACTION]
    records = _rests_on(meeting, action)
    mention = meeting.mention_ids[0] if meeting.about == MeetingTopic.CHILD else ""
    return Candidate(
        rule_id=MEETING_ACTION,
        rule_version=rule.version,
        source=MEETING_ACTION,
        due_at=end_of_day(action.now.on_day) if action.now.on_day else "",
        about=_("An action from a meeting is overdue."),
        agency=action.now.agency,
        organisation="" if action.now.organisation == action.now.agency else action.now.organisation,
        record_id=records[0],
        mention_ids=tuple(meeting.mention_ids),
        basis=tuple(Basis(record_id, seen[record_id]) for record_id in records if record_id in seen),
        about_id=action.entry_id,
        person_id=people.get(mention, ""),
        urgent=read_toml(*FOLDER, f"{MEETING_ACTION}.toml")["urgency"] == Urgency.URGENT,
        always=True,
        opened_by=action.now.by,
        nth=action.entry_id,
    )


def _rests_on(meeting: Meeting, action: Kept) -> tuple[str, ...]:
    """The record that names whom the meeting is about, and those that the action's words speak of."""
    return tuple(dict.fromkeys([*meeting.record_ids[:1], *action.now.record_ids]))


def _people(session: ReaderSession, meetings: Iterable[Meeting]) -> dict[str, str]:
    mentions = sorted(
        {one for meeting in meetings if meeting.about == MeetingTopic.CHILD for one in meeting.mention_ids}
    )
    with session.open_current() as opened:
        return dict(opened[1].people_of(mention_ids=mentions)) if opened and mentions else {}
