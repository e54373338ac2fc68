"""The workspace of a rehearsal: new, with no other database and no mail, and removed at the end."""

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sightline.casework.boot import make_workspace
from sightline.store import Workspace

OURS = "SIGHTLINE_"


@contextmanager
def temporary_workspace() -> Iterator[Workspace]:
    """Give a new workspace in a private temporary folder; it is removed however the work ends.

    What the environment says of the partnership's own database, mail and keys is dropped in this process first. It must
    be the first to open a workspace in the process.
    """
    for name in [name for name in os.environ if name.startswith(OURS)]:
        del os.environ[name]
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with tempfile.TemporaryDirectory(prefix="sightline-rehearsal-", ignore_cleanup_errors=True) as folder:
            try:
                yield make_workspace(Path(folder).resolve() / "workspace")
            finally:
                _let_go()
    finally:
        signal.signal(signal.SIGTERM, before)


def _let_go() -> None:
    from django.apps import apps
    from django.db import connections

    if apps.ready:
        connections.close_all()
