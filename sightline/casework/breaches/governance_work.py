"""Counts the data breaches about which information governance must still decide."""

from sightline.casework.accounts.governance_scope import GovernedKind
from sightline.casework.breaches.reports import governed, line_of, load_reports, to_decide
from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import DATA_BREACH, EXPOSED_ADDRESS
from sightline.translation.messages import lazy as _


def count_breaches(session: ReaderSession) -> GovernanceWork:
    """Those to decide, since they were reported; overdue is what the regulator should know by now."""
    now = clock.now_at()
    lines = [line_of(one, now=now) for one in to_decide(governed(session, load_reports()))]
    overdue = sum(line.is_overdue for line in lines)
    return sum_up(
        label=_("Data breaches to decide"),
        page="breaches",
        since=(line.reported_at for line in lines),
        overdue=overdue,
    )


def _own(session: ReaderSession) -> set[str]:
    return {one.report.entry_id for one in governed(session, load_reports())}


GOVERNED = GovernedKind((DATA_BREACH, EXPOSED_ADDRESS), _own)
