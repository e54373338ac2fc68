"""A second tree of batches, made beside the one in use and put in its place at once, or not at all.

Whoever reads bytes again writes there. A process that dies before it was whole leaves the batches as they were; one
that dies while they change places is ended by the next command that locks the workspace.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sightline.store.files import fsync, write_whole

STAGED, READY, BEFORE, BATCHES, RECEIVED = "rereading", "ready", "before", "batches", "received"
SHARED_ENDINGS = (".parquet", ".sqlite")  # never written to again, so both trees may have the same file


@contextmanager
def staged_batches(root: Path) -> Iterator[Path]:
    """A folder like that of the workspace, with its batches and received files, for whoever holds the lock.

    What is changed in its batches is thrown away at the end, if `put_in_place` was not called.
    """
    settle_staged(root)
    place = root / STAGED
    place.mkdir(mode=0o700)
    try:
        shutil.copytree(root / BATCHES, place / BATCHES, copy_function=_copy)
        (place / RECEIVED).symlink_to(root.resolve() / RECEIVED, target_is_directory=True)
        yield place
    finally:
        settle_staged(root)


def put_in_place(root: Path) -> None:
    """From now on the staged batches are those in use."""
    for path in (root / STAGED / BATCHES).rglob("*"):
        if path.suffix not in SHARED_ENDINGS:
            fsync(path)
    write_whole(root / STAGED / READY, "")
    settle_staged(root)


def settle_staged(root: Path) -> None:
    """End a change of places that was begun, and remove what is left over. The caller holds the lock."""
    place = root / STAGED
    if not place.is_dir():
        return
    if (place / READY).is_file() and (place / BATCHES).is_dir():
        if (root / BATCHES).is_dir():
            (root / BATCHES).rename(place / BEFORE)
        (place / BATCHES).rename(root / BATCHES)
        fsync(root)
    shutil.rmtree(place)


def _copy(source: str, target: str) -> None:
    if source.endswith(SHARED_ENDINGS):
        os.link(source, target)
    else:
        shutil.copy2(source, target)
