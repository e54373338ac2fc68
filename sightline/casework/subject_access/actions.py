"""The action that a request opens: it is replied to within a month, which stops only for a reason."""

from datetime import date, timedelta

from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import DATA_REQUEST, Candidate, calendar, close_by_fact, open_item
from sightline.casework.subject_access.models import AccessRequestEntry
from sightline.escalation import DATA_REQUESTED, INFORMATION_GOVERNANCE, REQUEST_PAUSED, read_escalation_rules
from sightline.model.calendar import Unit, add_months
from sightline.model.ids import make_id
from sightline.model.nouns import Agency
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

RETURN_ABOUT = _("A request for data was paused until today. Ask the person again, or go on without their reply.")
ABOUT = _("Someone asks for the data that an agency holds about a person. Reply to them.")


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


def action_of(request_id: str, *, nth: int) -> str:
    """The id of the action of a request; `nth` counts how often its time stopped."""
    return make_id("item", DATA_REQUESTED, request_id, *([str(nth)] if nth else []))


def open_action(session: ReaderSession, *, request_id: str, nth: int, by: str, now: str, due_at: str) -> str:
    """Ask information governance to reply; the action's id. Stages count from its opening, or from when time ran on."""
    candidate = Candidate(
        rule_id=DATA_REQUESTED,
        rule_version=read_escalation_rules()[DATA_REQUESTED].version,
        source=DATA_REQUEST,
        due_at=now,
        about=ABOUT,
        agency=Agency.PARTNERSHIP,
        ladder=INFORMATION_GOVERNANCE,
        about_id=request_id,
        nth=str(nth) if nth else "",
        always=True,
        opened_by=by,
        arrived_at=now,
        deadline_at=due_at,
    )
    open_item(session, candidate=candidate, opened_at=now, now=now)
    return candidate.item_id


def close_action(session: ReaderSession, *, request_id: str, nth: int, now: str) -> bool:
    """Close it: a reply is sent, or the time stops."""
    return close_by_fact(session, item_id=action_of(request_id, nth=nth), record_id="", now=now)


def return_of(*, request_id: str, pause: AccessRequestEntry, back_at: str) -> Candidate:
    """The action of a paused request that comes back: ask the person again, or go on without their reply."""
    return Candidate(
        rule_id=REQUEST_PAUSED,
        rule_version=read_escalation_rules()[REQUEST_PAUSED].version,
        source=DATA_REQUEST,
        due_at=back_at,
        about=RETURN_ABOUT,
        agency=Agency.PARTNERSHIP,
        ladder=INFORMATION_GOVERNANCE,
        about_id=request_id,
        opened_as=make_id("item", REQUEST_PAUSED, pause.entry_id),
        always=True,
        opened_by=pause.by,
        arrived_at=back_at,
        deadline_at=return_deadline(back_at=back_at),
    )


def return_deadline(*, back_at: str) -> str:
    """The last moment to act on a paused request that came back."""
    days = read_escalation_rules()[REQUEST_PAUSED].value_at("working_days", london_day(back_at))
    return calendar().due_at(started=back_at, amount=int(days), unit=Unit.WORKING_DAYS)


def close_return(session: ReaderSession, *, pause: AccessRequestEntry, now: str) -> bool:
    """Close it: somebody asked again, or time runs on."""
    return close_by_fact(session, item_id=make_id("item", REQUEST_PAUSED, pause.entry_id), record_id="", now=now)
