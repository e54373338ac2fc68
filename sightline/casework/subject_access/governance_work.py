"""Counts the requests for a person's data that nobody has replied to."""

from sightline.casework.accounts.governance_scope import GovernedKind
from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import DATA_REQUEST
from sightline.casework.subject_access.histories import is_own, load_histories
from sightline.casework.subject_access.pages import AccessRequestState
from sightline.translation.messages import lazy as _


def count_open_requests(session: ReaderSession) -> GovernanceWork:
    """Those that are neither sent nor refused, since they came. What waits for the person is not overdue."""
    now = clock.now_at()
    own = [one for one in load_histories() if is_own(session, one)]
    waiting = [one for one in own if one.state in (AccessRequestState.OPEN, AccessRequestState.PAUSED)]
    return sum_up(
        label=_("Requests for a person’s data to reply to"),
        page="access_requests",
        since=(one.received_on.isoformat() for one in waiting),
        overdue=sum(bool(one.due_at) and one.due_at < now for one in waiting),
    )


def _own(session: ReaderSession) -> set[str]:
    return {one.received.entry_id for one in load_histories() if is_own(session, one)}


GOVERNED = GovernedKind((DATA_REQUEST,), _own)
