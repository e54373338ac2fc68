"""The action that a notice of correction opens: information governance sees to it that every reader has answered."""

from datetime import date

from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.models import CorrectionEntry
from sightline.casework.escalation.engine import CORRECTION, Candidate, calendar, close_by_fact, open_item
from sightline.escalation import CORRECTION_ACKNOWLEDGED, INFORMATION_GOVERNANCE, read_escalation_rules
from sightline.model.calendar import Unit
from sightline.model.ids import make_id
from sightline.model.nouns import Agency
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

ABOUT = _("Readers were shown a record that has changed. Check that each of them has said that they know.")


def acknowledge_by(*, on: date) -> str:
    """The last moment for every reader to answer a notice of that day."""
    days = read_escalation_rules()[CORRECTION_ACKNOWLEDGED].value_at("working_days", on)
    return calendar().due_at(started=on.isoformat(), amount=int(days), unit=Unit.WORKING_DAYS)


def action_of(correction_id: str) -> str:
    """The id of the action that a notice opened."""
    return make_id("item", CORRECTION_ACKNOWLEDGED, correction_id)


def open_action(session: ReaderSession, entry: CorrectionEntry) -> str:
    """Ask information governance that all readers answer; the action's id."""
    candidate = Candidate(
        rule_id=CORRECTION_ACKNOWLEDGED,
        rule_version=read_escalation_rules()[CORRECTION_ACKNOWLEDGED].version,
        source=CORRECTION,
        due_at=entry.at,
        about=ABOUT,
        agency=Agency.PARTNERSHIP,
        ladder=INFORMATION_GOVERNANCE,
        about_id=entry.entry_id,
        always=True,
        opened_by=entry.by,
        arrived_at=entry.at,
        deadline_at=acknowledge_by(on=london_day(entry.at)),
    )
    open_item(session, candidate=candidate, opened_at=entry.at, now=entry.at)
    return candidate.item_id


def close_action(session: ReaderSession, *, correction_id: str, now: str) -> bool:
    """Close it: every reader has answered."""
    return close_by_fact(session, item_id=action_of(correction_id), record_id="", now=now)
