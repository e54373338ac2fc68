"""Counts the openings in an emergency that nobody has reviewed, and those whose working day is over."""

from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.emergency_access.actions import REVIEW
from sightline.casework.emergency_access.openings import load_openings
from sightline.translation.messages import lazy as _


def count_emergencies(_session: ReaderSession) -> GovernanceWork:
    """Those to review, since they were opened."""
    now = clock.now_at()
    since = [one.row.at for one in load_openings() if one.review is None]
    overdue = sum(now > REVIEW.deadline(since=at) for at in since)
    return sum_up(label=_("Emergency access to review"), page="emergencies", since=since, overdue=overdue)
