"""Puts the tests' temporary files into memory where there is room, so that no test waits for a disk.

Workspaces are written to last: each run and each answer waits until the disk holds it. Tests that end a process in the
middle find its files in memory as on a disk. Whoever names a folder (`--basetemp`, TMPDIR) has it there.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, MutableMapping
from functools import partial
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 6 * 2**30  # a whole run leaves about half of it there until it ends
NAMED_BY = ("TMPDIR", "TEMP", "TMP", "PYTEST_DEBUG_TEMPROOT")


def put_into_memory(
    environment: MutableMapping[str, str], *, memory: Path = MEMORY, room: int = ROOM
) -> Callable[[], None]:
    """Let this process and those that it begins keep temporary files in memory, unless another place was named.

    What it returns removes them at the end. Those of failed tests stay: pytest keeps them until its next run.
    """
    if any(environment.get(name) for name in NAMED_BY) or not has_room(memory, room):
        return lambda: None
    folder = Path(tempfile.mkdtemp(prefix="sightline-tests-", dir=memory))
    folder.chmod(0o711)  # PostgreSQL runs as another user, in a folder of its own in this one
    environment |= {"TMPDIR": str(folder), "PYTEST_DEBUG_TEMPROOT": str(memory)}
    tempfile.tempdir = None  # asked anew
    return partial(shutil.rmtree, folder, ignore_errors=True)


def has_room(memory: Path, room: int) -> bool:
    """Whether this is a file system that takes programs too, with that many bytes free, and as many of memory."""
    if not memory.is_dir() or not os.access(memory, os.W_OK):
        return False
    takes_programs = not os.statvfs(memory).f_flag & os.ST_NOEXEC
    return takes_programs and shutil.disk_usage(memory).free >= room and free_memory() >= room


def free_memory(counts: Path = Path("/proc/meminfo")) -> int:
    """The bytes that processes may still take; none where the system does not say."""
    if not counts.is_file():
        return 0
    lines = (line.split() for line in counts.read_text(encoding="ascii").splitlines())
    return next((int(words[1]) * 1024 for words in lines if words[0] == "MemAvailable:"), 0)
