"""The action that a dispute opens: the controller's information governance replies within a month."""

from datetime import date

from sightline.casework.core.session import ReaderSession
from sightline.casework.disputes.models import DisputeEntry
from sightline.casework.escalation.engine import DISPUTE, Candidate, calendar, close_by_fact, open_item
from sightline.escalation import INFORMATION_GOVERNANCE, RECORD_DISPUTE, read_escalation_rules
from sightline.model.calendar import Unit
from sightline.model.ids import make_id
from sightline.model.nouns import Agency
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

ABOUT = _("Someone disputes a record. Look into it, and record whether it is corrected or not changed.")


def reply_deadline(*, on: date) -> str:
    """The last moment to reply to a dispute of that day."""
    months = read_escalation_rules()[RECORD_DISPUTE].value_at("months", on)
    return calendar().due_at(started=on.isoformat(), amount=int(months), unit=Unit.MONTHS)


def action_of(dispute_id: str) -> str:
    """The id of the action that a dispute opened."""
    return make_id("item", RECORD_DISPUTE, dispute_id)


def open_action(session: ReaderSession, entry: DisputeEntry) -> str:
    """Ask information governance for a reply; the action's id."""
    candidate = Candidate(
        rule_id=RECORD_DISPUTE,
        rule_version=read_escalation_rules()[RECORD_DISPUTE].version,
        source=DISPUTE,
        due_at=entry.at,
        about=ABOUT,
        agency=Agency.PARTNERSHIP,
        ladder=INFORMATION_GOVERNANCE,
        about_id=entry.entry_id,
        always=True,
        opened_by=entry.by,
        arrived_at=entry.at,
        deadline_at=reply_deadline(on=london_day(entry.at)),
    )
    open_item(session, candidate=candidate, opened_at=entry.at, now=entry.at)
    return candidate.item_id


def close_action(session: ReaderSession, *, dispute_id: str, now: str) -> bool:
    """Close it: the dispute is settled."""
    return close_by_fact(session, item_id=action_of(dispute_id), record_id="", now=now)
