"""Counts the papers that are missing in a workspace for real data, and those that changed since they were signed."""

from django.conf import settings

from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.papers.gate import lacks_need_to_know, missing_since
from sightline.casework.papers.prints import list_prints, signed_kinds
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace
from sightline.store.batches import first_received_at
from sightline.translation.messages import lazy as _


def count_missing_papers(_session: ReaderSession) -> GovernanceWork:
    """Those that nobody has recorded, also where files of before are not refused; none where everybody is invented."""
    root = settings.SIGHTLINE_WORKSPACE
    since = missing_since(Workspace(root)) if root else ()
    return sum_up(label=_("Papers missing before real data"), page="papers", since=since)


def count_need_to_know_off(_session: ReaderSession) -> GovernanceWork:
    """That need to know is not in force, since the first file came; nothing where everybody is invented."""
    root = settings.SIGHTLINE_WORKSPACE
    workspace = Workspace(root) if root else None
    is_off = workspace is not None and lacks_need_to_know(workspace)
    since = [first] if workspace and is_off and (first := first_received_at(workspace)) else []
    return sum_up(label=_("Need to know not in force"), page="access_start", since=since)


def count_changed_papers(session: ReaderSession) -> GovernanceWork:
    """Those that would say something else now, since each was recorded. None where agreements cannot be read."""
    kinds = signed_kinds()
    try:
        prints = list_prints(session, kinds=kinds) if kinds else []
    except (Usage, Refused):  # the row of agreements says that they cannot be used
        prints = []
    since = [one.recorded.at for one in prints if one.recorded and one.has_changed]
    return sum_up(label=_("Papers out of date"), page="printed_papers", since=since)
