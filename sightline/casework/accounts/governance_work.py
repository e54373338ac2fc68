"""Counts the recovered accounts that nobody has reviewed, and the requests that nobody has decided."""

from sightline.casework.accounts.models import Recovery
from sightline.casework.accounts.services.request_rights import open_requests
from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.translation.messages import lazy as _


def count_recoveries(session: ReaderSession) -> GovernanceWork:
    """Recoveries at the machine, by one person, that wait for somebody to say whether they were right."""
    del session
    rows = list(Recovery.objects.filter(answered_at=None).values_list("at", "due_at"))
    now = clock.now_at()
    return sum_up(
        label=_("Recovered accounts to review"),
        page="account_recoveries",
        since=(at for at, _due in rows),
        overdue=sum(due < now for _at, due in rows),
    )


def count_requests(session: ReaderSession) -> GovernanceWork:
    """Requests that still wait for a second person, of accounts of the reader's own body."""
    return sum_up(
        label=_("Account requests to approve"),
        page="account_requests",
        since=(row.asked_at for row in open_requests(session.actor)),
    )
