"""Which workspace is open, and which snapshot of it is served now.

A page begun after a run shows that run. What reads for somebody asks their session, which keeps one snapshot from
beginning to end; the machinery that watches or replaces snapshots asks here.
"""

from django.conf import settings

from sightline.casework.core.selectors.whole_snapshots import OlderSnapshot, ServedSnapshot, find_served
from sightline.model.errors import Usage
from sightline.store import Workspace
from sightline.store.snapshots import Snapshot, is_of_present_schema
from sightline.translation.messages import lazy as _


def current_workspace() -> Workspace:
    """The workspace that this process serves; Usage where it was started without one."""
    if settings.SIGHTLINE_WORKSPACE is None:
        raise Usage(
            _("No workspace is open."),
            code="no_workspace",
            what_to_do=_("Start Sightline with 'sightline --workspace DIR serve'."),
        )
    return Workspace(settings.SIGHTLINE_WORKSPACE)


def current_snapshot(workspace: Workspace) -> Snapshot | None:
    """The snapshot that is served now; None before the first run. OurFault where none is whole.

    Where the current one is damaged, it is the newest earlier one that is whole (`whole_snapshots` finds it).
    """
    return read_current(find_served(workspace_of=lambda: workspace))


def read_current(served: ServedSnapshot | None) -> Snapshot | None:
    """The snapshot that is served; OlderSnapshot where another version of Sightline made it."""
    if served is None:
        return None
    if not is_of_present_schema(served.snapshot):
        raise OlderSnapshot(served.snapshot.id)
    return served.snapshot


def need_snapshot(workspace: Workspace) -> Snapshot:
    """The snapshot that is served now; Usage before the first run."""
    snapshot = current_snapshot(workspace)
    if snapshot is None:
        raise Usage(
            _("No data are imported yet."),
            code="no_snapshot",
            what_to_do=_("Import files with 'sightline ingest', then run 'sightline run'."),
        )
    return snapshot
