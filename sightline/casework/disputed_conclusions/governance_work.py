"""Counts the disputed conclusions that information governance must reply to."""

from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputed_conclusions.histories import open_histories
from sightline.translation.messages import lazy as _


def count_open_conclusion_disputes(session: ReaderSession) -> GovernanceWork:
    """Those without a reply, since they were entered."""
    del session
    now, waiting = clock.now_at(), open_histories()
    return sum_up(
        label=_("Disputed conclusions to reply to"),
        page="conclusion_disputes",
        since=(one.laid.at for one in waiting),
        overdue=sum(one.due_at < now for one in waiting),
    )
