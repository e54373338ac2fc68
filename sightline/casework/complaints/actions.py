"""The actions that a complaint opens for information governance: acknowledge it, then answer it."""

from datetime import date

from sightline.casework.complaints.models import ComplaintEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import DATA_COMPLAINT, calendar
from sightline.casework.escalation.services.entry_actions import EntryAction, open_action
from sightline.casework.escalation.straight_rules import clock_rules
from sightline.escalation import COMPLAINT_ANSWER
from sightline.model.calendar import Unit, earliest_moment
from sightline.model.when import london_day, utc_text
from sightline.translation.messages import lazy as _

ACKNOWLEDGE = "data_complaint_acknowledged"  # the timescale that says how many days
ASKED = {
    DATA_COMPLAINT: EntryAction(
        DATA_COMPLAINT, about=_("Someone complains about the use of a person's data. Acknowledge it in writing.")
    ),
    COMPLAINT_ANSWER: EntryAction(
        COMPLAINT_ANSWER,
        about=_("A complaint about the use of a person's data is acknowledged. Answer it."),
        source=DATA_COMPLAINT,
        takes="days",
    ),
}


def acknowledge_by(*, received_on: date) -> str:
    """The last moment to acknowledge; empty before the day from which the law is said to ask for it."""
    limit = clock_rules()[ACKNOWLEDGE].value_at("limit", received_on)
    if limit is None:
        return ""
    return calendar().due_at(started=received_on.isoformat(), amount=int(limit["amount"]), unit=Unit(limit["unit"]))


def reply_deadline(*, acknowledged_on: date) -> str:
    """The last moment to answer, by the local value."""
    return ASKED[COMPLAINT_ANSWER].deadline(since=acknowledged_on)


def ask_governance(session: ReaderSession, entry: ComplaintEntry, *, rule_id: str, due_at: str) -> str:
    """Ask information governance to acknowledge or to answer; the action's id.

    The stages count from the day from which the deadline counts: of an old complaint several are told at once.
    """
    candidate = ASKED[rule_id].candidate(
        about_id=entry.about or entry.entry_id, by=entry.by, at=entry.at, deadline_at=due_at, due_at=_counts_from(entry)
    )
    return open_action(session, candidate, now=entry.at)


def _counts_from(entry: ComplaintEntry) -> str:
    """The moment of an entry of today; of an earlier day, its first moment."""
    if entry.on_day is None or entry.on_day == london_day(entry.at):
        return entry.at
    return utc_text(earliest_moment(entry.on_day.isoformat()))
