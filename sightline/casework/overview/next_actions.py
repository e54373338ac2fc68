"""Chooses what to do next about a child, three things at most, from what is open. No step judges the child."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice

from sightline.casework.clocks.pages import ClockLine
from sightline.casework.escalation.pages import ItemLine, first_of_each_thing
from sightline.casework.meetings.pages import MeetingLine
from sightline.casework.overview.pages import NextAction, NextActionKind, PersonFrame
from sightline.casework.unanswered.pages import UnansweredQuestionLine
from sightline.model.calendar import earliest_moment
from sightline.model.when import utc_text

MOST_ACTIONS, DAYS_SOON = 3, 2


def choose_next_actions(
    *,
    frame: PersonFrame,
    items: Sequence[ItemLine],
    overdue: Iterable[ClockLine],
    questions: Iterable[UnansweredQuestionLine],
    meetings: Iterable[MeetingLine],
    now: str,
) -> tuple[NextAction, ...]:
    """A missing child's discussion first, then what waits for the reader, then what is overdue, asked or unclear."""
    return tuple(islice(_next_actions(frame, items, overdue, questions, meetings, now), MOST_ACTIONS))


def _next_actions(
    frame: PersonFrame,
    items: Sequence[ItemLine],
    overdue: Iterable[ClockLine],
    questions: Iterable[UnansweredQuestionLine],
    meetings: Iterable[MeetingLine],
    now: str,
) -> Iterator[NextAction]:
    if frame.missing.is_missing and not any(_is_ahead(one, now) for one in meetings):
        yield NextAction(NextActionKind.MEETING)
    mine = sorted((one for one in items if one.mine), key=_first_due)
    yield from (NextAction(NextActionKind.ITEM, item=one) for one in first_of_each_thing(mine))
    asked = {one.item_id for one in mine}
    open_deadlines = (one for one in overdue if one.item is None or one.item.item_id not in asked)
    yield from (NextAction(NextActionKind.DEADLINE, deadline=one) for one in open_deadlines)
    yield from (NextAction(NextActionKind.QUESTION, question=one) for one in questions if one.urgent)
    if frame.same_name:
        yield NextAction(NextActionKind.SAME_NAME)


def _is_ahead(meeting: MeetingLine, now: str) -> bool:
    """Whether it is planned within two days: a meeting in weeks is no discussion of a child who is missing now."""
    soon = utc_text(earliest_moment(now) + timedelta(days=DAYS_SOON))
    return not meeting.called_off and not meeting.held_at and now <= meeting.planned_at <= soon


def _first_due(item: ItemLine) -> tuple[bool, str]:
    return item.urgency != "urgent", item.due_at or item.answer_by
