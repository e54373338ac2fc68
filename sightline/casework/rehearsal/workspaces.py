"""The workspace of a rehearsal: new, with no other database and no mail, and removed at the end."""

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sightline.casework.boot import make_workspace
from sightline.casework.core import clock
from sightline.store import Workspace

OURS = "SIGHTLINE_"


@contextmanager
def temporary_workspace(*, made_at: str) -> Iterator[Workspace]:
    """Give a new workspace in a private temporary folder, as if made at a moment; it is removed however the work ends.

    It is a trial, so that deliveries of `sightline invent` can be played. Rules are on from the moment at which a
    workspace is made, so that must be before the first delivery.

    What the environment says of the partnership's own database, mail and keys is dropped in this process first. It must
    be the first to open a workspace in the process.
    """
    for name in [name for name in os.environ if name.startswith(OURS)]:
        del os.environ[name]
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with tempfile.TemporaryDirectory(prefix="sightline-rehearsal-", ignore_cleanup_errors=True) as folder:
            try:
                with clock.as_if(made_at):
                    workspace = make_workspace(Path(folder).resolve() / "workspace", trial=True)
                yield workspace
            finally:
                _let_go()
    finally:
        signal.signal(signal.SIGTERM, before)


def _let_go() -> None:
    from django.apps import apps
    from django.db import connections

    if apps.ready:
        connections.close_all()
