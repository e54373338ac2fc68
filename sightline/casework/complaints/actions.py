"""The actions that a complaint opens for information governance: acknowledge it, then answer it."""

from datetime import date

from sightline.casework.complaints.models import ComplaintEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import DATA_COMPLAINT, Candidate, calendar, close_by_fact, open_item
from sightline.casework.escalation.straight_rules import clock_rules
from sightline.escalation import COMPLAINT_ANSWER, INFORMATION_GOVERNANCE, read_escalation_rules
from sightline.model.calendar import Unit, earliest_moment
from sightline.model.ids import make_id
from sightline.model.nouns import Agency
from sightline.model.when import london_day, utc_text
from sightline.translation.messages import lazy as _

ACKNOWLEDGE = "data_complaint_acknowledged"  # the timescale that says how many days
ABOUT = {
    DATA_COMPLAINT: _("Someone complains about the use of a person's data. Acknowledge it in writing."),
    COMPLAINT_ANSWER: _("A complaint about the use of a person's data is acknowledged. Answer it."),
}


def acknowledge_by(*, received_on: date) -> str:
    """The last moment to acknowledge; empty before the day from which the law is said to ask for it."""
    limit = clock_rules()[ACKNOWLEDGE].value_at("limit", received_on)
    if limit is None:
        return ""
    return calendar().due_at(started=received_on.isoformat(), amount=int(limit["amount"]), unit=Unit(limit["unit"]))


def reply_deadline(*, acknowledged_on: date) -> str:
    """The last moment to answer, by the local value."""
    days = read_escalation_rules()[COMPLAINT_ANSWER].value_at("days", acknowledged_on)
    return calendar().due_at(started=acknowledged_on.isoformat(), amount=int(days), unit=Unit.DAYS)


def action_of(complaint_id: str, *, rule_id: str) -> str:
    """The id of an action that a complaint opened."""
    return make_id("item", rule_id, complaint_id)


def open_action(session: ReaderSession, entry: ComplaintEntry, *, rule_id: str, due_at: str) -> str:
    """Ask information governance to acknowledge or to answer; the action's id.

    The stages count from the day from which the deadline counts: of an old complaint several are told at once.
    """
    complaint_id, since = entry.about or entry.entry_id, _counts_from(entry)
    candidate = Candidate(
        rule_id=rule_id,
        rule_version=read_escalation_rules()[rule_id].version,
        source=DATA_COMPLAINT,
        due_at=since,
        about=ABOUT[rule_id],
        agency=Agency.PARTNERSHIP,
        ladder=INFORMATION_GOVERNANCE,
        about_id=complaint_id,
        always=True,
        opened_by=entry.by,
        arrived_at=entry.at,
        deadline_at=due_at,
    )
    open_item(session, candidate=candidate, opened_at=since, now=entry.at)
    return candidate.item_id


def _counts_from(entry: ComplaintEntry) -> str:
    """The moment of an entry of today; of an earlier day, its first moment."""
    if entry.on_day is None or entry.on_day == london_day(entry.at):
        return entry.at
    return utc_text(earliest_moment(entry.on_day.isoformat()))


def close_action(session: ReaderSession, *, complaint_id: str, rule_id: str, now: str) -> bool:
    """Close it: what it asks for is done."""
    return close_by_fact(session, item_id=action_of(complaint_id, rule_id=rule_id), record_id="", now=now)
