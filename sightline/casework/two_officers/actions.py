"""The action that a hidden record makes which two officers saw: information governance reviews why."""

from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import OFFICERS_REVIEW, Candidate, calendar, close_by_fact, open_item
from sightline.casework.two_officers.models import OfficersEntry
from sightline.escalation import INFORMATION_GOVERNANCE, TWO_OFFICERS_REVIEW, read_escalation_rules
from sightline.model.calendar import Unit
from sightline.model.ids import make_id
from sightline.model.nouns import Agency
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

ABOUT = _("An officer saw a sealed identity or a protected address, and a second officer agreed. Review the reason.")


def review_by(*, shown_at: str) -> str:
    """The last moment to review: the rule's working days after the record was shown."""
    days = read_escalation_rules()[TWO_OFFICERS_REVIEW].value_at("working_days", london_day(shown_at))
    return calendar().due_at(started=shown_at, amount=int(days), unit=Unit.WORKING_DAYS)


def open_review(session: ReaderSession, shown: OfficersEntry) -> str:
    """Ask information governance to review what was shown, and tell every account of it now; the action's id.

    It opens alike where there was no such record: the action tells nothing.
    """
    candidate = Candidate(
        rule_id=TWO_OFFICERS_REVIEW,
        rule_version=read_escalation_rules()[TWO_OFFICERS_REVIEW].version,
        source=OFFICERS_REVIEW,
        due_at=shown.at,
        about=ABOUT,
        agency=Agency.PARTNERSHIP,
        ladder=INFORMATION_GOVERNANCE,
        about_id=shown.about,
        opened_as=_action_of(shown.about),
        urgent=True,
        always=True,
        opened_by=shown.by,
        known_from=shown.at,
        arrived_at=shown.at,
        deadline_at=review_by(shown_at=shown.at),
    )
    open_item(session, candidate=candidate, opened_at=shown.at, now=shown.at)
    return candidate.item_id


def close_review(session: ReaderSession, *, entry_id: str, now: str) -> None:
    """Close the action: the review is recorded."""
    close_by_fact(session, item_id=_action_of(entry_id), record_id="", now=now)


def _action_of(entry_id: str) -> str:
    return make_id("item", TWO_OFFICERS_REVIEW, entry_id)
