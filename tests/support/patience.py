"""How long tests wait for another process or a page: no test depends on how fast a machine answers.

A wait ends as soon as what it is for has come about. The limit ends only a test that would hang for ever.
"""

import time
from collections.abc import Callable
from typing import Any

PATIENCE = 7200  # seconds
PATIENCE_MS = PATIENCE * 1000


def wait_until(holds: Callable[[], Any], *, what: str, process: Any = None) -> None:
    """Come back once it holds; fails where the process that should bring it about has ended."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert process is None or process.poll() is None, f"{what}: the process ended with {process.returncode}"
        assert time.monotonic() < until, f"{what}: it did not come about"
        time.sleep(0.1)
