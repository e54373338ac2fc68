"""Counts the disputes that information governance must reply to."""

from sightline.casework.accounts.governance_scope import GovernedKind
from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputes.models import DisputeEntry
from sightline.casework.disputes.rights import may_settle
from sightline.casework.disputes.selectors import open_histories
from sightline.casework.escalation.engine import DISPUTE
from sightline.translation.messages import lazy as _


def count_open_disputes(session: ReaderSession) -> GovernanceWork:
    """Those that are not settled, since they were entered."""
    now, waiting = clock.now_at(), [one for one in open_histories() if may_settle(session, one.laid)]
    return sum_up(
        label=_("Disputed records to reply to"),
        page="disputes",
        since=(one.laid.at for one in waiting),
        overdue=sum(one.due_at < now for one in waiting),
    )


def _own(session: ReaderSession) -> set[str]:
    return {one.entry_id for one in DisputeEntry.objects.disputes() if may_settle(session, one)}


GOVERNED = GovernedKind((DISPUTE,), _own)
