"""Counts the papers that are missing in a workspace for real data, and since when."""

from django.conf import settings

from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.papers.gate import missing_since
from sightline.store import Workspace
from sightline.translation.messages import lazy as _


def count_missing_papers(_session: ReaderSession) -> GovernanceWork:
    """Those that nobody has recorded, also where files of before are not refused; none where everybody is invented."""
    root = settings.SIGHTLINE_WORKSPACE
    since = missing_since(Workspace(root)) if root else ()
    return sum_up(label=_("Papers missing before real data"), page="papers", since=since)
