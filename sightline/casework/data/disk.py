"""Tells a full disk from other errors, whichever library met it, and says what to do."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sightline.model.errors import OurFault, SightlineError

FULL = (errno.ENOSPC, errno.EDQUOT)
SAYS_FULL = ("No space left", "disk is full", "Disk quota exceeded")
LEAST_BYTES = 1 << 16


def is_disk_full(error: BaseException, folder: Path) -> bool:
    """True where an error, or one that led to it, is of a full disk; `folder` is where it was written to."""
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, OSError) and found.errno in FULL:
            return True
        if not isinstance(found, SightlineError) and any(words in str(found) for words in SAYS_FULL):
            return True
        found = found.__cause__ or found.__context__
    return not isinstance(error, SightlineError) and shutil.disk_usage(folder).free < LEAST_BYTES


def disk_full() -> OurFault:
    """What is said then."""
    return OurFault(
        "The disk is full, so the command could not be finished.",
        code="disk_full",
        what_to_do="Make room, then run the same command again. What was finished before is kept.",
    )


@contextmanager
def disk_full_said(folder: Path) -> Iterator[None]:
    """Say in words that the disk is full, whatever failed because of it."""
    try:
        yield
    except Exception as error:
        if not is_disk_full(error, folder):
            raise
        raise disk_full() from error
