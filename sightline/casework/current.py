"""Which workspace is open, and which snapshot of it is served now.

A newcomer would get this wrong: the current snapshot is asked for anew each time, so a page begun after a run
shows that run; one page reads one snapshot from beginning to end.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from sightline.casework.models import CurrentSnapshot
from sightline.casework.withdrawn import withdrawn_rules
from sightline.model.errors import OurFault, Usage
from sightline.store import Workspace
from sightline.store.serve import ServeReader, open_serve
from sightline.store.snapshots import Snapshot, find_snapshot, is_of_present_schema


def current_workspace() -> Workspace:
    """The workspace that this process serves; Usage where it was started without one."""
    if settings.SIGHTLINE_WORKSPACE is None:
        raise Usage(
            "No workspace is open.",
            code="no_workspace",
            what_to_do="Start Sightline with 'sightline --workspace DIR serve'.",
        )
    return Workspace(settings.SIGHTLINE_WORKSPACE)


def current_snapshot(workspace: Workspace) -> Snapshot | None:
    """The snapshot that is served; None before the first run. OurFault where its folder is gone."""
    row = CurrentSnapshot.objects.filter(id=1).first()
    if row is None:
        return None
    snapshot = find_snapshot(workspace, row.snapshot_id)
    if snapshot is None:
        raise OurFault(
            f"The current snapshot {row.snapshot_id} is not in the workspace.",
            code="snapshot_gone",
            what_to_do="Build it again with 'sightline run'.",
        )
    if not is_of_present_schema(snapshot):
        raise OurFault(
            "The current snapshot was made by another version of Sightline.",
            code="snapshot_of_other_version",
            what_to_do="Build it again with 'sightline run'.",
        )
    return snapshot


def need_snapshot(workspace: Workspace) -> Snapshot:
    """The snapshot that is served; Usage before the first run."""
    snapshot = current_snapshot(workspace)
    if snapshot is None:
        raise Usage(
            "There is no snapshot yet.",
            code="no_snapshot",
            what_to_do="Take files in with 'sightline ingest', then 'sightline run'.",
        )
    return snapshot


@contextmanager
def open_current() -> Iterator[tuple[Snapshot, ServeReader] | None]:
    """The current snapshot and a reader of its pages, for as long as one page takes; None before the first run."""
    snapshot = current_snapshot(current_workspace())
    if snapshot is None:
        yield None
        return
    with open_serve(snapshot.serve, withdrawn=withdrawn_rules()) as serve:
        yield snapshot, serve
