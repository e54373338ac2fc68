"""Commands that are killed at any moment, given again: nothing taken is lost or doubled, and nobody has to help.

SIGHTLINE_SOAK_KILLS says how many kills there are of each (50).
"""

import os
import random
import subprocess
from pathlib import Path

import pytest
from support.killing import Place, new_place, say
from support.small_partnership import sightline

from sightline.store.batches import list_parts
from sightline.store.begun_batches import TAKEN, read_journal

pytestmark = pytest.mark.soak
KILLS = int(os.environ.get("SIGHTLINE_SOAK_KILLS", "50"))
IN_A_ROW = 5
SEED = 20260301


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return new_place(tmp_path_factory.mktemp("killed"))


@pytest.fixture(scope="module")
def taken(begun: Place) -> Place:
    """The same after an ingest that nobody killed."""
    place = begun.copy(begun.root.with_name("taken"))
    place.waited.append(place.lasts("ingest"))
    return place


def next_folder(folder: Path) -> Path:
    """A name that is free: of some trials nothing was killed."""
    return folder / f"trial{len(list(folder.iterdir()))}"


def acknowledged(place: Place) -> set[str]:
    """The files of which a receipt says that they were taken."""
    return {r.source_file for r in read_journal(place.workspace, 1).values() if r.state == TAKEN}


def test_ingests_that_are_killed_lose_and_double_nothing(begun: Place, taken: Place, tmp_path: Path) -> None:
    chance, killed, wanted, slowest = random.Random(SEED), 0, taken.tables(), 0.0
    while killed < KILLS:
        place = begun.copy(next_folder(tmp_path))
        for _ in range(IN_A_ROW):
            before = acknowledged(place)
            killed += place.kill("ingest", chance, taken.waited[0])
            assert before <= acknowledged(place)
            assert len(list_parts(place.workspace)) >= len(before)
        place.finish("ingest")
        assert place.tables() == wanted
        assert not list(place.root.rglob("*.partial"))
        sightline("-w", place.root, "doctor")
        slowest = max(slowest, place.slowest)
        say(f"{killed} kills in ingest; slowest recovery {slowest:.1f} s")


def test_runs_that_are_killed_leave_what_is_served_and_the_next_is_whole(taken: Place, tmp_path: Path) -> None:
    whole = taken.copy(tmp_path / "whole")
    lasts = whole.lasts("run")
    chance, killed, slowest = random.Random(SEED), 0, 0.0
    while killed < KILLS:
        place = taken.copy(next_folder(tmp_path))
        for _ in range(IN_A_ROW):
            if not place.kill("run", chance, lasts):
                break  # it had ended: another would go on from its snapshot, and be over soon
            killed += 1
        place.finish("run")
        assert place.hashes() == whole.hashes()
        sightline("-w", place.root, "doctor")
        sightline("-w", place.root, "export", "rejects", "--out", tmp_path / f"rejects{killed}.csv")
        assert not list(place.root.rglob("*.partial"))
        slowest = max(slowest, place.slowest)
        say(f"{killed} kills in run; slowest recovery {slowest:.1f} s")


def test_two_at_once_are_one_after_the_other_or_refused(begun: Place, taken: Place, tmp_path: Path) -> None:
    for number in range(max(1, KILLS // 10)):
        place = begun.copy(tmp_path / f"pair{number}")
        for what in ("ingest", "run"):
            both = [place.start(what), place.start(what)]
            ended = sorted(end(process) for process in both)
            assert ended[0] in (0, 3) and ended[1] in (0, 3, 4), ended
        assert place.tables() == taken.tables()
        sightline("-w", place.root, "doctor")
        say(f"{number + 1} pairs at once")


def end(process: "subprocess.Popen[str]") -> int:
    _, errors = process.communicate(timeout=300)
    assert "Traceback" not in errors
    return process.returncode
