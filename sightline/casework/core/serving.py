"""Which workspace is open, and which snapshot of it is served now.

A page begun after a run shows that run. Within one request it is asked for once, so a page reads one snapshot from
beginning to end, also where a run ends in the middle of it.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from django.conf import settings

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import present_session
from sightline.casework.core.whole_snapshots import ServedSnapshot, find_served
from sightline.casework.core.withdrawn_rules import withdrawn_rules
from sightline.model.errors import OurFault, Usage
from sightline.store import Workspace
from sightline.store.serve import ServeReader, open_serve
from sightline.store.snapshots import Snapshot, is_of_present_schema


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
    """The snapshot that is served; None before the first run. OurFault where none is whole.

    Where the current one is damaged, it is the newest earlier one that is whole (`whole_snapshots` finds it).
    """
    served = _served_of(workspace)
    if served is None:
        return None
    snapshot = served.snapshot
    if not is_of_present_schema(snapshot):
        raise OurFault(
            "The current snapshot was made by another version of Sightline.",
            code="snapshot_of_other_version",
            what_to_do="Build it again with 'sightline run'.",
        )
    return snapshot


def find_damaged_data() -> ServedSnapshot | None:
    """What pages must say where the newest data are damaged; None where they are whole, or where none is shown."""
    if settings.SIGHTLINE_WORKSPACE is None:
        return None
    served = _served_of(current_workspace())
    return served if served and served.damaged_id else None


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
    session = present_session()
    if session and session.only_reads:
        yield snapshot, session.opened(("serve", snapshot.serve), lambda: _open_serve(snapshot))
        return
    with _open_serve(snapshot) as serve:
        yield snapshot, serve


def _open_serve(snapshot: Snapshot) -> AbstractContextManager[ServeReader]:
    return open_serve(snapshot.serve, withdrawn=withdrawn_rules())


def _served_of(workspace: Workspace) -> ServedSnapshot | None:
    session = present_session()
    if session is None:
        return find_served(workspace=workspace)
    return session.once(("served", workspace.root), lambda: find_served(workspace=workspace))


@contextmanager
def need_current() -> Iterator[tuple[Snapshot, ServeReader]]:
    """The same, for a page that is of something in it: NotHere before the first run."""
    with open_current() as opened:
        if opened is None:
            raise NotHere
        yield opened
