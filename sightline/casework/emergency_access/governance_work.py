"""Counts the openings in an emergency that nobody has reviewed, and those whose working day is over."""

from sightline.casework.accounts.governance_scope import GovernedKind
from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.emergency_access.actions import REVIEW
from sightline.casework.emergency_access.openings import governed, load_openings
from sightline.casework.escalation.engine import OF_EMERGENCIES
from sightline.translation.messages import lazy as _


def count_emergencies(session: ReaderSession) -> GovernanceWork:
    """Those to review, since they were opened."""
    now = clock.now_at()
    since = [one.row.at for one in governed(session, load_openings()) if one.review is None]
    overdue = sum(now > REVIEW.deadline(since=at) for at in since)
    return sum_up(label=_("Emergency access to review"), page="emergencies", since=since, overdue=overdue)


def _own(session: ReaderSession) -> set[str]:
    return {one.row.entry_id for one in governed(session, load_openings())}


GOVERNED = GovernedKind(OF_EMERGENCIES, _own)
