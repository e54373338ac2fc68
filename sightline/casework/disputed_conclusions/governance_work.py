"""Counts the disputed conclusions that information governance must reply to."""

from sightline.casework.accounts.governance_scope import GovernedKind
from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputed_conclusions.histories import open_histories
from sightline.casework.disputed_conclusions.models import ConclusionDisputeEntry
from sightline.casework.disputed_conclusions.rights import may_settle_conclusion
from sightline.casework.escalation.engine import DISPUTE
from sightline.translation.messages import lazy as _


def count_open_conclusion_disputes(session: ReaderSession) -> GovernanceWork:
    """Those without a reply, since they were entered."""
    now, waiting = clock.now_at(), [one for one in open_histories() if may_settle_conclusion(session, one.laid)]
    return sum_up(
        label=_("Disputed conclusions to reply to"),
        page="conclusion_disputes",
        since=(one.laid.at for one in waiting),
        overdue=sum(one.due_at < now for one in waiting),
    )


def _own(session: ReaderSession) -> set[str]:
    return {one.entry_id for one in ConclusionDisputeEntry.objects.disputes() if may_settle_conclusion(session, one)}


GOVERNED = GovernedKind((DISPUTE,), _own)
