"""Counts the notices of correction that a reader has not answered."""

from sightline.casework.accounts.governance_scope import GovernedKind
from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.histories import governed, load_histories
from sightline.casework.escalation.engine import CORRECTION
from sightline.translation.messages import lazy as _


def count_open_corrections(session: ReaderSession) -> GovernanceWork:
    """Those of the body that at least one reader has not answered, since they were sent."""
    now = clock.now_at()
    waiting = [one for one in governed(session, load_histories()) if one.waiting]
    return sum_up(
        label=_("Notices of correction not answered"),
        page="corrections",
        since=(one.notice.at for one in waiting),
        overdue=sum(one.due_at < now for one in waiting),
    )


def _own(session: ReaderSession) -> set[str]:
    return {one.correction_id for one in governed(session, load_histories())}


GOVERNED = GovernedKind((CORRECTION,), _own)
