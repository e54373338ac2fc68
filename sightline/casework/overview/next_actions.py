"""Chooses what to do next about a child, three things at most, from what is open. No step judges the child."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from sightline.casework.clocks.pages import ClockLine
from sightline.casework.escalation.pages import ItemLine, first_of_each_thing
from sightline.casework.meetings.pages.meetings import MeetingLine
from sightline.casework.missing.tasks import missing_tasks
from sightline.casework.overview.pages import NextAction, NextActionKind, PersonFrame
from sightline.casework.unanswered.pages import UnansweredQuestionLine
from sightline.model.calendar import latest_moment
from sightline.model.visibility import Reader

MOST_ACTIONS = 3
OVERDUE, LATE, DUE = range(3)


def choose_next_actions(
    *,
    frame: PersonFrame,
    items: Sequence[ItemLine],
    overdue: Iterable[ClockLine],
    questions: Iterable[UnansweredQuestionLine],
    meetings: Iterable[MeetingLine],
    reader: Reader,
    now: str,
) -> tuple[NextAction, ...]:
    """What a missing child needs first, then what is overdue, waits for the reader, is asked or is unclear."""
    return tuple(islice(_next_actions(frame, items, overdue, questions, meetings, reader, now), MOST_ACTIONS))


def _next_actions(
    frame: PersonFrame,
    items: Sequence[ItemLine],
    overdue: Iterable[ClockLine],
    questions: Iterable[UnansweredQuestionLine],
    meetings: Iterable[MeetingLine],
    reader: Reader,
    now: str,
) -> Iterator[NextAction]:
    if frame.missing.is_missing:
        tasks = missing_tasks(frame.missing, reader=reader, discussed=lambda: any(one.is_soon(now) for one in meetings))
        yield from (NextAction(NextActionKind.MISSING, task=one) for one in tasks)
    mine = sorted((one for one in items if one.mine), key=_first_due)
    asked = {one.item_id for one in mine}
    open_deadlines = (one for one in overdue if one.item is None or one.item.item_id not in asked)
    dated = [NextAction(NextActionKind.ITEM, item=one) for one in first_of_each_thing(mine)]
    dated += [NextAction(NextActionKind.DEADLINE, deadline=one) for one in open_deadlines]
    yield from sorted(dated, key=lambda one: _in_danger(one, now))
    yield from (NextAction(NextActionKind.QUESTION, question=one) for one in questions if one.urgent)
    if frame.same_name:
        yield NextAction(NextActionKind.SAME_NAME)


def _in_danger(action: NextAction, now: str) -> tuple[int, str]:
    """Overdue, the longest first; then arrived late; then what is due, in the order in which it was given."""
    if action.deadline:
        return (OVERDUE if action.deadline.is_overdue else LATE), action.deadline.deadline_at
    item = action.item
    if item is None or not item.due_at or datetime.fromisoformat(now) <= latest_moment(item.due_at):
        return DUE, ""
    came_late = bool(item.arrived_at) and latest_moment(item.due_at) < latest_moment(item.arrived_at)
    return (LATE if came_late else OVERDUE), item.due_at


def _first_due(item: ItemLine) -> tuple[bool, str]:
    return item.urgency != "urgent", item.due_at or item.answer_by
