"""Chooses what to do next about a child, three things at most, from what is open. No step judges the child."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sightline.casework.clocks.pages import ClockLine
from sightline.casework.escalation.pages import ItemLine, first_of_each_thing
from sightline.casework.meetings.pages import MeetingLine
from sightline.casework.missing.tasks import missing_tasks
from sightline.casework.overview.pages import NextAction, NextActionKind, PersonFrame
from sightline.casework.unanswered.pages import UnansweredQuestionLine
from sightline.model.visibility import Reader

MOST_ACTIONS = 3


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
    """What a missing child needs first, then what waits for the reader, then what is overdue, asked or unclear."""
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
    yield from (NextAction(NextActionKind.ITEM, item=one) for one in first_of_each_thing(mine))
    asked = {one.item_id for one in mine}
    open_deadlines = (one for one in overdue if one.item is None or one.item.item_id not in asked)
    yield from (NextAction(NextActionKind.DEADLINE, deadline=one) for one in open_deadlines)
    yield from (NextAction(NextActionKind.QUESTION, question=one) for one in questions if one.urgent)
    if frame.same_name:
        yield NextAction(NextActionKind.SAME_NAME)


def _first_due(item: ItemLine) -> tuple[bool, str]:
    return item.urgency != "urgent", item.due_at or item.answer_by
