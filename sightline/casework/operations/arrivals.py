"""Starts a run after each delivery, so that what arrived is read and told within minutes and not when somebody asks.

The run is a process of its own: pages are served meanwhile, and a run that fails stops no page and no tick.
"""

import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from sightline.casework.core import clock
from sightline.casework.core.serving import current_snapshot, current_workspace
from sightline.casework.data.runs import lock_is_free
from sightline.model.errors import SightlineError
from sightline.store.batches import list_parts

logger = logging.getLogger(__name__)
AGAIN_SECONDS = 15 * 60  # a run that failed on the same files is tried again after so long


class Started(Protocol):
    """A process that was started."""

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""


class ArrivalRuns:
    """Looks for files that no run has taken in, and starts one run at a time for them."""

    def __init__(self, *, start: Callable[[Path], Started] | None = None) -> None:
        self._start = start or start_run
        self._run: Started | None = None
        self._tried: frozenset[str] = frozenset()
        self._tried_at = 0.0

    def look(self) -> bool:
        """Start a run where files wait and nobody works in the workspace; whether one was started."""
        if self._run is not None and self._run.poll() is None:
            return False
        waiting, now = files_waiting(), clock.steady_seconds()
        if not waiting or (waiting == self._tried and now - self._tried_at < AGAIN_SECONDS):
            return False
        workspace = current_workspace()
        if not lock_is_free(workspace):
            return False
        self._tried, self._tried_at = waiting, now
        self._run = self._start(workspace.root)
        logger.info("a run was started for %d files that arrived", len(waiting))
        return True


def files_waiting() -> frozenset[str]:
    """The received files that the current snapshot is not of, by batch and content; and those withdrawn since."""
    workspace = current_workspace()
    parts = list_parts(workspace)
    received = frozenset(part.name for part in parts if part.withdrawn_on is None)
    withdrawn = frozenset(part.name for part in parts) - received
    try:
        snapshot = current_snapshot(workspace)
    except SightlineError:  # of another version, or damaged: a run builds it again, and somebody was told
        return frozenset()
    if snapshot is None:
        return received
    read = frozenset(snapshot.manifest()["inputs"]["files"])
    return (received - read) | (withdrawn & read)


def start_run(root: Path) -> Started:
    """`sightline run` in the workspace, as its operator."""
    command = [sys.executable, "-m", "sightline", "--workspace", str(root), "run"]
    return subprocess.Popen(  # noqa: S603 - our own command, nothing of it typed by anybody
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
