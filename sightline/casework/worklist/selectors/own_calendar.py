"""Reads what a calendar file holds: a meeting, or all of the reader's meetings, actions and deadlines.

Nobody's name is taken along: a calendar is read on telephones, and by those with whom it is shared.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.pages import FileGround
from sightline.casework.core.rights import refuse_elected
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.scopes import ME, in_scope
from sightline.casework.escalation.selectors import lines_of
from sightline.casework.meetings.pages.meetings import ActionLine, MeetingLine
from sightline.casework.meetings.selectors.meetings import list_meetings, read_meeting
from sightline.casework.posts.services.posts import posts_held
from sightline.escalation import CONDUCT
from sightline.sharing import can_see_people

MOST = 1_000
DOWNLOAD = "download_calendar"


@dataclass(frozen=True, slots=True)
class DatedMeeting:
    """A meeting: what kind it is, and when."""

    meeting_id: str
    kind_label: str
    at: str
    called_off: bool


@dataclass(frozen=True, slots=True)
class DatedAction:
    """An action that a meeting gave the reader, and its day."""

    entry_id: str
    meeting_id: str
    day: date


@dataclass(frozen=True, slots=True)
class DatedItem:
    """Something that waits for the reader's answer; `rule_id` is empty where even the rule would tell of a person."""

    item_id: str
    rule_id: str
    source: str
    due_at: str
    answer_by: str


@dataclass(frozen=True, slots=True)
class OwnCalendar:
    """What one calendar file holds, and when it was read."""

    meetings: tuple[DatedMeeting, ...]
    actions: tuple[DatedAction, ...]
    items: tuple[DatedItem, ...]
    now: str


def read_meeting_calendar(session: ReaderSession, *, meeting_id: str) -> OwnCalendar:
    """One meeting; NotHere as its page."""
    line = read_meeting(session, meeting_id=meeting_id).line
    with audited(session, action=DOWNLOAD) as trail:
        session.give_ground(FileGround.NAMES_NOBODY)
        trail.add("meeting", [meeting_id])
        return OwnCalendar((_meeting(line),), (), (), clock.now_at())


def read_own_calendar(session: ReaderSession) -> OwnCalendar:
    """Meetings to come, actions that are the reader's, and what waits for their posts."""
    refuse_elected(session.actor)
    listed = list_meetings(session) if can_see_people(reader=session.actor.reader) else None
    with audited(session, action=DOWNLOAD) as trail:
        session.give_ground(FileGround.NAMES_NOBODY)
        items = _items(session)
        meetings = tuple(_meeting(line) for line in _to_come(listed.coming, listed.earlier)) if listed else ()
        trail.add("meeting", [one.meeting_id for one in meetings])
        trail.add("item", [one.item_id for one in items])
        return OwnCalendar(meetings, tuple(_actions(listed.actions)) if listed else (), items, clock.now_at())


def _to_come(coming: Iterable[MeetingLine], earlier: Iterable[MeetingLine]) -> Iterable[MeetingLine]:
    """Those to come, and those that were called off: an earlier file may have put them into the calendar."""
    return (*coming, *(line for line in earlier if line.called_off and line.planned_at >= clock.now_at()))


def _meeting(line: MeetingLine) -> DatedMeeting:
    return DatedMeeting(line.meeting_id, line.kind_label, line.held_at or line.planned_at, line.called_off)


def _actions(actions: Iterable[ActionLine]) -> Iterable[DatedAction]:
    for one in actions:
        if one.meeting and one.said.on_day:
            yield DatedAction(one.said.entry_id, one.meeting.meeting_id, one.said.on_day)


def _items(session: ReaderSession) -> tuple[DatedItem, ...]:
    held = posts_held(session, on=clock.today())
    found = in_scope(actor=session.actor, scope=ME, held=held).open().order_by("answer_by", "item_id")[:MOST]
    return tuple(
        DatedItem(
            line.item_id,
            line.rule_id if line.shown and line.ladder not in CONDUCT else "",
            line.source,
            line.due_at,
            line.answer_by,
        )
        for line in lines_of(session, items=list(found), held=held)
    )
