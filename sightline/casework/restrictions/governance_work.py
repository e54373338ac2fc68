"""Counts the restrictions that stand."""

from sightline.casework.accounts.governance_scope import GovernedKind
from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import RESTRICTION
from sightline.casework.restrictions.histories import is_own, load_histories
from sightline.translation.messages import lazy as _


def count_restrictions(session: ReaderSession) -> GovernanceWork:
    """Those whose day has come, since that day."""
    now = clock.now_at()
    waiting = [one for one in load_histories() if is_own(session, one) and one.until_at and one.until_at < now]
    return sum_up(
        label=_("Restricted records to decide about"),
        page="restrictions",
        since=(one.until_at for one in waiting),
        overdue=len(waiting),
    )


def _own(session: ReaderSession) -> set[str]:
    return {one.made.entry_id for one in load_histories() if is_own(session, one)}


GOVERNED = GovernedKind((RESTRICTION,), _own)
