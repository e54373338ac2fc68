"""Counts the requests to share a hidden record that nobody has answered."""

from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import SHARE
from sightline.casework.escalation.rights import governed_shares
from sightline.escalation.states import WAITS
from sightline.translation.messages import lazy as _


def count_shares(session: ReaderSession) -> GovernanceWork:
    """Those of records of the body, since they were asked; overdue after the time of the stage that must answer."""
    now = clock.now_at()
    waiting = governed_shares(session.actor).filter(state__in=WAITS, closed_at=None)
    rows = list(waiting.values_list("opened_at", "answer_by"))
    return sum_up(
        label=_("Requests to share a hidden record"),
        page="work",
        query=f"?list=all&kind={SHARE.value}",
        since=(opened_at for opened_at, _by in rows),
        overdue=sum(by < now for _opened, by in rows),
    )
