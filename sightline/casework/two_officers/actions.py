"""The action that a hidden record makes which two officers saw: information governance reviews why."""

from dataclasses import replace

from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import OFFICERS_REVIEW
from sightline.casework.escalation.services.entry_actions import EntryAction, open_action
from sightline.casework.two_officers.models import OfficersEntry
from sightline.escalation import TWO_OFFICERS_REVIEW
from sightline.translation.messages import lazy as _

REVIEW = EntryAction(
    TWO_OFFICERS_REVIEW,
    about=_("An officer saw a sealed identity or a protected address, and a second officer agreed. Review the reason."),
    source=OFFICERS_REVIEW,
    takes="working_days",
)


def open_review(session: ReaderSession, shown: OfficersEntry) -> str:
    """Ask information governance to review what was shown, and tell every account of it now; the action's id.

    It opens alike where there was no such record: the action tells nothing.
    """
    due_at = REVIEW.deadline(since=shown.at)
    candidate = REVIEW.candidate(about_id=shown.about, by=shown.by, at=shown.at, deadline_at=due_at)
    urgent = replace(candidate, urgent=True, known_from=shown.at)
    return open_action(session, urgent, now=shown.at)
