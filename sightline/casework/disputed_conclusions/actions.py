"""The action that a disputed conclusion opens: information governance replies within the time of the rule."""

from datetime import date

from sightline.casework.core.session import ReaderSession
from sightline.casework.disputed_conclusions.models import ConclusionDisputeEntry
from sightline.casework.escalation.engine import DISPUTE, Candidate, calendar, close_by_fact, open_item
from sightline.escalation import CONCLUSION_DISPUTE, INFORMATION_GOVERNANCE, read_escalation_rules
from sightline.model.calendar import Unit
from sightline.model.ids import make_id
from sightline.model.nouns import Agency
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

ABOUT = _("Someone disputes what Sightline concluded. Look into it, and record your reply.")


def reply_deadline(*, on: date) -> str:
    """The last moment to reply to a dispute of that day."""
    months = read_escalation_rules()[CONCLUSION_DISPUTE].value_at("months", on)
    return calendar().due_at(started=on.isoformat(), amount=int(months), unit=Unit.MONTHS)


def action_of(dispute_id: str) -> str:
    """The id of the action that a dispute opened."""
    return make_id("item", CONCLUSION_DISPUTE, dispute_id)


def open_action(session: ReaderSession, entry: ConclusionDisputeEntry) -> str:
    """Ask information governance for a reply; the action's id."""
    candidate = Candidate(
        rule_id=CONCLUSION_DISPUTE,
        rule_version=read_escalation_rules()[CONCLUSION_DISPUTE].version,
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
    """Close it: the dispute has a reply."""
    return close_by_fact(session, item_id=action_of(dispute_id), record_id="", now=now)
