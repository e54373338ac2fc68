"""A disk that fills up at any point of an ingest or a run: it is said, nothing taken is lost, and with room all goes on.

It needs a small file system of its own, which only root can make: elsewhere it is skipped, and says so.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.killing import Place, new_place, say

pytestmark = pytest.mark.soak
FREE_KILOBYTES = (0, 64, 256, 700, 1_500, 4_096)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder that is a file system of 64 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("no small file system can be made here: run this as root on a machine that may mount one")
    yield folder
    subprocess.run(["umount", folder], check=True)


def fill(disk: Path, *, but_kilobytes: int) -> Path:
    """Fill the disk but for so much."""
    path = disk / "ballast"
    with path.open("wb") as stream:
        try:
            while True:
                stream.write(bytes(1 << 16))
                stream.flush()
        except OSError:
            pass
        stream.truncate(max(0, stream.tell() - (but_kilobytes << 10)))
    return path


@pytest.mark.parametrize("what", ["ingest", "run"])
def test_a_full_disk_is_said_and_with_room_the_same_command_goes_on(
    what: str, small_disk: Path, tmp_path: Path
) -> None:
    begun = new_place(tmp_path)
    whole = begun.copy(tmp_path / "whole")
    whole.finish("ingest")
    if what == "run":
        begun = whole.copy(tmp_path / "taken")
        whole.finish("run")
    for free in FREE_KILOBYTES:
        place = begun.copy(small_disk / "workspace")
        ballast = fill(small_disk, but_kilobytes=free)
        code, errors = end(place, what)
        assert "Traceback" not in errors
        assert code in (0, 1, 3), errors
        assert code != 1 or "disk" in errors or "audit" in errors.lower(), errors
        ballast.unlink()
        place.finish(what)
        assert place.tables() == whole.tables()
        assert what == "ingest" or place.hashes() == whole.hashes()
        assert not list(place.root.rglob("*.partial"))
        say(f"{what}, {free} KB free: exit code {code}; then {place.slowest:.1f} s to the end")
        subprocess.run(["rm", "-r", place.root], check=True)


def end(place: Place, what: str) -> tuple[int, str]:
    process = place.start(what)
    _, errors = process.communicate(timeout=300)
    return process.returncode, errors
