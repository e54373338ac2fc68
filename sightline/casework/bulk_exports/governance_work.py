"""Counts the bulk exports that a second person must agree to or refuse."""

from sightline.casework.bulk_exports.pages import ExportState
from sightline.casework.bulk_exports.requests import load_requests
from sightline.casework.bulk_exports.rights import governs
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.translation.messages import lazy as _


def count_asked_exports(session: ReaderSession) -> GovernanceWork:
    """Those of accounts of the reader's body that nobody has decided, since they were asked for."""
    asked = [one for one in load_requests() if one.state is ExportState.ASKED]
    since = [one.asked_at for one in asked if governs(actor=session.actor, request=one)]
    return sum_up(label=_("Bulk exports that need a second person"), page="bulk_exports", since=since)
