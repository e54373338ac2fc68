"""Counts what two officers saw and nobody has reviewed, and what is past the rule's working days."""

from sightline.casework.accounts.governance_scope import GovernedKind
from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import OF_OFFICERS
from sightline.casework.two_officers.actions import REVIEW
from sightline.casework.two_officers.requests import governed, load_requests
from sightline.translation.messages import lazy as _


def count_unreviewed(session: ReaderSession) -> GovernanceWork:
    """Those to review, since they were shown."""
    now = clock.now_at()
    since = [one.shown.at for one in governed(session, load_requests()) if one.shown and one.review is None]
    overdue = sum(now > REVIEW.deadline(since=at) for at in since)
    return sum_up(label=_("Request by two officers, to review"), page="two_officers", since=since, overdue=overdue)


def _own(session: ReaderSession) -> set[str]:
    return {one.row.entry_id for one in governed(session, load_requests())}


GOVERNED = GovernedKind(OF_OFFICERS, _own)
