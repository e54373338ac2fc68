"""The action that a request opens: it is replied to within a month, which stops only for a reason."""

from dataclasses import replace
from datetime import date, timedelta

from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import DATA_REQUEST, Candidate, calendar
from sightline.casework.escalation.services.entry_actions import EntryAction, open_action
from sightline.casework.subject_access.models import AccessRequestEntry
from sightline.escalation import DATA_REQUESTED, REQUEST_PAUSED, read_escalation_rules
from sightline.model.calendar import Unit, add_months
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

REPLY = EntryAction(
    DATA_REQUESTED,
    about=_("Someone asks for the data that an agency holds about a person. Reply to them."),
    source=DATA_REQUEST,
)
RETURN = EntryAction(
    REQUEST_PAUSED,
    about=_("A request for data was paused until today. Ask the person again, or go on without their reply."),
    source=DATA_REQUEST,
    takes="working_days",
)


def reply_deadline(*, received_on: date, paused_days: int, is_extended: bool) -> str:
    """The last moment to reply: a month, or three, and the days for which the time stopped."""
    rule = read_escalation_rules()[DATA_REQUESTED]
    months = int(rule.value_at("months", received_on))
    if is_extended:
        months += int(rule.value_at("more_months", received_on))
    due_at = calendar().due_at(started=received_on.isoformat(), amount=months, unit=Unit.MONTHS)
    days = (london_day(due_at) - received_on) + timedelta(days=paused_days)
    return calendar().due_at(started=received_on.isoformat(), amount=days.days, unit=Unit.DAYS)


def opinion_counts_from(*, on: date) -> date:
    """The day since which a health professional's opinion must be for it to count."""
    return add_months(on, -int(read_escalation_rules()[DATA_REQUESTED].value_at("opinion_months", on)))


def open_reply(session: ReaderSession, *, request_id: str, nth: int, by: str, now: str, due_at: str) -> str:
    """Ask information governance to reply; the action's id. Stages count from its opening, or from when time ran on.

    `nth` counts how often the time of the request stopped: each time it is another action.
    """
    candidate = REPLY.candidate(about_id=request_id, by=by, at=now, deadline_at=due_at)
    return open_action(session, replace(candidate, nth=_name_stop(nth)), now=now)


def close_reply(session: ReaderSession, *, request_id: str, nth: int, now: str) -> bool:
    """Close it: a reply is sent, or the time stops."""
    return REPLY.close(session, request_id, *filter(None, [_name_stop(nth)]), now=now)


def return_of(*, request_id: str, pause: AccessRequestEntry, back_at: str) -> Candidate:
    """The action of a paused request that comes back: ask the person again, or go on without their reply."""
    due_at = RETURN.deadline(since=back_at)
    candidate = RETURN.candidate(about_id=request_id, by=pause.by, at=back_at, deadline_at=due_at)
    return replace(candidate, opened_as=RETURN.item_id(pause.entry_id))


def _name_stop(nth: int) -> str:
    return str(nth) if nth else ""
