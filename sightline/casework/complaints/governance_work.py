"""Counts the complaints that information governance must acknowledge or answer."""

from sightline.casework.accounts.governance_scope import GovernedKind
from sightline.casework.complaints.histories import governed, line_of, load_histories
from sightline.casework.complaints.pages import ComplaintState
from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import DATA_COMPLAINT
from sightline.translation.messages import lazy as _


def count_open_complaints(session: ReaderSession) -> GovernanceWork:
    """Those that are not answered, since the day on which they came."""
    now = clock.now_at()
    lines = [
        line_of(one, now=now) for one in governed(session, load_histories()) if one.state is not ComplaintState.ANSWERED
    ]
    return sum_up(
        label=_("Complaints to acknowledge or answer"),
        page="complaints",
        since=(line.received_on.isoformat() for line in lines),
        overdue=sum(line.is_overdue for line in lines),
    )


def _own(session: ReaderSession) -> set[str]:
    return {one.made.entry_id for one in governed(session, load_histories())}


GOVERNED = GovernedKind((DATA_COMPLAINT,), _own)
